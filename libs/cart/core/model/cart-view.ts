import {
  chooseModifiers,
  type ChosenModifier,
  type SellableProduct,
  type StockLevel,
  stockLevelOf,
} from '#libs/catalog';
import { type MinorUnits, sum } from '#libs/kernel';

import { type Cart, type CartLine, piecesOf, type SeenPrice } from './cart.js';

/** Why a line cannot be ordered as it stands, by the code that an order would get. */
export type LineProblem =
  | 'PRODUCT_NOT_FOUND'
  | 'VARIANT_REQUIRED'
  | 'PRODUCT_UNAVAILABLE'
  | 'MODIFIERS_INVALID'
  | 'INSUFFICIENT_STOCK';

/** A line at the catalogue's price of this moment. */
export interface ShownLine {
  readonly id: string;
  readonly productId: string;
  readonly name: string | null;
  readonly unitPrice: MinorUnits | null;
  readonly modifiers: readonly (
    | ChosenModifier
    | (Pick<ChosenModifier, 'optionId' | 'quantity'> & Partial<ChosenModifier>)
  )[];
  readonly quantity: number;
  readonly subtotal: MinorUnits | null;
  /** Whether the catalogue's price is another than the one the buyer saw last. */
  readonly priceChanged: boolean;
  /** That price, of one piece without modifiers and of the whole line; null while nothing has changed. */
  readonly previousUnitPrice: MinorUnits | null;
  readonly previousSubtotal: MinorUnits | null;
  /** How much there is; null once the product is gone. */
  readonly stockLevel: StockLevel | null;
  readonly problem: LineProblem | null;
}

export interface CartView {
  readonly id: string | null;
  readonly outletId: string | null;
  readonly currency: string | null;
  readonly lines: readonly ShownLine[];
  readonly couponCode: string | null;
  /** Why the coupon does not count now. */
  readonly couponProblem: string | null;
  /** Of the lines that can be ordered as they stand. */
  readonly subtotal: MinorUnits;
  readonly discountTotal: MinorUnits;
  readonly total: MinorUnits;
  readonly version: number;
  readonly updatedAt: Date | null;
  readonly expiresAt: Date | null;
}

export interface CatalogueNow {
  readonly products: ReadonlyMap<string, SellableProduct>;
  readonly stock: ReadonlyMap<string, number>;
}

export const NO_CART: CartView = {
  id: null,
  outletId: null,
  currency: null,
  lines: [],
  couponCode: null,
  couponProblem: null,
  subtotal: 0,
  discountTotal: 0,
  total: 0,
  version: 0,
  updatedAt: null,
  expiresAt: null,
};

/** The lines of a cart, each at its price now or with what stands in its way. */
export const showLines = (cart: Cart, now: CatalogueNow): ShownLine[] =>
  cart.lines.map((line) => showLine(cart, line, now));

export const subtotalOf = (lines: readonly ShownLine[]): MinorUnits =>
  sum(lines.map((line) => (line.problem === null ? (line.subtotal ?? 0) : 0)));

const UNCHANGED = { priceChanged: false, previousUnitPrice: null, previousSubtotal: null };

function changeOf({ seen, quantity }: CartLine, now: SeenPrice) {
  if (!seen || (seen.unitPrice === now.unitPrice && seen.modifiersTotal === now.modifiersTotal)) return UNCHANGED;
  const previousSubtotal = (seen.unitPrice + seen.modifiersTotal) * quantity;
  return { priceChanged: true, previousUnitPrice: seen.unitPrice, previousSubtotal };
}

/** What one piece with these choices costs now; null when they do not fit. */
export function priceSeen(
  product: SellableProduct,
  modifiers: Parameters<typeof chooseModifiers>[1],
): SeenPrice | null {
  const { total, faults } = chooseModifiers(product, modifiers);
  return faults.length > 0 ? null : { unitPrice: product.price, modifiersTotal: total };
}

function showLine(cart: Cart, line: CartLine, { products, stock }: CatalogueNow): ShownLine {
  const product = products.get(line.productId);
  const plain = { id: line.id, productId: line.productId, quantity: line.quantity };
  if (!product) {
    const unknown = { name: null, unitPrice: null, subtotal: null, stockLevel: null, ...UNCHANGED };
    return { ...plain, ...unknown, modifiers: line.modifiers, problem: 'PRODUCT_NOT_FOUND' };
  }
  const { chosen, total, faults } = chooseModifiers(product, line.modifiers);
  const onHand = product.trackStock ? (stock.get(product.id) ?? 0) : null;
  const isShort = onHand !== null && onHand < piecesOf(cart, product.id);
  return {
    ...plain,
    name: product.name,
    unitPrice: product.price,
    modifiers: faults.length > 0 ? line.modifiers : chosen,
    subtotal: faults.length > 0 ? null : (product.price + total) * line.quantity,
    ...(faults.length > 0 ? UNCHANGED : changeOf(line, { unitPrice: product.price, modifiersTotal: total })),
    stockLevel: stockLevelOf(product.trackStock, onHand, product.lowStockThreshold),
    problem: product.hasVariants
      ? 'VARIANT_REQUIRED'
      : !product.available
        ? 'PRODUCT_UNAVAILABLE'
        : faults.length > 0
          ? 'MODIFIERS_INVALID'
          : isShort
            ? 'INSUFFICIENT_STOCK'
            : null,
  };
}
