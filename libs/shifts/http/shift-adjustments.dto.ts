import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, IsUUID, Length, Max, Min, NotEquals } from 'class-validator';

import { FreeText, IfGiven, IsId } from '#libs/platform';

import type { AdjustedShift } from '../core/use-cases/adjust-shift.js';
import { MOST_CASH } from '../core/model/shift.js';
import { CASH } from '../core/model/shift-report.js';
import { TENDER_METHODS } from '../core/model/tender-count.js';

const ADJUSTED_METHODS = [CASH, ...TENDER_METHODS] as const;
type AdjustedMethod = (typeof ADJUSTED_METHODS)[number];
const LONGEST_REASON = 300;

export class AdjustShiftRequest {
  /** What the money is. */
  @ApiProperty({ enum: ADJUSTED_METHODS, enumName: 'AdjustedMethod', example: 'cash' })
  @IsIn(ADJUSTED_METHODS)
  method!: AdjustedMethod;

  /** Needed where the outlet has several tenders of the method. */
  @IfGiven()
  @IsId()
  tender_id?: string;

  /** In minor units: what was found, negative for what was missed. */
  @ApiProperty({ example: -20_000 })
  @IsInt()
  @Min(-MOST_CASH)
  @Max(MOST_CASH)
  @NotEquals(0)
  amount!: number;

  /** The payment of that shift which it is about. */
  @IfGiven()
  @IsUUID()
  payment_id?: string;

  @ApiProperty({ example: 'A note under the tray' })
  @FreeText()
  @IsString()
  @Length(1, LONGEST_REASON)
  reason!: string;
}

export class ShiftAdjustmentResponse {
  id!: string;
  shift_id!: string;
  outlet_id!: string;
  /** Of the shift's own Z, which does not change: the outlet's next one tells of this. */
  report_number!: number;
  method!: string;
  /** Null for cash. */
  tender_id!: string | null;
  /** As the tender is called; null for cash. */
  name!: string | null;
  /** Negative for what was missed. */
  amount!: number;
  currency!: string;
  payment_id!: string | null;
  reason!: string;
  created_by!: string;
  created_at!: string;

  static from({ adjustment, currency }: AdjustedShift): ShiftAdjustmentResponse {
    const { tender } = adjustment;
    return {
      id: adjustment.id,
      shift_id: adjustment.shiftId,
      outlet_id: adjustment.outletId,
      report_number: adjustment.reportNumber,
      method: adjustment.method,
      tender_id: tender?.id ?? null,
      name: tender?.name ?? null,
      amount: adjustment.amount,
      currency,
      payment_id: adjustment.paymentId,
      reason: adjustment.reason,
      created_by: adjustment.createdBy,
      created_at: adjustment.createdAt.toISOString(),
    };
  }
}
