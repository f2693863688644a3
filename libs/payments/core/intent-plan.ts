import { type MinorUnits, sum } from '#libs/kernel';

/** What is known here of an intent that is open on a bill. */
export interface LiveIntent {
  readonly id: string;
  readonly method: string;
  readonly amount: MinorUnits;
}

export interface IntentWish {
  readonly method: string;
  /** All that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
}

export type IntentPlan =
  /** Asked for twice: the same intent again. */
  | { readonly kind: 'reuse'; readonly id: string }
  /** A new one, once these are given up: they would take more than the bill. */
  | { readonly kind: 'open'; readonly amount: MinorUnits; readonly giveUp: readonly string[] };

/**
 * What asking to pay means, beside the intents that are open on the bill (oldest first). The same wish is the same intent; another share
 * joins the open ones while there is room; a change of mind (another method, another amount) gives up those that stand in its way, its
 * own method's first. `due` is what nobody has paid yet.
 */
export function planIntent(due: MinorUnits, live: readonly LiveIntent[], wish: IntentWish): IntentPlan {
  const own = live.filter(({ method }) => method === wish.method);
  const same = own.find(({ amount }) => amount === (wish.amount ?? due));
  if (same) return { kind: 'reuse', id: same.id };
  const room = due - sum(live.map(({ amount }) => amount));
  const last = own.at(-1);
  if (wish.amount === undefined && room <= 0 && last) return { kind: 'reuse', id: last.id };
  const amount = wish.amount ?? (room > 0 ? room : due);
  return { kind: 'open', amount, giveUp: inTheWay(due - amount, live, wish.method) };
}

/** The intents to give up so that those that stay fit into `room`. */
export function inTheWay(room: MinorUnits, live: readonly LiveIntent[], method: string): string[] {
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
