import type { MinorUnits } from '#libs/kernel';

import type { ReportPerson } from './report-people.js';

/** Money of one means that was found or missed. */
export interface AdjustedMoney {
  readonly method: string;
  /** Null for cash. */
  readonly tender: { readonly id: string; readonly name: string } | null;
  /** What there is more of it, negative for less; never 0. */
  readonly amount: MinorUnits;
}

/** What a Z should have had more or less, as it was found after it. Never changed, never removed: another one takes it back. */
export interface ShiftAdjustment extends AdjustedMoney {
  readonly id: string;
  readonly outletId: string;
  readonly shiftId: string;
  /** Of the shift's own Z. */
  readonly reportNumber: number;
  /** Of the outlet's last Z at that moment: a later one tells of it. */
  readonly afterNumber: number;
  readonly paymentId: string | null;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** As the next Z tells it. */
export interface ReportAdjustment {
  readonly id: string;
  /** The Z that it is of. */
  readonly report_number: number;
  readonly shift_id: string;
  readonly method: string;
  /** Null for cash. */
  readonly tender_id: string | null;
  /** As the tender was called then; null for cash. */
  readonly name: string | null;
  readonly amount: MinorUnits;
  readonly payment_id: string | null;
  readonly reason: string;
  readonly by: ReportPerson;
  readonly at: string;
}

/** What a Z tells of earlier ones, oldest first; nothing where there is nothing to tell. */
export const adjustmentsIn = (
  adjustments: readonly ShiftAdjustment[],
  names: ReadonlyMap<string, string>,
): { readonly late_adjustments?: readonly ReportAdjustment[] } =>
  adjustments.length === 0
    ? {}
    : {
        late_adjustments: adjustments.map((adjustment) => ({
          id: adjustment.id,
          report_number: adjustment.reportNumber,
          shift_id: adjustment.shiftId,
          method: adjustment.method,
          tender_id: adjustment.tender?.id ?? null,
          name: adjustment.tender?.name ?? null,
          amount: adjustment.amount,
          payment_id: adjustment.paymentId,
          reason: adjustment.reason,
          by: { id: adjustment.createdBy, name: names.get(adjustment.createdBy) ?? null },
          at: adjustment.createdAt.toISOString(),
        })),
      };
