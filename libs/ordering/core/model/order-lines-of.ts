import { barcodeNotSold, type SellableProduct } from '#libs/catalog';
import { DomainError, type FieldFault } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { lineOf, type OrderLine, type WantedLine } from './order-line.js';

/**
 * Lines at the catalogue's prices for what was asked; null is passed over, and keeps its place in what faults point at. Throws `PRODUCT_NOT_FOUND`, `BARCODE_UNKNOWN` (404) or `BARCODE_INVALID` (422) for the first that the outlet
 * does not sell, naming all of them, `PRODUCT_UNAVAILABLE` (409) and `MODIFIERS_INVALID` (422).
 */
export function linesOf(
  wanted: readonly (WantedLine | null)[],
  products: ReadonlyMap<string, SellableProduct>,
  outlet: OutletSettings,
): OrderLine[] {
  const sold = wanted.map((line) => (line?.productId === undefined ? undefined : products.get(line.productId)));
  const missing = wanted.flatMap((line, i) => (line === null || sold[i] ? [] : [{ line, fault: faultOf(line, i) }]));
  if (missing[0])
    throw notSold(
      missing[0].line,
      missing.map(({ fault }) => fault),
    );
  return wanted.flatMap((line, i) => {
    const product = line && sold[i];
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
