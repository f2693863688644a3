import { invalid, type MinorUnits } from '#libs/kernel';

import { tenderedRequired, tipNotInCoins, tipTooLarge } from './payments.errors.js';

/** What a payer gives on top of their share of the bill. */
export interface TipGiven {
  /** In minor units; nothing when absent. */
  readonly tip?: MinorUnits;
  /** Whose it is; the pool's when null or absent. */
  readonly tipTo?: string | null;
  /** Somebody looked again at a tip that is more than what it is given for. */
  readonly isTipConfirmed?: boolean;
}

export interface CashTip extends TipGiven {
  /** What of the cash pays the bill. */
  readonly amount: MinorUnits;
  readonly tendered?: MinorUnits;
  /** Whether the change is the tip. */
  readonly keepsChange?: boolean;
  /** What cash is a multiple of. */
  readonly coin: MinorUnits;
}

/** Throws `TIP_TOO_LARGE` (422) for a tip that is more than what is paid, unless somebody looked again. */
export function assertTip(amount: MinorUnits, { tip = 0, isTipConfirmed = false }: TipGiven): MinorUnits {
  if (tip > amount && !isTipConfirmed) throw tipTooLarge(amount, tip);
  return tip;
}

/** The tip in cash. Throws `TENDERED_REQUIRED`, `TIP_TOO_LARGE` and `TIP_NOT_IN_COINS` (422). */
export function cashTip({ amount, tendered, keepsChange = false, coin, ...given }: CashTip): MinorUnits {
  if (keepsChange && tendered === undefined) throw tenderedRequired();
  const tip = keepsChange && tendered !== undefined ? Math.max(tendered - amount, 0) : (given.tip ?? 0);
  assertInCoins(tip, coin);
  return assertTip(amount, { ...given, tip });
}

/** Throws `TIP_NOT_IN_COINS` (422) for cash that no coins make. */
export function assertInCoins(tip: MinorUnits, coin: MinorUnits): void {
  if (tip % coin !== 0) throw tipNotInCoins(tip, coin);
}

/** Throws `VALIDATION_FAILED` (400) for a refund of nothing at all. */
export function assertSomething(amount: MinorUnits | undefined, tip: MinorUnits): void {
  if (amount !== 0 || tip > 0) return;
  const fault = { pointer: '/amount', code: 'TOO_SMALL', message: 'amount may be 0 for a refund of a tip alone' };
  throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [fault]);
}
