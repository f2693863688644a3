import { ApiProperty } from '@nestjs/swagger';

import { ORDER_STATUSES, ORDER_TYPES, type OrderStatus, type OrderType } from '../core/model/order-words.js';
import type { TicketWire } from '../core/model/ticket-wire.js';
import { TICKET_MARKS, TICKET_STATES, type TicketMark, type TicketState } from '../core/model/ticket.js';

const AN_INSTANT = { type: String, format: 'date-time', nullable: true, example: '2025-11-21T05:00:00.000Z' } as const;

export class KitchenModifier {
  group!: string;
  name!: string;
  quantity!: number;
}

/** What a line was before its last change. */
export class FormerKitchenLine {
  quantity!: number;
  note!: string | null;
  modifiers!: KitchenModifier[];
}

export class KitchenLine {
  id!: string;
  /** The order's line. */
  item_id!: string;
  /** The bill that it is on now. */
  order_id!: string;
  product_id!: string;
  /** Which part of the product, where several stations make one; null for all of it. */
  component!: number | null;
  name!: string;
  /** Pieces to make. */
  quantity!: number;
  modifiers!: KitchenModifier[];
  note!: string | null;
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status!: OrderStatus;
  /** When it reached the kitchen; null while it is HELD. */
  @ApiProperty(AN_INSTANT)
  fired_at!: string | null;
  @ApiProperty(AN_INSTANT)
  started_at!: string | null;
  @ApiProperty(AN_INSTANT)
  ready_at!: string | null;
  @ApiProperty(AN_INSTANT)
  served_at!: string | null;
  void_reason!: string | null;
  /** What it was before it was changed, until the station has seen that. */
  @ApiProperty({ type: FormerKitchenLine, nullable: true })
  was!: FormerKitchenLine | null;
}

/** How far another station of the same round is. */
export class AlsoAtStation {
  station!: string;
  /** Lines that are still to be made there. */
  open!: number;
  /** Lines that are ready, or served. */
  ready!: number;
}

/** What a station was asked for at once. */
export class KitchenTicket {
  id!: string;
  /** To be called out: the last part of the order's number, and the round. It never changes. */
  @ApiProperty({ example: '0042-2' })
  number!: string;
  order_id!: string;
  order_number!: string;
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType' })
  order_type!: OrderType;
  table_name!: string | null;
  /** Ordered by a guest or a customer themselves. */
  guest!: boolean;
  round!: number;
  course!: number;
  station!: string;
  @ApiProperty({ enum: TICKET_STATES, enumName: 'TicketState' })
  state!: TicketState;
  /** Before all others. */
  rush!: boolean;
  /** The same once more. */
  remake!: boolean;
  /** Of the whole order. */
  note!: string | null;
  @ApiProperty(AN_INSTANT)
  fired_at!: string | null;
  /** When a ticket that is held will be fired by itself. */
  @ApiProperty(AN_INSTANT)
  fire_at!: string | null;
  @ApiProperty(AN_INSTANT)
  due_at!: string | null;
  @ApiProperty(AN_INSTANT)
  warn_at!: string | null;
  @ApiProperty(AN_INSTANT)
  late_at!: string | null;
  @ApiProperty(AN_INSTANT)
  promised_at!: string | null;
  also_at!: AlsoAtStation[];
  /** What the station has not acknowledged yet. */
  @ApiProperty({ enum: TICKET_MARKS, enumName: 'TicketMark', isArray: true })
  marks!: TicketMark[];
  /** How often it was printed. */
  prints!: number;
  /** Rises with every change: a ticket replaces one of a lower version. */
  version!: number;
  lines!: KitchenLine[];
}

/** Everything that answers a ticket answers exactly what messages carry. */
export const kitchenTicket = (wire: TicketWire): KitchenTicket => wire;

export class KitchenTicketsResponse {
  /** The last number of the outlet's events: all that they told is in `data`. Go on from it: `since` here, and of a socket. */
  seq!: number;
  /** There are more than 500. */
  truncated!: boolean;
  data!: KitchenTicket[];
}

export class ChangedTicketsResponse {
  tickets!: KitchenTicket[];
}
