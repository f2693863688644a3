import type { CatalogApi, SalesChannel, SellableProduct } from '#libs/catalog';

import type { WantedLine } from '../model/order-line.js';

/** What was asked for, each line with the product that its barcode is, and the products that the outlet sells, by id. */
export interface WantedProducts {
  readonly items: readonly WantedLine[];
  readonly products: ReadonlyMap<string, SellableProduct>;
}

/** The products of what was asked for: one look for all barcodes, none where there are none, and one for all products. */
export async function productsOf(
  catalog: Pick<CatalogApi, 'scanned' | 'sellable'>,
  outletId: string,
  wanted: readonly WantedLine[],
  channel: SalesChannel,
): Promise<WantedProducts> {
  const items = await withProducts(catalog, outletId, wanted);
  const ids = new Set(items.flatMap(({ productId }) => productId ?? []));
  return { items, products: await catalog.sellable(outletId, [...ids], channel) };
}

async function withProducts(
  catalog: Pick<CatalogApi, 'scanned'>,
  outletId: string,
  wanted: readonly WantedLine[],
): Promise<readonly WantedLine[]> {
  const barcodes = new Set(wanted.flatMap(({ barcode }) => barcode ?? []));
  if (barcodes.size === 0) return wanted;
  const scanned = await catalog.scanned(outletId, [...barcodes]);
  return wanted.map((line) => (line.barcode === undefined ? line : { ...line, productId: scanned.get(line.barcode) }));
}
