import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  IsUUID,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import {
  CursorPageQuery,
  CursorPageResponse,
  IfGiven,
  IsId,
  Optional,
  PageQuery,
  PageResponse,
  Trimmed,
} from '#libs/platform';

import { HAND_MOVEMENT_TYPES, MOVEMENT_TYPES, NO_SALE, type MovementType } from '../core/model/cash-movement.js';
import { MOST_CASH, SHIFT_STATUSES, type ShiftStatus } from '../core/model/shift.js';
import { CloseApprovalRequest, ShiftCountRequest } from './shift-count.dto.js';

const LONGEST_REASON = 200;
const DATE_OR_INSTANT = /^(19|20|21)\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
const notADate = { message: '$property should be a date (2026-03-01) or an instant (2026-03-01T08:00:00Z)' };

export class OpenShiftRequest {
  @IsId()
  outlet_id!: string;

  /** The float: cash in the drawer at the start, in the outlet's smallest unit. */
  @IsInt()
  @Min(0)
  @Max(MOST_CASH)
  @ApiProperty({ example: 200_000 })
  start_cash!: number;

  /** Takes a float all the same that is more than 200 of the largest note (20,000,000 IDR). */
  @IfGiven()
  @IsBoolean()
  start_cash_confirmed?: boolean;

  /** Whose drawer it is; a colleague's is for a SUPERVISOR or an ADMIN. Your own when absent. */
  @IfGiven()
  @IsId()
  user_id?: string;

  /** The named drawer that the cash is in (`GET /drawers`). One open shift a drawer. */
  @IfGiven()
  @IsId()
  drawer_id?: string;
}

export class CloseShiftRequest extends ShiftCountRequest {
  @IsId()
  shift_id!: string;

  /** What was counted in the drawer. */
  @IsInt()
  @Min(0)
  @Max(MOST_CASH)
  @ApiProperty({ example: 200_000 })
  end_cash!: number;

  /** Takes a count all the same that is more than 200 of the largest note above what the drawer should hold. */
  @IfGiven()
  @IsBoolean()
  end_cash_confirmed?: boolean;
}

const RECORDED_TYPES = [...HAND_MOVEMENT_TYPES, 'TIP_OUT', NO_SALE] as const;
type RecordedType = (typeof RECORDED_TYPES)[number];

export class RecordCashMovementRequest {
  /**
   * PAY_IN: cash brought to the drawer; PAY_OUT: paid from it; DROP: put into the safe; TIP_OUT: paid to somebody who is owed tips; NO_SALE: the
   * drawer was opened, and no cash moved.
   */
  @IsIn(RECORDED_TYPES)
  @ApiProperty({ enum: RECORDED_TYPES, enumName: 'HandCashMovementType' })
  type!: RecordedType;

  /** Of a TIP_OUT: who gets it. */
  @IfGiven()
  @IsUUID()
  user_id?: string;

  /** Of a NO_SALE it is 0. */
  @ValidateIf(({ type }: RecordCashMovementRequest) => type !== NO_SALE)
  @IsInt()
  @Min(1)
  @Max(MOST_CASH)
  @ApiProperty({ example: 50_000 })
  amount!: number;

  /** Takes a PAY_IN all the same that is more than 200 of the largest note. */
  @IfGiven()
  @IsBoolean()
  amount_confirmed?: boolean;

  /** Needed for all but a TIP_OUT. */
  @IfGiven()
  @Trimmed()
  @IsString()
  @Length(1, LONGEST_REASON)
  @ApiProperty({ example: 'Ice from the market', required: false })
  reason?: string;

  /** A supervisor's consent to a NO_SALE, where there were more in this shift than you may alone. */
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => CloseApprovalRequest)
  approval?: CloseApprovalRequest;
}

export class CurrentShiftQuery {
  @Optional()
  @IsId()
  outlet_id?: string;
}

export class ListShiftsQuery extends CursorPageQuery {
  @Optional()
  @IsId()
  outlet_id?: string;

  @Optional()
  @IsId()
  user_id?: string;

  @Optional()
  @IsIn(SHIFT_STATUSES)
  @ApiProperty({ enum: SHIFT_STATUSES, enumName: 'ShiftStatus', required: false })
  status?: ShiftStatus;

  /** Business date (inclusive), or an instant that the shift was opened at or after. */
  @Optional()
  @Matches(DATE_OR_INSTANT, notADate)
  @IsISO8601({ strict: true }, notADate)
  from?: string;

  /** Business date (inclusive), or an instant that the shift was opened before. */
  @Optional()
  @Matches(DATE_OR_INSTANT, notADate)
  @IsISO8601({ strict: true }, notADate)
  to?: string;
}

export class ListCashMovementsQuery extends PageQuery {
  @Optional()
  @IsIn(MOVEMENT_TYPES)
  @ApiProperty({ enum: MOVEMENT_TYPES, enumName: 'CashMovementType', required: false })
  type?: MovementType;
}

export class VerifyShiftReportsQuery {
  @IsId()
  outlet_id!: string;
}

export class ShiftReportLink {
  /** LIVE: an X of a shift that is open or waits for its audit; QUEUED: the Z is being made; READY: the Z is there. */
  @ApiProperty({ enum: ['LIVE', 'QUEUED', 'READY'], enumName: 'ShiftReportStatus' })
  status!: 'LIVE' | 'QUEUED' | 'READY';
  /** The Z's number at this outlet. */
  number!: number | null;
  url!: string;
}

/** The named drawer that a shift is on. */
export class ShiftDrawerResponse {
  id!: string;
  /** As it was called when the shift began. */
  name!: string;
}

export class ShiftResponse {
  id!: string;
  outlet_id!: string;
  /** The cashier whose drawer this is. */
  user_id!: string;
  @ApiProperty({ enum: SHIFT_STATUSES, enumName: 'ShiftStatus' })
  status!: ShiftStatus;
  currency!: string;
  time_zone!: string;
  /** The day the shift began on, in the outlet's time zone. */
  business_date!: string;
  start_cash!: number;
  opened_at!: string;
  opened_by!: string;
  closed_at!: string | null;
  closed_by!: string | null;
  /** What was counted. */
  end_cash!: number | null;
  /** What should be in the drawer; hidden from its cashier until it is closed. */
  expected_cash!: number | null;
  /** Counted less expected; hidden as `expected_cash` is. */
  difference!: number | null;
  note!: string | null;
  /** Who stood behind a difference over the outlet's limit. */
  approved_by!: string | null;
  /** The shift whose count is this one's float. Absent where the float was put in. */
  handed_over_from?: string;
  /** Absent where the shift is on no named drawer. */
  drawer?: ShiftDrawerResponse;
  /** When it was counted, for somebody else to audit. Absent where it is closed at once. */
  ended_at?: string;
  ended_by?: string;
  /** What was counted then; `end_cash` is what the audit counted again, where it did. */
  first_count?: number;
  audit_note?: string | null;
  report!: ShiftReportLink;
}

/** A bill that was open when the shift closed; it stays with the outlet. */
export class CarriedOrderResponse {
  id!: string;
  number!: string;
  status!: string;
  payment_status!: string;
  total_amount!: number;
  paid_amount!: number;
  currency!: string;
}

export class ClosedShiftResponse extends ShiftResponse {
  /** The same as `difference`; null for a cashier whose count waits for its audit. */
  variance!: number | null;
  open_orders!: CarriedOrderResponse[];
}

export class CashMovementResponse {
  id!: string;
  shift_id!: string;
  outlet_id!: string;
  @ApiProperty({ enum: MOVEMENT_TYPES, enumName: 'CashMovementType' })
  type!: MovementType;
  /** How much cash, never negative. */
  amount!: number;
  /** What the drawer gained: negative when cash left it. The sum over a shift is its expected cash. */
  effect!: number;
  currency!: string;
  reason!: string | null;
  payment_id!: string | null;
  refund_id!: string | null;
  /** Of a TIP_OUT: who got it. */
  paid_to!: string | null;
  created_by!: string;
  occurred_at!: string;
}

export class ShiftDetailResponse extends ShiftResponse {
  /** The ledger's first 100 lines, for a supervisor; `GET /shifts/:id/cash-movements` has all of them. */
  movements?: CashMovementResponse[];
}

export class ShiftListResponse extends CursorPageResponse {
  data!: ShiftResponse[];
}

export class CashMovementListResponse extends PageResponse {
  data!: CashMovementResponse[];
}
