import { barcodeNotSold, type SellableProduct } from '#libs/catalog';
import { DomainError, type FieldFault } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { lineOf, type OrderLine, type WantedLine } from './order-line.js';

/**
 * Lines at the catalogue's prices for what was asked. Throws `PRODUCT_NOT_FOUND`, `BARCODE_UNKNOWN` (404) or `BARCODE_INVALID` (422) for the first that the outlet
 * does not sell, naming all of them, `PRODUCT_UNAVAILABLE` (409) and `MODIFIERS_INVALID` (422).
 */
export function linesOf(
  wanted: readonly WantedLine[],
  products: ReadonlyMap<string, SellableProduct>,
  outlet: OutletSettings,
): OrderLine[] {
  const sold = wanted.map(({ productId }) => (productId === undefined ? undefined : products.get(productId)));
  const faults = wanted.flatMap((line, i) => (sold[i] ? [] : [faultOf(line, i)]));
  const first = wanted.find((_, i) => !sold[i]);
  if (first) throw notSold(first, faults);
  return wanted.flatMap((line, i) => {
    const product = sold[i];
    return product ? [lineOf(line, product, outlet.taxRate, i + 1, i)] : [];
  });
}

function faultOf({ barcode }: WantedLine, index: number): FieldFault {
  if (barcode === undefined) {
    const message = 'this outlet sells no such product';
    return { pointer: `/items/${index}/product_id`, code: 'PRODUCT_NOT_FOUND', message };
  }
  const { code, message } = barcodeNotSold(barcode);
  return { pointer: `/items/${index}/barcode`, code, message };
}

const notSold = ({ barcode }: WantedLine, faults: readonly FieldFault[]) =>
  barcode === undefined
    ? new DomainError('not_found', 'PRODUCT_NOT_FOUND', 'This outlet does not sell one of the products.', {}, faults)
    : barcodeNotSold(barcode, faults);

/** What the lines take from stock: those that are parked take nothing yet. Lines of one product are left apart, inventory sums them. */
export const stockOf = (lines: readonly OrderLine[]) =>
  lines
    .filter((line) => line.takesStock && line.holdReason !== 'PARKED')
    .map(({ productId, quantity, name }) => ({ productId, quantity, name }));
