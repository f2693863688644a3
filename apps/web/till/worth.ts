import type { Item } from './bill-doing.js';

type Priced = Pick<Item, 'quantity' | 'refunded_quantity' | 'comped_quantity' | 'total'>;

/** What can still be given back of a line. */
export const leftOf = ({ quantity, refunded_quantity: back }: Pick<Item, 'quantity' | 'refunded_quantity'>): number =>
  quantity - back;

/**
 * About what `pieces` of a line are worth that come back next, in the smallest unit: their part of what the line cost, those first that were paid for. The
 * server counts what belongs to the bill as a whole, such as its rounding, as well.
 */
export function worthOf(line: Priced, pieces: number): number {
  const paidFor = line.quantity - line.comped_quantity;
  if (paidFor <= 0) return 0;
  const upTo = (n: number) => Math.round((line.total * Math.min(n, paidFor)) / paidFor);
  return upTo(line.refunded_quantity + pieces) - upTo(line.refunded_quantity);
}
