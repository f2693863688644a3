import { type MinorUnits, sum } from '#libs/kernel';

import type { BillPart } from './payable.js';
import { partsTaken } from './payments.errors.js';

/** What is known here of a payment that is open on a bill. */
export interface LivePayment {
  readonly id: string;
  readonly method: string;
  readonly amount: MinorUnits;
  /** On top of `amount`; none when absent. */
  readonly tip?: MinorUnits;
  /** What of the bill it is for; an amount when absent. */
  readonly part?: BillPart | null;
  readonly expiresAt?: Date | null;
  /** What staff wait to see in the bank: nothing gives it up but they. */
  readonly tender?: object | null;
}

/** Whether its share of the bill is somebody else's until it ends: it is for a part of it, or staff wait for its money. */
const isSpokenFor = ({ part, tender }: LivePayment): boolean => Boolean(part) || Boolean(tender);

export interface PaymentWish {
  readonly method: string;
  /** All that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
  /** On top of it; none when absent. */
  readonly tip?: MinorUnits;
  /** Given with the amount that it comes to. */
  readonly part?: BillPart | null;
}

export type PaymentPlan =
  /** Asked for twice: the same payment again. */
  | { readonly kind: 'reuse'; readonly id: string }
  /** A new one, once these are given up: they would take more than the bill. */
  | { readonly kind: 'open'; readonly amount: MinorUnits; readonly giveUp: readonly string[] };

/**
 * What asking to pay means, beside the payments that are open on the bill (oldest first). The same wish is the same payment; another share
 * joins the open ones while there is room; a change of mind (another method, another amount, another tip) gives up those that stand in its way,
 * its own method's first. A payment for a part of the bill, or by a tender, is somebody else's, and never in the way. `due` is what nobody has paid yet. Throws
 * `ITEMS_TAKEN` (409) when such payments leave too little of it.
 */
export function planPayment(due: MinorUnits, live: readonly LivePayment[], wish: PaymentWish): PaymentPlan {
  const parts = live.filter(isSpokenFor);
  const free = due - sum(parts.map(({ amount }) => amount));
  if (parts.length > 0 && ((wish.amount ?? 0) > free || free <= 0)) throw partsTaken(free, parts);
  return planBeside(
    free,
    live.filter((one) => !isSpokenFor(one)),
    wish,
  );
}

/** `live`: payments for amounts alone. */
function planBeside(due: MinorUnits, live: readonly LivePayment[], wish: PaymentWish): PaymentPlan {
  if (wish.part && wish.amount !== undefined) {
    return { kind: 'open', amount: wish.amount, giveUp: inTheWay(due - wish.amount, live, wish.method) };
  }
  const own = live.filter(({ method }) => method === wish.method);
  const same = own.find(({ amount }) => amount === (wish.amount ?? due));
  if (same) return inPlaceOf(same, wish);
  const room = due - sum(live.map(({ amount }) => amount));
  const last = own.at(-1);
  if (wish.amount === undefined && room <= 0 && last) return inPlaceOf(last, wish);
  const amount = wish.amount ?? (room > 0 ? room : due);
  return { kind: 'open', amount, giveUp: inTheWay(due - amount, live, wish.method) };
}

/** The live payment that is meant, or one with another tip in its place. */
const inPlaceOf = ({ id, amount, tip = 0 }: LivePayment, wish: PaymentWish): PaymentPlan =>
  tip === (wish.tip ?? 0) ? { kind: 'reuse', id } : { kind: 'open', amount, giveUp: [id] };

/** The payments to give up so that those that stay fit into `room`; those for a part of the bill last, those by a tender never. */
export function inTheWay(room: MinorUnits, live: readonly LivePayment[], method: string): string[] {
  const rank = (one: LivePayment): number => Number(one.method === method) - 2 * Number(Boolean(one.part));
  const candidates = live.filter(({ tender }) => !tender).sort((a, b) => rank(b) - rank(a));
  const givenUp: string[] = [];
  let taken = sum(live.map(({ amount }) => amount));
  for (const { id, amount } of candidates) {
    if (taken <= room) break;
    givenUp.push(id);
    taken -= amount;
  }
  return givenUp;
}

/** Throws `ITEMS_TAKEN` (409) when the payments whose money staff wait for leave no room for what was just taken: `room` is what is due after it. */
export function assertRoomBeside(room: MinorUnits, live: readonly LivePayment[], taken: MinorUnits): void {
  const waiting = live.filter(({ tender }) => Boolean(tender));
  const spoken = sum(waiting.map(({ amount }) => amount));
  if (spoken > room) throw partsTaken(room + taken - spoken, waiting);
}
