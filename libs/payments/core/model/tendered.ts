import { type MinorUnits, mostTendered } from '#libs/kernel';

import { tenderedTooLittle, tenderedUnlikely } from './payments.errors.js';

export interface Tendered {
  /** What the cash is for, in coins that there are. */
  readonly due: MinorUnits;
  readonly currency: string;
  /** What the guest hands over; exactly what is due when absent. */
  readonly tendered?: MinorUnits;
  /** Somebody looked again at a `tendered` that is more than the next notes above the bill could make. */
  readonly isTenderedConfirmed?: boolean;
}

/** Throws `TENDERED_TOO_LITTLE` and `TENDERED_UNLIKELY` (422). */
export function assertTendered({ due, currency, tendered, isTenderedConfirmed = false }: Tendered): void {
  if (tendered === undefined) return;
  if (tendered < due) throw tenderedTooLittle(due, tendered);
  if (!isTenderedConfirmed && tendered > mostTendered(due, currency)) throw tenderedUnlikely(due, tendered);
}
