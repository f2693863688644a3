import {
  assertAvailable,
  chooseModifiers,
  type ChosenModifier,
  type SellableComponent,
  type SellableProduct,
  type WantedModifier,
} from '#libs/catalog';
import { type ActorRef, allocate, type BasisPoints, type MinorUnits, newId, ruleBroken, sum } from '#libs/kernel';

import { cutTerms, leftOf, type LineTerms, sharedOff } from './line-terms.js';
import type { LineHold, OrderStatus } from './order-status.js';

export { type ChosenModifier, MOST_SAID, PRE_CODE, type WantedModifier } from '#libs/catalog';

/** What the catalogue said, at the sale, of how a product is made. */
export interface LinePrep {
  /** Seconds that a piece takes; null for what the station says. */
  readonly seconds: number | null;
  /** What several stations make of it, each its own part; empty for what its station makes whole. */
  readonly components: readonly SellableComponent[];
}

/** One line of a bill. Name, price and tax rate are frozen at the sale; `id` is also the key of the kitchen's demand. */
export interface OrderLine {
  readonly id: string;
  readonly position: number;
  readonly productId: string;
  readonly sku: string | null;
  readonly name: string;
  /** Of one piece, without modifiers. */
  readonly unitPrice: MinorUnits;
  readonly modifiers: readonly ChosenModifier[];
  /** What the modifiers add to one piece. */
  readonly modifiersTotal: MinorUnits;
  readonly quantity: number;
  /** How many of them were given back. */
  readonly refundedQuantity: number;
  readonly note: string | null;
  readonly station: string | null;
  /** Who at the table gets it: 1 to 99. */
  readonly seat: number | null;
  /** When it is served: 1 to 9; null for at once. */
  readonly course: number | null;
  /** Why this line waits, where its order does not; stays on one that is taken off before it was fired. */
  readonly holdReason: LineHold | null;
  /** When it went out; null while it waits, and for lines of before this was kept. */
  readonly firedAt: Date | null;
  /** Who of the users put it on its bill; null for a guest at a table, and for lines of before this was kept. */
  readonly addedBy: string | null;
  /** Null for lines of before this was kept. */
  readonly addedAt: Date | null;
  /** Grows by one with each change of it that is written; 0 for one that is on no bill yet. */
  readonly version: number;
  /** What one piece cost the business, by the catalogue, as it was sold; null where that is not known. */
  readonly unitCost: MinorUnits | null;
  /** How the kitchen makes it; null where its station alone says so. */
  readonly prep: LinePrep | null;
  readonly taxRate: BasisPoints;
  /** Whether the sale took stock, so that a return gives back exactly what was taken. */
  readonly takesStock: boolean;
  readonly status: OrderStatus;
  readonly voidReason: string | null;
  /** The line that this one was split from, whose cooking it shares. */
  readonly splitFrom: string | null;
  /**
   * The discount that the line brought along from a bill of its own when bills were merged: it is the line's, and what the bill has off
   * does not touch the line. Null for a line that the bill's own discount and coupon are for.
   */
  readonly keptDiscount: MinorUnits | null;
  /** What somebody agreed to for this line by hand: a discount, pieces on the house, a price; null for a line like any. */
  readonly terms: LineTerms | null;
  readonly subtotal: MinorUnits;
  /** All that is off the line: its own discount, what is on the house, and its part of what the bill has off. */
  readonly discount: MinorUnits;
  readonly ownDiscount: MinorUnits;
  readonly comped: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly tax: MinorUnits;
  readonly total: MinorUnits;
}

/** What a client asks for: ids or barcodes, and counts, and no price but of what is sold at one that staff say. */
export interface WantedLine {
  /** The id that the line gets: a client's, or that of a cart's line which is ordered once; a new one when left out. */
  readonly lineId?: string;
  /** Absent while only a barcode is known. */
  readonly productId?: string;
  /** As it was scanned, where no product was named. */
  readonly barcode?: string;
  readonly quantity: number;
  readonly note?: string;
  readonly seat?: number;
  readonly course?: number;
  /** Of one piece without modifiers, in minor units. */
  readonly openPrice?: MinorUnits;
  readonly modifiers?: readonly WantedModifier[];
}

/** A bill above this is a mistake; it also keeps every sum a safe integer. */
export const LARGEST_LINE: MinorUnits = 1_000_000_000_000;

export const isActive = (line: OrderLine): boolean => line.status !== 'VOIDED';

/** New lines, as somebody puts them on a bill. */
export const addedBy = (lines: readonly OrderLine[], actor: ActorRef, at: Date): OrderLine[] =>
  lines.map((line) => ({ ...line, addedBy: actor.kind === 'user' ? actor.id : null, addedAt: at }));

/** Where lines that are not void are made; null for one that nobody prepares. */
export const stationsOf = (lines: readonly OrderLine[]): readonly (string | null)[] =>
  lines
    .filter(isActive)
    .flatMap(({ station, prep }) =>
      prep && prep.components.length > 0 ? prep.components.map((component) => component.station) : [station],
    );

/**
 * A new line at the catalogue's price. Throws `PRODUCT_UNAVAILABLE` (409) for what is 86'd, `MODIFIERS_INVALID` (422) with every fault,
 * `PRICE_NOT_OPEN` and `PRICE_OUT_OF_RANGE` (422) for a price that was said. `position` is the line's place on the bill, `index` its place in the request.
 */
export function lineOf(
  wanted: WantedLine,
  product: SellableProduct,
  outletTaxRate: BasisPoints,
  position: number,
  index: number,
): OrderLine {
  assertAvailable(product);
  const { chosen: modifiers, total: modifiersTotal, faults } = chooseModifiers(product, wanted.modifiers ?? []);
  if (faults.length > 0) {
    const errors = faults.map(({ at, ...fault }) => ({ pointer: `/items/${index}/modifiers${at}`, ...fault }));
    throw ruleBroken('MODIFIERS_INVALID', `The options chosen for ${product.name} do not fit.`, { errors });
  }
  const unitPrice = priceSaid(wanted, product);
  const price = unitPrice + modifiersTotal;
  if (price < 0) throw ruleBroken('MODIFIERS_INVALID', `The modifiers of ${product.name} take off more than it costs.`);
  const subtotal = price * wanted.quantity;
  if (!(subtotal <= LARGEST_LINE))
    throw ruleBroken('AMOUNT_TOO_LARGE', `The line of ${product.name} is too large to be true.`);
  return {
    id: wanted.lineId ?? newId(),
    position,
    productId: product.id,
    sku: product.sku,
    name: product.name,
    unitPrice,
    modifiers,
    modifiersTotal,
    quantity: wanted.quantity,
    refundedQuantity: 0,
    note: wanted.note ?? null,
    station: product.station ?? product.components[0]?.station ?? null,
    seat: wanted.seat ?? null,
    course: wanted.course ?? null,
    holdReason: null,
    firedAt: null,
    addedBy: null,
    addedAt: null,
    version: 0,
    unitCost: product.cost ?? null,
    prep: prepOf(product),
    taxRate: product.taxRate ?? outletTaxRate,
    takesStock: product.trackStock,
    status: 'NEW',
    voidReason: null,
    splitFrom: null,
    keptDiscount: null,
    terms: null,
    subtotal,
    discount: 0,
    ownDiscount: 0,
    comped: 0,
    serviceCharge: 0,
    tax: 0,
    total: subtotal,
  };
}

/** The product's price, or the one that was said. Throws `PRICE_NOT_OPEN` and `PRICE_OUT_OF_RANGE` (422). */
function priceSaid({ openPrice }: WantedLine, product: SellableProduct): MinorUnits {
  if (openPrice === undefined) return product.price;
  if (!product.openPrice) throw ruleBroken('PRICE_NOT_OPEN', `The price of ${product.name} is fixed.`);
  const { min, max } = product.openPrice;
  if ((min !== null && openPrice < min) || (max !== null && openPrice > max)) {
    const bounds = { price_min: min, price_max: max };
    throw ruleBroken('PRICE_OUT_OF_RANGE', `The price of ${product.name} is outside of what may be said.`, bounds);
  }
  return openPrice;
}

const prepOf = ({ prepSeconds, components }: SellableProduct): LinePrep | null =>
  prepSeconds === null && components.length === 0 ? null : { seconds: prepSeconds, components };

/**
 * A line as two: so many pieces, and the rest. Each figure is shared by the pieces, so that both sum to the line in every component. Pieces on
 * the house stay with the rest as long as they can. `[taken, rest]`.
 */
export function cutLine(line: OrderLine, pieces: number): [OrderLine, OrderLine] {
  const counts = [pieces, line.quantity - pieces];
  const subtotals = counts.map((count) => (line.unitPrice + line.modifiersTotal) * count);
  const own = cutTerms(line, pieces);
  // Of what the bill has off, adds and taxes, each part has what it is of what was left of the line.
  const lefts = own.map((part, i) => leftOf({ ...part, subtotal: subtotals[i] ?? 0 }));
  const share = (figure: MinorUnits): MinorUnits[] => allocate(figure, sum(lefts) === 0 ? counts : lefts);
  const [shared, serviceCharge, tax] = [share(sharedOff(line)), share(line.serviceCharge), share(line.tax)];
  const kept = line.keptDiscount === null ? null : share(line.keptDiscount);
  const added = line.total - line.subtotal + line.discount - line.serviceCharge;
  const part = (i: 0 | 1): OrderLine => {
    const { terms, ownDiscount, comped } = own[i];
    const [quantity, subtotal] = [counts[i] ?? 0, subtotals[i] ?? 0];
    const discount = ownDiscount + comped + (shared[i] ?? 0);
    const figures = { discount, ownDiscount, comped, serviceCharge: serviceCharge[i] ?? 0, tax: tax[i] ?? 0 };
    const total = subtotal - discount + figures.serviceCharge + (added === 0 ? 0 : figures.tax);
    return { ...line, ...figures, terms, quantity, subtotal, total, keptDiscount: kept && (kept[i] ?? 0) };
  };
  return [part(0), part(1)];
}
