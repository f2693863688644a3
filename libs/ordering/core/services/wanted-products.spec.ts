import { describe, expect, it } from '@jest/globals';

import type { SellableProduct } from '#libs/catalog';

import type { WantedLine } from '../model/order-line.js';
import { soldAs, withProducts } from './wanted-products.js';

describe('the products of what was asked for', () => {
  async function find(wanted: readonly WantedLine[]) {
    const asked: string[] = [];
    const catalog = {
      scanned: async (_: string, codes: readonly string[]) => {
        asked.push(`codes ${codes.join()}`);
        return new Map([['J', 'jam']]);
      },
      sellable: async (_: string, ids: readonly string[]) => {
        asked.push(`ids ${ids.join()}`);
        return new Map<string, SellableProduct>();
      },
    };
    const items = await withProducts(catalog, 'outlet', wanted);
    await soldAs(catalog, 'outlet', items, 'COUNTER');
    return { asked, items };
  }

  it('are looked for by all barcodes at once, each once, and then by their ids, each once', async () => {
    const { asked, items } = await find([
      { barcode: 'J', quantity: 1 },
      { productId: 'jam', quantity: 2 },
      { barcode: 'X', quantity: 3 },
      { barcode: 'J', quantity: 4 },
      { productId: 'tea', quantity: 5 },
    ]);

    expect(asked).toEqual(['codes J,X', 'ids jam,tea']);
    expect(items.map(({ productId, barcode, quantity }) => [quantity, productId, barcode])).toEqual([
      [1, 'jam', 'J'],
      [2, 'jam', undefined],
      [3, undefined, 'X'],
      [4, 'jam', 'J'],
      [5, 'tea', undefined],
    ]);
  });

  it('cost one look where nothing was scanned', async () => {
    const wanted = [{ productId: 'jam', quantity: 1 }];
    const { asked, items } = await find(wanted);

    expect(asked).toEqual(['ids jam']);
    expect(items).toBe(wanted);
  });
});
