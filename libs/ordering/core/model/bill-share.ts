import { allocate, type MinorUnits, mulDiv, ruleBroken, sum } from '#libs/kernel';
import type { GivenBack, Pieces, ReturnedPieces, WantedReturn } from '#libs/payments';

import { compedPieces } from './line-terms.js';
import { isActive, type OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';
import { lineNotFound } from './ordering.errors.js';

/** What some pieces of an order are of its bill, component by component. `total` is what they cost: the refund for them. */
export interface BillShare {
  readonly subtotal: MinorUnits;
  readonly discount: MinorUnits;
  readonly serviceCharge: MinorUnits;
  /** Added to the price, or the part of it that is tax where prices include it. */
  readonly tax: MinorUnits;
  readonly shipping: MinorUnits;
  /** Of what rounding cash added or took off. */
  readonly rounding: MinorUnits;
  readonly total: MinorUnits;
}

export type ShareableBill = Pick<OrderState, 'rules' | 'shippingTotal' | 'rounding'>;

/**
 * The share of `wanted` in a bill of which `earlier` pieces were given back already. What belongs to the bill as a whole (shipping, cash
 * rounding) is spread over the lines by the largest remainder of their totals; of a line's figure, k of n pieces are k/n of it, rounded,
 * less what the pieces before them were. So whatever a bill is split into, in whatever order, sums to the bill to the unit in every
 * component, and the last refund takes the remainder. Of a line of which some pieces are on the house, those that were paid for go back first,
 * each at what it cost; the others are worth nothing.
 *
 * Throws `ORDER_ITEM_NOT_FOUND` (404) for a line that is not on the bill and `REFUND_TOO_MANY` (422) for more pieces than are left.
 */
export function shareOfBill(
  bill: ShareableBill,
  lines: readonly OrderLine[],
  wanted: readonly Pieces[],
  earlier: readonly Pieces[] = [],
): BillShare {
  const sold = lines.filter(isActive);
  const totals = sold.map((line) => Math.max(0, line.total));
  const shipping = spread(bill.shippingTotal, totals);
  const rounding = spread(bill.rounding, totals);
  const given = piecesByLine(earlier);
  const parts = [...piecesByLine(wanted)].map(([lineId, quantity]) => {
    const i = sold.findIndex((line) => line.id === lineId);
    const line = sold[i];
    if (!line) throw lineNotFound();
    const from = given.get(lineId) ?? 0;
    const to = from + quantity;
    if (to > line.quantity) throw tooMany(line, line.quantity - from);
    const { goods, price: part } = cumulative(line, from, to);
    const subtotal = goods(line.subtotal);
    const free = compedPieces(line) > 0;
    const discount = free ? subtotal - part(line.subtotal - line.discount) : part(line.discount);
    const serviceCharge = part(line.serviceCharge);
    const tax = part(line.tax);
    const figures = { shipping: part(shipping[i] ?? 0), rounding: part(rounding[i] ?? 0) };
    const price = subtotal - discount + serviceCharge + (bill.rules.taxInclusive ? 0 : tax);
    const total = price + figures.shipping + figures.rounding;
    return { subtotal, discount, serviceCharge, tax, ...figures, total };
  });
  const over = (pick: (part: BillShare) => MinorUnits): MinorUnits => sum(parts.map(pick));
  return {
    subtotal: over((part) => part.subtotal),
    discount: over((part) => part.discount),
    serviceCharge: over((part) => part.serviceCharge),
    tax: over((part) => part.tax),
    shipping: over((part) => part.shipping),
    rounding: over((part) => part.rounding),
    total: over((part) => part.total),
  };
}

/**
 * The refund for `wanted` after `given` went back. With their share goes what those should have been and were not: a refund that a gateway
 * took and then failed left a hole among the pieces, and all of them must still sum to the bill.
 */
export const refundFor = (
  bill: ShareableBill,
  lines: readonly OrderLine[],
  wanted: readonly Pieces[],
  given: GivenBack,
): MinorUnits =>
  shareOfBill(bill, lines, wanted, given.pieces).total + shareOfBill(bill, lines, given.pieces).total - given.amount;

/**
 * What the pieces after `from` up to `to` are of a figure of their line: `goods` of one that all pieces have a part in, `price` of one that those
 * alone have a part in that are paid for, where some are.
 */
function cumulative(line: OrderLine, from: number, to: number) {
  const paidFor = line.quantity - Math.min(compedPieces(line), line.quantity);
  const upTo = (most: number) => (figure: MinorUnits) =>
    mulDiv(figure, Math.min(to, most), most) - mulDiv(figure, Math.min(from, most), most);
  return { goods: upTo(line.quantity), price: upTo(paidFor > 0 ? paidFor : line.quantity) };
}

/**
 * How many pieces are meant of each line of which `given` went back: all that are left where nothing is said. Throws `ORDER_ITEM_NOT_FOUND` (404) and
 * `REFUND_TOO_MANY` (422).
 */
export function piecesWanted(
  lines: readonly OrderLine[],
  wanted: readonly WantedReturn[],
  given: readonly Pieces[],
): ReturnedPieces[] {
  const gone = piecesByLine(given);
  return wanted.map(({ quantity, ...piece }) => {
    const line = lines.filter(isActive).find(({ id }) => id === piece.lineId);
    if (!line) throw lineNotFound();
    const before = gone.get(line.id) ?? 0;
    const left = line.quantity - before;
    if (left < (quantity ?? 1)) throw tooMany(line, left);
    gone.set(line.id, before + (quantity ?? left));
    return { ...piece, quantity: quantity ?? left };
  });
}

/** A bill of no lines has nobody to bear what belongs to it as a whole. */
const spread = (amount: MinorUnits, totals: readonly MinorUnits[]): MinorUnits[] =>
  totals.length === 0 ? [] : allocate(amount, totals);

function piecesByLine(pieces: readonly Pieces[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { lineId, quantity } of pieces) counts.set(lineId, (counts.get(lineId) ?? 0) + quantity);
  return counts;
}

const tooMany = (line: OrderLine, left: number) =>
  ruleBroken('REFUND_TOO_MANY', `Only ${left} of ${line.name} can still be given back.`, {
    item_id: line.id,
    refundable_quantity: left,
  });
