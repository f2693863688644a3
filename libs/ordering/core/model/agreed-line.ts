import type { MinorUnits } from '#libs/kernel';

import { changedLine } from './line-change.js';
import { compedPieces, type LineDiscount, type LineTerms, NO_TERMS, termsOrNull } from './line-terms.js';
import type { OrderLine } from './order-line.js';
import { compTooMany } from './ordering.errors.js';

const withTerms = (line: OrderLine, terms: Partial<LineTerms>): OrderLine => ({
  ...line,
  terms: termsOrNull({ ...NO_TERMS, ...line.terms, ...terms }),
});

/** The line with a discount of its own, or without one, before it is priced on its bill. */
export const discountedLine = (line: OrderLine, discount: LineDiscount | null): OrderLine =>
  withTerms(line, { discount });

/** The line with so many pieces on the house. Throws `COMP_TOO_MANY` (422). */
export function compedLine(line: OrderLine, pieces: number, reason: string): OrderLine {
  if (pieces > line.quantity) throw compTooMany(line.name, line.quantity);
  return withTerms(line, { comp: pieces === 0 ? null : { quantity: pieces, reason } });
}

/** The line at another price of a piece. Throws `MODIFIERS_INVALID` and `AMOUNT_TOO_LARGE` (422). */
export function pricedLine(line: OrderLine, unitPrice: MinorUnits, reason: string): OrderLine {
  const menuPrice = line.terms?.price?.menuPrice ?? line.unitPrice;
  const price = unitPrice === menuPrice ? null : { menuPrice, reason };
  return changedLine({ ...withTerms(line, { price }), unitPrice }, {});
}

export const isSameTerms = (line: OrderLine, other: OrderLine): boolean =>
  line.unitPrice === other.unitPrice && JSON.stringify(line.terms) === JSON.stringify(other.terms);

/** What the history tells of what was agreed to: whatever of it is other than before, with what it takes off the line. */
export const agreedDetails = (was: OrderLine, line: OrderLine) => ({
  ...(line.unitPrice !== was.unitPrice && { unit_price: line.unitPrice, previous_unit_price: was.unitPrice }),
  ...(line.ownDiscount !== was.ownDiscount && { discount: line.ownDiscount }),
  ...(line.comped !== was.comped && { comped: line.comped }),
  ...(compedPieces(line) !== compedPieces(was) && { comped_quantity: compedPieces(line) }),
});
