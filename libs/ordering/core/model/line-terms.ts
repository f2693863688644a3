import { allocate, type BasisPoints, type MinorUnits, mulDiv, shareOf } from '#libs/kernel';

/** Off one line alone, before whatever the bill has off: a rate of the line, or an amount (never more than the line). */
export type LineDiscount =
  | { readonly type: 'PERCENT'; readonly rate: BasisPoints; readonly reason: string }
  | { readonly type: 'FIXED'; readonly amount: MinorUnits; readonly reason: string };

/** A discount as somebody asks for it: why is said beside it. */
export type DiscountWish =
  | { readonly type: 'PERCENT'; readonly rate: BasisPoints }
  | { readonly type: 'FIXED'; readonly amount: MinorUnits };

/** Pieces of a line that are on the house. */
export interface LineComp {
  readonly quantity: number;
  readonly reason: string;
}

/** A price that somebody set by hand, in place of what the piece cost when it was ordered. */
export interface PriceByHand {
  readonly menuPrice: MinorUnits;
  readonly reason: string;
}

/** What somebody agreed to for a line: whoever approved of it approved of these pieces, and of no more. */
export interface LineTerms {
  readonly discount: LineDiscount | null;
  readonly comp: LineComp | null;
  readonly price: PriceByHand | null;
}

export const NO_TERMS: LineTerms = { discount: null, comp: null, price: null };

/** Null where nothing is left, so that a line without any is like one that never had. */
export const termsOrNull = (terms: LineTerms): LineTerms | null =>
  terms.discount || terms.comp || terms.price ? terms : null;

/** What a line's own terms take off it. */
export interface OwnOff {
  /** By its discount. */
  readonly ownDiscount: MinorUnits;
  /** By its comp, which is the share of its pieces in what the discount left. */
  readonly comped: MinorUnits;
}

interface Priced {
  readonly subtotal: MinorUnits;
  readonly quantity?: number;
  readonly terms?: LineTerms | null;
}

/** The line's discount, then its comp, each rounded once; together never more than the line. */
export function ownOff({ subtotal, quantity = 1, terms = null }: Priced): OwnOff {
  if (!terms) return { ownDiscount: 0, comped: 0 };
  const ownDiscount = lineDiscountOf(subtotal, terms.discount);
  const pieces = Math.min(terms.comp?.quantity ?? 0, quantity);
  return { ownDiscount, comped: mulDiv(subtotal - ownDiscount, pieces, quantity) };
}

export function lineDiscountOf(subtotal: MinorUnits, discount: LineDiscount | null): MinorUnits {
  if (!discount) return 0;
  return discount.type === 'PERCENT' ? shareOf(subtotal, discount.rate) : Math.min(discount.amount, subtotal);
}

/** What the line has of the bill's discount and coupon, or kept of another bill's. */
export const sharedOff = ({ discount, ownDiscount, comped }: OwnOff & { readonly discount: MinorUnits }): MinorUnits =>
  Math.max(0, discount - ownDiscount - comped);

/** What is left of the line for what the bill has off. */
export const leftOf = ({ subtotal, ownDiscount, comped }: OwnOff & { readonly subtotal: MinorUnits }): MinorUnits =>
  subtotal - ownDiscount - comped;

export const compedPieces = ({ terms }: { readonly terms: LineTerms | null }): number => terms?.comp?.quantity ?? 0;

/** A line's own terms and what they take off, for so many of its pieces. */
export interface TermsPart extends OwnOff {
  readonly terms: LineTerms | null;
}

interface Cuttable extends OwnOff {
  readonly unitPrice: MinorUnits;
  readonly modifiersTotal: MinorUnits;
  readonly quantity: number;
  readonly subtotal: MinorUnits;
  readonly terms: LineTerms | null;
}

/**
 * A line's own terms as those of its first `pieces` and of the rest, which sum to the line. Pieces that are paid for go first: what is on the
 * house stays where it is as long as it can. `[taken, rest]`.
 */
export function cutTerms(line: Cuttable, pieces: number): [TermsPart, TermsPart] {
  const { terms, quantity } = line;
  if (!terms) return [NOTHING_OFF, NOTHING_OFF];
  const rest = quantity - pieces;
  const free = compedPieces(line);
  const freeRest = Math.min(free, rest);
  const [own = 0, ownRest = 0] = allocate(line.ownDiscount, [pieces, rest]);
  const compedRest =
    freeRest === rest ? (line.unitPrice + line.modifiersTotal) * rest - ownRest : freeRest === 0 ? 0 : line.comped;
  const amounts = terms.discount?.type === 'FIXED' ? allocate(terms.discount.amount, [pieces, rest]) : [];
  const partOf = (i: number, compPieces: number): LineTerms | null =>
    termsOrNull({
      ...terms,
      discount: terms.discount?.type === 'FIXED' ? { ...terms.discount, amount: amounts[i] ?? 0 } : terms.discount,
      comp: terms.comp && compPieces > 0 ? { ...terms.comp, quantity: compPieces } : null,
    });
  return [
    { terms: partOf(0, free - freeRest), ownDiscount: own, comped: line.comped - compedRest },
    { terms: partOf(1, freeRest), ownDiscount: ownRest, comped: compedRest },
  ];
}

const NOTHING_OFF: TermsPart = { terms: null, ownDiscount: 0, comped: 0 };
