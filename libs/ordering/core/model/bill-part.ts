import { allocate, type MinorUnits, ruleBroken, sum } from '#libs/kernel';
import { type BillPart, partsTaken, type PaymentView, type Pieces } from '#libs/payments';

import { shareOfBill, type ShareableBill } from './bill-share.js';
import { isActive, type OrderLine } from './order-line.js';
import { lineNotFound } from './ordering.errors.js';

/** A bill of which a part is to be paid. */
export interface PartlyPaid extends ShareableBill {
  readonly lines: readonly OrderLine[];
  /** What nobody has paid yet. */
  readonly due: MinorUnits;
  /** Whatever was paid for it, or still may be. */
  readonly payments: readonly PaymentView[];
}

const LIVE = ['PENDING', 'AUTHORIZED', 'UNKNOWN'];
const PAID = ['PAID', 'PARTIALLY_REFUNDED'];

const isBeingPaid = ({ status, isGivenUp }: PaymentView): boolean => LIVE.includes(status) && !isGivenUp;
const counts = (payment: PaymentView): boolean => isBeingPaid(payment) || PAID.includes(payment.status);

/**
 * What a part comes to, beside all that others have paid or are paying for: pieces by their cumulative share of every figure of the bill,
 * an equal share by the largest remainder, and never more than is left. Whoever pays the last pieces, or the last share, pays what is left,
 * so that any mix sums to the bill. Throws `ORDER_ITEM_NOT_FOUND` (404), `ITEMS_TOO_MANY` and `NOTHING_TO_PAY` (422) and `ITEMS_TAKEN` (409).
 */
export function amountOfPart(bill: PartlyPaid, part: BillPart): MinorUnits {
  const others = bill.payments.filter(counts);
  const parts = others.filter((payment) => payment.part !== null && isBeingPaid(payment));
  const free = bill.due - sum(parts.map(({ amount }) => amount));
  if (free <= 0) throw partsTaken(free, parts);
  const amount =
    part.kind === 'share' ? shareOf(free, part.ways, others) : worthOf(bill, part.pieces, { others, free });
  if (amount <= 0) throw ruleBroken('NOTHING_TO_PAY', 'These items cost nothing: there is nothing to pay for them.');
  return amount;
}

/** The live payment that is for the same pieces, by the same method: asking twice is asking once. */
export const liveAlike = (payments: readonly PaymentView[], method: string, part: BillPart): PaymentView | undefined =>
  payments.find((payment) => isBeingPaid(payment) && payment.method === method && isSame(payment.part, part));

/** Shares are alike and everybody's own: two phones that ask for one have two. */
function isSame(one: BillPart | null, other: BillPart): boolean {
  if (one?.kind !== 'items' || other.kind !== 'items' || one.pieces.length !== other.pieces.length) return false;
  const wanted = countsOf(other.pieces);
  return one.pieces.every(({ lineId, quantity }) => wanted.get(lineId) === quantity);
}

function shareOf(free: MinorUnits, ways: number, others: readonly PaymentView[]): MinorUnits {
  const taken = others.filter(({ part }) => part?.kind === 'share' && part.ways === ways).length;
  const left = Math.max(1, ways - taken);
  return allocate(free, Array<number>(left).fill(1))[0] ?? 0;
}

function worthOf(
  bill: PartlyPaid,
  wanted: readonly Pieces[],
  { others, free }: { others: readonly PaymentView[]; free: MinorUnits },
): MinorUnits {
  const lines = bill.lines.filter(isActive);
  const taken = takenOf(lines, others);
  assertFree(lines, wanted, { taken, others, free });
  const earlier = [...taken].map(([lineId, quantity]) => ({ lineId, quantity }));
  const asked = countsOf(wanted);
  const isRest = lines.every(({ id, quantity }) => (taken.get(id) ?? 0) + (asked.get(id) ?? 0) >= quantity);
  return isRest ? free : Math.min(free, shareOfBill(bill, bill.lines, wanted, earlier).total);
}

/** Pieces that others have paid or are paying for. Of a line that lost pieces since, no more than it has. */
function takenOf(lines: readonly OrderLine[], others: readonly PaymentView[]): Map<string, number> {
  const pieces = countsOf(others.flatMap(({ part }) => (part?.kind === 'items' ? part.pieces : [])));
  const taken = lines.map(({ id, quantity }): [string, number] => [id, Math.min(quantity, pieces.get(id) ?? 0)]);
  return new Map(taken.filter(([, quantity]) => quantity > 0));
}

function assertFree(
  lines: readonly OrderLine[],
  wanted: readonly Pieces[],
  { taken, others, free }: { taken: ReadonlyMap<string, number>; others: readonly PaymentView[]; free: MinorUnits },
): void {
  const short = wanted.flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) throw lineNotFound();
    if (quantity > line.quantity) {
      throw ruleBroken('ITEMS_TOO_MANY', `There are only ${line.quantity} of ${line.name}.`, { item_id: lineId });
    }
    const left = line.quantity - (taken.get(lineId) ?? 0);
    return quantity > left ? [{ item_id: lineId, name: line.name, wanted: quantity, left }] : [];
  });
  if (short.length === 0) return;
  const ids = new Set(short.map(({ item_id: id }) => id));
  const payers = others.filter(
    ({ part }) => part?.kind === 'items' && part.pieces.some(({ lineId }) => ids.has(lineId)),
  );
  throw partsTaken(free, payers, { items: short });
}

function countsOf(pieces: readonly Pieces[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { lineId, quantity } of pieces) quantities.set(lineId, (quantities.get(lineId) ?? 0) + quantity);
  return quantities;
}
