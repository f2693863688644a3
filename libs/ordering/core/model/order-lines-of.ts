import type { SellableProduct } from '#libs/catalog';
import { DomainError, type FieldFault } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { lineOf, type OrderLine, type WantedLine } from './order-line.js';

/**
 * Lines at the catalogue's prices for what was asked; null is passed over, and keeps its place in what faults point at. Throws `PRODUCT_NOT_FOUND`
 * (404) naming each product that the outlet does not sell, `PRODUCT_UNAVAILABLE` (409) and `MODIFIERS_INVALID` (422).
 */
export function linesOf(
  wanted: readonly (WantedLine | null)[],
  products: ReadonlyMap<string, SellableProduct>,
  outlet: OutletSettings,
): OrderLine[] {
  const unknown = wanted.flatMap((line, i): FieldFault[] =>
    line === null || products.has(line.productId)
      ? []
      : [
          {
            pointer: `/items/${i}/product_id`,
            code: 'PRODUCT_NOT_FOUND',
            message: 'this outlet sells no such product',
          },
        ],
  );
  if (unknown.length > 0) {
    throw new DomainError(
      'not_found',
      'PRODUCT_NOT_FOUND',
      'This outlet does not sell one of the products.',
      {},
      unknown,
    );
  }
  return wanted.flatMap((line, i) => {
    const product = line && products.get(line.productId);
    return product ? [lineOf(line, product, outlet.taxRate, i + 1, i)] : [];
  });
}

/** What the lines take from stock: those that are parked take nothing yet. Lines of one product are left apart, inventory sums them. */
export const stockOf = (lines: readonly OrderLine[]) =>
  lines
    .filter((line) => line.takesStock && line.holdReason !== 'PARKED')
    .map(({ productId, quantity, name }) => ({ productId, quantity, name }));
