import type { CatalogApi, SalesChannel, SellableProduct } from '#libs/catalog';

import type { WantedLine } from '../model/order-line.js';

/** What was asked for, each line with the product that its barcode is: one look for all barcodes, none where there are none. */
export async function withProducts(
  catalog: Pick<CatalogApi, 'scanned'>,
  outletId: string,
  wanted: readonly WantedLine[],
): Promise<readonly WantedLine[]> {
  const barcodes = new Set(wanted.flatMap(({ barcode }) => barcode ?? []));
  if (barcodes.size === 0) return wanted;
  const scanned = await catalog.scanned(outletId, [...barcodes]);
  return wanted.map((line) => (line.barcode === undefined ? line : { ...line, productId: scanned.get(line.barcode) }));
}

/** Those of the products that the outlet sells, by id. */
export function soldAs(
  catalog: Pick<CatalogApi, 'sellable'>,
  outletId: string,
  items: readonly WantedLine[],
  channel: SalesChannel,
): Promise<ReadonlyMap<string, SellableProduct>> {
  const ids = new Set(items.flatMap(({ productId }) => productId ?? []));
  return catalog.sellable(outletId, [...ids], channel);
}
