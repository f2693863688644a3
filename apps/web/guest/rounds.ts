import type { Bill, Payment } from './state.js';

export type Line = Bill['items'][number];

const LIVE = new Set(['PENDING', 'AUTHORIZED', 'UNKNOWN']);
const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED']);

/** Whether somebody may still complete it. */
export const isLive = ({ status }: Payment): boolean => LIVE.has(status);

/** Bills that somebody still has to look at: all but those that ended without a word of why. */
export const isShown = ({ merged_into: into, items }: Bill): boolean => into === null && items.length > 0;

/** The payments of others that are under way for a part of a bill, which nobody else can pay meanwhile; `own` is this phone's. */
export const othersPaying = (bill: Bill, own: string | null): readonly Payment[] =>
  bill.payments.filter((payment) => isLive(payment) && payment.id !== own && (payment.items ?? payment.share) !== null);

/** How many pieces of each line nobody has paid or is paying, by the line's id; `own` is this phone's payment. */
export function unpaidPieces(bill: Bill, own: string | null): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const payment of bill.payments) {
    if (payment.id === own || !(isLive(payment) || PAID.has(payment.status))) continue;
    for (const { item_id: id, quantity } of payment.items ?? []) taken.set(id, (taken.get(id) ?? 0) + quantity);
  }
  const left = bill.items
    .filter(({ status }) => status !== 'VOIDED')
    .map(({ id, quantity }): [string, number] => [id, quantity - (taken.get(id) ?? 0)]);
  return new Map(left.filter(([, quantity]) => quantity > 0));
}

/** What is to be paid for so many pieces of each line: about, since the server counts. */
export const aboutFor = (bill: Bill, pieces: ReadonlyMap<string, number>): number =>
  bill.items.reduce((sum, { id, quantity, total }) => sum + Math.round((total * (pieces.get(id) ?? 0)) / quantity), 0);
