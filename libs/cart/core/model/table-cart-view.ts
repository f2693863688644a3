import { chooseModifiers, stockLevelOf } from '#libs/catalog';
import { type MinorUnits, sum } from '#libs/kernel';

import type { CatalogueNow, LineProblem, ShownLine } from './cart-view.js';
import { type TableCart, type TableCartGuest, type TableCartLine, tablePiecesOf } from './table-cart.js';

/** A line of a table's cart at the catalogue's price of this moment, with who put it there. */
export interface ShownTableLine extends Pick<
  ShownLine,
  'id' | 'productId' | 'name' | 'unitPrice' | 'modifiers' | 'quantity' | 'subtotal' | 'stockLevel' | 'problem'
> {
  readonly note: string | null;
  readonly addedBy: TableCartGuest;
  readonly isMine: boolean;
}

export interface TableCartView {
  readonly outletId: string;
  readonly sessionId: string;
  readonly currency: string;
  readonly lines: readonly ShownTableLine[];
  /** Of the lines that can be ordered as they stand. */
  readonly subtotal: MinorUnits;
  /** As the phone that looks calls itself; null: by its number, or not at all yet. */
  readonly ownName: string | null;
  readonly version: number;
}

/** What the phone `phone` sees of the cart. */
export function showTableCart(
  { outletId, sessionId, guests, version, ...cart }: TableCart,
  { phone, currency, now }: { readonly phone: string; readonly currency: string; readonly now: CatalogueNow },
): TableCartView {
  const lines = cart.lines.map((line) => {
    const addedBy = guests.find((guest) => guest.phone === line.phone) ?? { phone: line.phone, number: 1, name: null };
    const { id, productId, quantity, note } = line;
    return { id, productId, quantity, note, ...offerOf(cart, line, now), addedBy, isMine: line.phone === phone };
  });
  return {
    ...{ outletId, sessionId, currency, lines, version },
    subtotal: sum(lines.map(({ problem, subtotal }) => (problem === null ? (subtotal ?? 0) : 0))),
    ownName: guests.find((guest) => guest.phone === phone)?.name ?? null,
  };
}

/** What the catalogue says of a line now. */
function offerOf(cart: Pick<TableCart, 'lines'>, line: TableCartLine, { products, stock }: CatalogueNow) {
  const product = products.get(line.productId);
  if (!product) {
    const unknown = { name: null, unitPrice: null, subtotal: null, stockLevel: null };
    return { ...unknown, modifiers: line.modifiers, problem: 'PRODUCT_NOT_FOUND' as const };
  }
  const { chosen, total, faults } = chooseModifiers(product, line.modifiers);
  const onHand = product.trackStock ? (stock.get(product.id) ?? 0) : null;
  const fits = faults.length === 0;
  const problem: LineProblem | null = product.hasVariants
    ? 'VARIANT_REQUIRED'
    : !product.available
      ? 'PRODUCT_UNAVAILABLE'
      : !fits
        ? 'MODIFIERS_INVALID'
        : onHand !== null && onHand < tablePiecesOf(cart, product.id)
          ? 'INSUFFICIENT_STOCK'
          : null;
  return {
    name: product.name,
    unitPrice: product.price,
    modifiers: fits ? chosen : line.modifiers,
    subtotal: fits ? (product.price + total) * line.quantity : null,
    stockLevel: stockLevelOf(product.trackStock, onHand, product.lowStockThreshold),
    problem,
  };
}
