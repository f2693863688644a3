import type { ChosenModifier } from '#libs/catalog';
import { conflict, type MinorUnits, newId, ruleBroken } from '#libs/kernel';

import { cutLine, LARGEST_LINE, type OrderLine } from './order-line.js';
import { linePartlyGivenBack } from './ordering.errors.js';
import { isBegun } from './order-status.js';

/** What a line becomes. Whatever is absent stays. */
export interface LineChange {
  /** All its pieces: one at least. */
  readonly quantity?: number;
  readonly note?: string | null;
  /** At today's prices; the piece itself keeps the price that it was sold at. */
  readonly modifiers?: { readonly chosen: readonly ChosenModifier[]; readonly total: MinorUnits };
}

/** Whether a station has been asked for it: from then on more pieces are a line of their own, which a cook cannot miss. */
export const isAskedFor = ({ station, status }: OrderLine): boolean => station !== null && status !== 'HELD';

/** Whether more pieces of it are a line of their own. */
export const growsApart = (line: OrderLine): boolean =>
  isAskedFor(line) || line.terms !== null || line.refundedQuantity > 0;

const plain = ({ unitPrice, terms }: OrderLine) => ({
  unitPrice: terms?.price?.menuPrice ?? unitPrice,
  keptDiscount: null,
  terms: null,
  ownDiscount: 0,
  comped: 0,
});

/** Throws `LINE_VOIDED`, `LINE_REFUNDED` and, for a note or modifiers of what is being made, `LINE_BEGUN` (all 409). */
export function assertChangeable(line: OrderLine, { note, modifiers, quantity }: LineChange): void {
  if (line.status === 'VOIDED') throw conflict('LINE_VOIDED', 'This line was taken off the bill: add it once more.');
  if (line.refundedQuantity > 0 && !isOfWhatIsLeft(line, { note, modifiers, quantity })) throw linePartlyGivenBack();
  if (isBegun(line.status) && (note !== undefined || modifiers !== undefined)) {
    throw conflict('LINE_BEGUN', 'The kitchen has begun with this line: void it and order it as it should be.', {
      current_status: line.status,
    });
  }
}

/**
 * Whether it concerns nothing but how many pieces there are, of a line of which some were given back: those stay, at what they cost. What was agreed to for
 * a line was agreed to for all its pieces.
 */
const isOfWhatIsLeft = (line: OrderLine, { note, modifiers, quantity }: LineChange): boolean =>
  note === undefined &&
  modifiers === undefined &&
  quantity !== undefined &&
  quantity >= line.refundedQuantity &&
  (quantity >= line.quantity || (line.terms === null && line.keptDiscount === null));

/** The line with other pieces, modifiers or note, before it is priced on its bill. Throws `MODIFIERS_INVALID` and `AMOUNT_TOO_LARGE` (422). */
export function changedLine(line: OrderLine, { quantity = line.quantity, note, modifiers }: LineChange): OrderLine {
  // Fewer pieces keep their part of a discount that the line brought along, and what is on the house.
  const base = quantity < line.quantity ? cutLine(line, line.quantity - quantity)[1] : line;
  const modifiersTotal = modifiers?.total ?? line.modifiersTotal;
  const price = line.unitPrice + modifiersTotal;
  if (price < 0) throw ruleBroken('MODIFIERS_INVALID', `The modifiers of ${line.name} take off more than it costs.`);
  const subtotal = price * quantity;
  if (!(subtotal <= LARGEST_LINE))
    throw ruleBroken('AMOUNT_TOO_LARGE', `The line of ${line.name} is too large to be true.`);
  const keptDiscount = base.keptDiscount === null ? null : Math.min(base.keptDiscount, subtotal);
  return {
    ...base,
    quantity,
    note: note === undefined ? line.note : note,
    modifiers: modifiers?.chosen ?? line.modifiers,
    modifiersTotal,
    keptDiscount,
    subtotal,
  };
}

/** Whether anything that a guest or a cook can see is other than before. */
export const isOtherLine = (line: OrderLine, changed: OrderLine): boolean =>
  line.quantity !== changed.quantity || line.note !== changed.note || !areSame(line.modifiers, changed.modifiers);

/**
 * More pieces of a line, as a line that nobody has been asked for yet. What the first brought along of a discount stays with it, and so does
 * whatever was agreed to for its pieces: these are at the price that it was ordered at.
 */
export const asNewLine = (line: OrderLine, quantity: number): OrderLine => ({
  ...changedLine({ ...line, ...plain(line), quantity }, {}),
  id: newId(),
  version: 0,
  refundedQuantity: 0,
  status: 'NEW',
  holdReason: null,
  firedAt: null,
  splitFrom: null,
});

/** What the history tells of a change. A note is words of a person: that it changed, not what it says. */
export const differencesOf = (line: OrderLine, changed: OrderLine, quantity: number) => ({
  ...(line.quantity !== quantity && { quantity, previous_quantity: line.quantity }),
  ...(line.note !== changed.note && { note: true }),
  ...(!areSame(line.modifiers, changed.modifiers) && { modifiers: changed.modifiers.map(({ name }) => name) }),
});

const areSame = (some: OrderLine['modifiers'], others: OrderLine['modifiers']): boolean =>
  some.length === others.length &&
  some.every(({ optionId, name, quantity, priceDelta, pre = [], level = 0 }, i) => {
    const other = others[i];
    return (
      other?.optionId === optionId &&
      other.quantity === quantity &&
      other.priceDelta === priceDelta &&
      (other.level ?? 0) === level &&
      (other.pre ?? []).join() === pre.join() &&
      (pre.length === 0 || other.name === name)
    );
  });
