import { type MinorUnits, sum } from '#libs/kernel';

/** What is known here of a payment that is open on a bill. */
export interface LivePayment {
  readonly id: string;
  readonly method: string;
  readonly amount: MinorUnits;
}

export interface PaymentWish {
  readonly method: string;
  /** All that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
}

export type PaymentPlan =
  /** Asked for twice: the same payment again. */
  | { readonly kind: 'reuse'; readonly id: string }
  /** A new one, once these are given up: they would take more than the bill. */
  | { readonly kind: 'open'; readonly amount: MinorUnits; readonly giveUp: readonly string[] };

/**
 * What asking to pay means, beside the payments that are open on the bill (oldest first). The same wish is the same payment; another share
 * joins the open ones while there is room; a change of mind (another method, another amount) gives up those that stand in its way, its
 * own method's first. `due` is what nobody has paid yet.
 */
export function planPayment(due: MinorUnits, live: readonly LivePayment[], wish: PaymentWish): PaymentPlan {
  const own = live.filter(({ method }) => method === wish.method);
  const same = own.find(({ amount }) => amount === (wish.amount ?? due));
  if (same) return { kind: 'reuse', id: same.id };
  const room = due - sum(live.map(({ amount }) => amount));
  const last = own.at(-1);
  if (wish.amount === undefined && room <= 0 && last) return { kind: 'reuse', id: last.id };
  const amount = wish.amount ?? (room > 0 ? room : due);
  return { kind: 'open', amount, giveUp: inTheWay(due - amount, live, wish.method) };
}

/** The payments to give up so that those that stay fit into `room`. */
export function inTheWay(room: MinorUnits, live: readonly LivePayment[], method: string): string[] {
  const candidates = [...live].sort((a, b) => Number(b.method === method) - Number(a.method === method));
  const givenUp: string[] = [];
  let taken = sum(live.map(({ amount }) => amount));
  for (const { id, amount } of candidates) {
    if (taken <= room) break;
    givenUp.push(id);
    taken -= amount;
  }
  return givenUp;
}
