import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';

import { Code, CursorPeriodQuery, IsId, Optional } from '#libs/platform';

import type { HistoryEntry, OrderFilter } from '../core/ordering.ports.js';
import {
  HOLD_REASONS,
  type HoldReason,
  ORDER_PAYMENT_STATUSES,
  ORDER_STATUSES,
  ORDER_TYPES,
  type OrderPaymentStatus,
  type OrderStatus,
  type OrderType,
} from '../core/model/order-status.js';

const csv = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);

export class OrderListQuery extends CursorPeriodQuery {
  /** One status, or several with commas between. */
  @Optional()
  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', isArray: true, required: false })
  @Transform(csv)
  @IsIn(ORDER_STATUSES, { each: true })
  status?: OrderStatus[];

  @Optional()
  @ApiProperty({ enum: ORDER_PAYMENT_STATUSES, enumName: 'OrderPaymentStatus', required: false })
  @IsIn(ORDER_PAYMENT_STATUSES)
  payment_status?: OrderPaymentStatus;

  /** What HELD orders wait for: PARKED are the bills that staff put aside. */
  @Optional()
  @ApiProperty({ enum: HOLD_REASONS, enumName: 'HoldReason', required: false })
  @IsIn(HOLD_REASONS)
  hold_reason?: HoldReason;

  @Optional()
  @ApiProperty({ enum: ORDER_TYPES, enumName: 'OrderType', required: false })
  @IsIn(ORDER_TYPES)
  type?: OrderType;

  @Optional()
  @IsId()
  outlet_id?: string;

  @Optional()
  @IsUUID()
  table_id?: string;

  @Optional()
  @IsUUID()
  table_session_id?: string;

  /** The order's number, whole. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 60)
  number?: string;

  toFilter(): OrderFilter {
    return {
      status: this.status,
      paymentStatus: this.payment_status,
      holdReason: this.hold_reason,
      type: this.type,
      outletId: this.outlet_id,
      tableId: this.table_id,
      tableSessionId: this.table_session_id,
      number: this.number,
    };
  }
}

export class HistoryActorResponse {
  @ApiProperty({ enum: ['user', 'guest', 'system'] })
  kind!: string;
  id!: string | null;
  role!: string | null;
}

export class OrderHistoryEntryResponse {
  id!: string;
  /** PLACED, STATUS, LINE_STATUS, LINES_ADDED, LINE_VOIDED, COUPON_ENDED, DISCOUNTED, TRANSFERRED, SPLIT, MERGED, PAID, REFUNDED, VOIDED, … */
  action!: string;
  item_id!: string | null;
  from_status!: string | null;
  to_status!: string | null;
  actor!: HistoryActorResponse;
  reason!: string | null;
  approved_by!: string | null;
  details!: Record<string, unknown>;
  occurred_at!: string;
}

export class OrderHistoryResponse {
  /** Oldest first. */
  data!: OrderHistoryEntryResponse[];
}

export const toHistoryResponse = (entries: readonly HistoryEntry[]): OrderHistoryResponse => ({
  data: entries.map((entry) => ({
    id: entry.id,
    action: entry.action,
    item_id: entry.itemId,
    from_status: entry.fromStatus,
    to_status: entry.toStatus,
    actor: entry.actor,
    reason: entry.reason,
    approved_by: entry.approvedBy,
    details: entry.details,
    occurred_at: entry.occurredAt.toISOString(),
  })),
});
