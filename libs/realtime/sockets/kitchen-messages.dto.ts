import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Min,
} from 'class-validator';

import { Code, IsId } from '#libs/platform';

import { BUMPED_STATUSES, type LinesOfTickets, type TicketsBump } from '../core/model/kitchen-command.js';
import { ORDER_STATUSES, type OrderStatus } from '../core/model/order-words.js';

const MOST_AT_ONCE = 200;

/** Lines, by their ticket, by themselves, or by the lines of orders. */
class LinesMessage {
  @IsOptional()
  @IsId()
  ticket_id?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID(undefined, { each: true })
  line_ids?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID(undefined, { each: true })
  item_ids?: string[];
}

/** `kitchen:bump`, as `POST /kitchen/bump`. */
export class BumpMessage extends LinesMessage {
  @IsOptional()
  @IsIn(BUMPED_STATUSES)
  status?: TicketsBump['status'];

  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  @IsOptional()
  @IsIn(ORDER_STATUSES)
  expected_status?: OrderStatus;
}

/** `kitchen:recall`, as `POST /kitchen/recall`. */
export class RecallMessage extends LinesMessage {
  @IsOptional()
  @Code()
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9_-]{0,31}$/i)
  station?: string;

  @IsOptional()
  @IsId()
  outlet_id?: string;
}

/** `kitchen:fire`, as `POST /orders/:id/fire`. */
export class FireMessage {
  @IsId()
  order_id!: string;
}

/** `kitchen:seen`, as `POST /kitchen/tickets/:id/seen`. */
export class SeenMessage {
  @IsId()
  ticket_id!: string;
}

const lowered = (ids: readonly string[] | undefined): string[] | undefined => ids?.map((id) => id.toLowerCase());

export const linesOf = ({ ticket_id, line_ids, item_ids }: LinesMessage): LinesOfTickets => ({
  ticketId: ticket_id ?? undefined,
  lineIds: lowered(line_ids ?? undefined),
  itemIds: lowered(item_ids ?? undefined),
});
