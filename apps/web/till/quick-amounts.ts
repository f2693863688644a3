import { notesOf } from './denominations.js';

/** Besides the exact amount. */
const MOST = 4;

/** What a bill costs in cash: rounded half up to the smallest coin, as the server does it for a bill that is paid in cash alone. */
export const inCash = (due: number, coin: number): number => (coin > 1 ? Math.round(due / coin) * coin : due);

/** What people hand over for an amount: itself, then the next sums of real notes; the smaller steps are left out where there are many. */
export function quickAmounts(payable: number, currency: string): readonly number[] {
  if (payable <= 0) return [];
  const sums = notesOf(currency).map((note) => Math.ceil(payable / note) * note);
  const larger = [...new Set(sums)].filter((sum) => sum > payable);
  return [payable, ...larger.slice(0, MOST).sort((a, b) => a - b)];
}
