import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { FreeText, IsId, LoginName, Optional, VersionedRequest } from '#libs/platform';

import { ORDER_STATUSES, type OrderStatus } from '../core/model/order-status.js';
import { OrderResponse } from './order.dto.js';
import { MOST_COURSES, MOST_LINES, MOST_PIECES, MOST_SEATS } from './order-item.dto.js';

export const LARGEST_AMOUNT = 1_000_000_000_000;

/** A supervisor's consent at a colleague's till. A supervisor who acts themselves sends none. */
export class ApprovalRequest {
  @Optional()
  @IsUUID()
  user_id?: string;

  @Optional()
  @LoginName()
  @IsString()
  @Length(1, 254)
  username?: string;

  @Optional()
  @Matches(/^\d{4,8}$/)
  pin?: string;

  @Optional()
  @IsString()
  @Length(8, 256)
  password?: string;
}

export class ReasonRequest {
  @Optional()
  @ApiProperty({ example: 'Wrong table', required: false })
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason?: string;
}

export class VersionedReasonRequest extends IntersectionType(ReasonRequest, VersionedRequest) {}

/** Why a bill is changed, and by whose leave where that is needed. */
export class GroundsRequest extends VersionedReasonRequest {
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ApprovalRequest)
  approval?: ApprovalRequest;

  /** One of the outlet's reasons (`GET /reasons`); what is in `reason` stands behind its label then. */
  @Optional()
  @IsId()
  reason_id?: string;
}

/** Why something is done, in words of one's own: to be said where no reason of the outlet's is. On the class itself, or what it inherits counts too. */
export const ReasonOrId = (example: string) =>
  applyDecorators(
    ApiProperty({ example, required: false }),
    ValidateIf(({ reason, reason_id }: GroundsRequest) => reason_id === undefined || reason !== undefined),
    FreeText(),
    IsString(),
    Length(1, 300),
  );

export class ChangeStatusRequest extends GroundsRequest {
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', example: 'COOKING' })
  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;
}

export class AcceptRequest {
  /** The version that the change is based on; a newer one in the meantime is 409. */
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class FireRequest extends AcceptRequest {
  /** The lines of this course alone. */
  @Optional()
  @ApiProperty({ required: false })
  @IsInt()
  @Min(1)
  @Max(MOST_COURSES)
  course?: number;

  /** These lines alone. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LINES)
  @IsUUID(undefined, { each: true })
  item_ids?: string[];
}

export class RejectRequest extends AcceptRequest {
  @ApiProperty({ example: 'We close in ten minutes' })
  @FreeText()
  @IsString()
  @Length(1, 300)
  reason!: string;
}

export class DiscountRequest extends GroundsRequest {
  @ApiProperty({ enum: ['PERCENT', 'FIXED'] })
  @IsIn(['PERCENT', 'FIXED'])
  type!: 'PERCENT' | 'FIXED';

  /** Percent (two decimals at most), or minor units. 0 takes the discount off. */
  @ApiProperty({ example: 10 })
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(LARGEST_AMOUNT)
  value!: number;

  /** May be left out with a `reason_id`. */
  @ReasonOrId('Waited too long')
  declare reason?: string;
}

export class TransferRequest extends VersionedReasonRequest {
  @IsUUID()
  table_id!: string;
}

export class SplitItemRequest {
  @IsUUID()
  item_id!: string;

  /** How many pieces of the line; all of them when left out. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  quantity?: number;
}

export class SplitRequest extends VersionedRequest {
  /** Lines that go to a bill of their own. Send this or `ways`. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => SplitItemRequest)
  items?: SplitItemRequest[];

  /** The lines of these seats go to a bill of their own; lines of no seat stay. Send one of `items`, `seats` and `ways`. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SEATS)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MOST_SEATS, { each: true })
  seats?: number[];

  /** Splits what is due into so many equal shares, to be paid one by one on this bill. */
  @Optional()
  @ApiProperty({ example: 3, required: false })
  @IsInt()
  @Min(2)
  @Max(50)
  ways?: number;
}

export class MergeRequest extends VersionedRequest {
  /** The bills whose lines come onto this one. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  order_ids!: string[];
}

export class ShareResponse {
  /** What one guest pays, in minor units, before cash rounding. */
  amount!: number;
}

export class SplitResponse {
  /** The bill that was split. */
  order!: OrderResponse;
  /** The bill that the lines went to; null for an even split. */
  new_order!: OrderResponse | null;
  /** Both bills, the old one first. */
  orders!: OrderResponse[];
  /** The shares of an even split: pay each with POST /orders/:id/pay. */
  shares!: ShareResponse[];
}
