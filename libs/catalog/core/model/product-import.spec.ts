import { describe, expect, it } from '@jest/globals';

import { aProduct, CAFE, NOON } from '../../testing/a-product.js';
import { newCategory } from './category.js';
import type { Product } from './product.js';
import type { ImportLine } from './import-plan.js';
import { planImport } from './product-import.js';

const cafe = CAFE.outletId;
const shared = { outletId: null, currency: 'IDR' };

const plan = (lines: Partial<ImportLine>[], products: Product[] = []) =>
  planImport(
    lines.map((line, index) => ({ line: index + 2, outletId: cafe, fields: {}, ...line })),
    {
      homes: new Map([
        [cafe, CAFE],
        [null, shared],
      ]),
      products,
      categories: new Map([
        [cafe, [newCategory(null, { name: 'Coffee', station: 'bar' }, NOON)]],
        [null, []],
      ]),
      now: NOON,
    },
  );
const codes = ({ faults }: ReturnType<typeof plan>) => faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('an import', () => {
  it('updates by sku, else by the name of a product without one, else makes a product', () => {
    const [bySku, byName] = [aProduct({ sku: 'A' }), aProduct({ name: 'Teh' })];
    const { products, faults } = plan(
      [
        { fields: { sku: 'A', price: 1 } },
        { fields: { name: 'Teh', price: 2 } },
        { fields: { sku: 'B', name: 'Teh', price: 3 } },
      ],
      [bySku, byName],
    );

    expect(faults).toEqual([]);
    expect(products.map(({ before, after }) => [before?.id ?? null, after.price])).toEqual([
      [bySku.id, 1],
      [byName.id, 2],
      [null, 3],
    ]);
  });

  it('updates a shared product that the outlet sells, but its own one first', () => {
    const common = aProduct({ sku: 'A' }, shared);
    expect(plan([{ fields: { sku: 'A', price: 1 } }], [common]).products[0]?.before).toBe(common);
    const own = aProduct({ sku: 'A' });
    expect(plan([{ fields: { sku: 'A', price: 1 } }], [common, own]).products[0]?.before).toBe(own);
  });

  it('leaves a product as it is when the line says nothing new', () => {
    const product = aProduct({ sku: 'A' });
    const [only] = plan([{ fields: { sku: 'A', price: product.price } }], [product]).products;
    expect(only?.after).toBe(product);
  });

  it('finds categories whatever their case, makes a missing one once, and takes its station', () => {
    const { products, newCategories } = plan([
      { fields: { sku: 'A', name: 'a', price: 1 }, category: 'COFFEE' },
      { fields: { sku: 'B', name: 'b', price: 1 }, category: 'Cakes' },
      { fields: { sku: 'C', name: 'c', price: 1 }, category: 'cakes' },
      { fields: { sku: 'D', name: 'd', price: 1 }, category: null },
    ]);

    expect(newCategories.map(({ name, outletId }) => [name, outletId])).toEqual([['Cakes', cafe]]);
    expect(products.map(({ after }) => after.station)).toEqual(['bar', null, null, null]);
    expect(products[1]!.after.categoryId).toBe(products[2]!.after.categoryId);
    expect(products[3]!.after.categoryId).toBeNull();
  });

  it('tells each fault with its line and column', () => {
    const twoSizes = [
      { name: 'Size', min: 2, max: 1, options: [] },
      { name: 'Size', min: 0, max: 1, options: [] },
    ];
    const result = plan([
      { fields: { sku: 'A' } },
      { fields: { sku: 'B', name: 'b', price: 1 } },
      { fields: { sku: 'B', name: 'b', price: 1 } },
      { fields: {} },
      { fields: { sku: 'C', name: 'c', price: 1 }, currency: 'BRL' },
      { fields: { sku: 'D', name: 'd', price: 1 }, outletId: 'foreign' },
      { fields: { sku: 'E', name: 'e', price: 1, modifierGroups: twoSizes } },
    ]);

    expect(codes(result)).toEqual([
      '/lines/2/name REQUIRED',
      '/lines/2/price REQUIRED',
      '/lines/4/sku DUPLICATE_LINE',
      '/lines/5/name REQUIRED',
      '/lines/6/currency CURRENCY_MISMATCH',
      '/lines/7/outlet_id OUTLET_NOT_FOUND',
      '/lines/8/modifier_groups/1/name DUPLICATE_NAME',
      '/lines/8/modifier_groups/0/max MAX_BELOW_MIN',
    ]);
  });

  it('counts a product whose line has a count', () => {
    const [one, two] = plan([
      { fields: { sku: 'A', name: 'a', price: 1 }, stock: 0 },
      { fields: { sku: 'B', name: 'b', price: 1, trackStock: false }, stock: 1 },
    ]).products;
    expect([one?.after.trackStock, two?.after.trackStock]).toEqual([true, false]);
  });
});
