import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { invalid } from '#libs/kernel';
import { Optional } from '#libs/platform';

import type { PaymentView } from '../core/model/order-payable.js';
import { TenderFields } from './tender-fields.dto.js';

const LARGEST_TIP = 1_000_000_000_000;

/** What a payer gives on top of what they pay. */
export class TipFields extends TenderFields {
  /** On top of what is paid, in minor units: the payer is charged both. In no figure of the bill. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_TIP)
  tip?: number;

  /**
   * By staff alone: whose the tip is, null for the pool. When left out it is whoever opened the bill's, and of an outlet that pools its tips, or of
   * a bill that a guest opened, the pool's.
   */
  @IsOptional()
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  @IsUUID()
  tip_to?: string | null;

  /** In cash: the change of `tendered` is the tip. */
  @Optional()
  @IsBoolean()
  keep_change?: boolean;

  /** Takes a tip all the same that is more than what is paid. */
  @Optional()
  @IsBoolean()
  tip_confirmed?: boolean;
}

/** The tip that a request gives. Throws `VALIDATION_FAILED` (400) for the change of anything but cash, and for a tip that is said twice. */
export function tipOf(method: string, { tip, tip_to, keep_change, tip_confirmed: isTipConfirmed }: TipFields) {
  if (keep_change && method !== 'cash') throw fault('/keep_change', 'NO_CASH', 'only cash has this');
  if (keep_change && tip !== undefined) throw fault('/tip', 'ONE_OF', 'send one of tip, keep_change');
  return { tip: { tip, tipTo: tip_to?.toLowerCase() ?? tip_to, isTipConfirmed }, keepsChange: keep_change };
}

export const tipResponse = ({ amount, tip }: Pick<PaymentView, 'amount' | 'tip'>) => ({
  tip,
  charged_amount: amount + tip,
});

const fault = (pointer: string, code: string, message: string) =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [{ pointer, code, message }]);
