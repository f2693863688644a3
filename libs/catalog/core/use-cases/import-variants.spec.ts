import { beforeEach, describe, expect, it } from '@jest/globals';

import { catalogWorld } from '../../testing/catalog-world.js';
import type { ImportLine } from '../model/import-plan.js';
import { ImportProducts } from './import-products.js';

describe('an import of variants', () => {
  let world: ReturnType<typeof catalogWorld>;
  let importing: ImportProducts;

  beforeEach(() => {
    world = catalogWorld();
    const { products, placement, stock, scopes, changes, unitOfWork, clock, availability } = world;
    importing = new ImportProducts(products, placement, stock, scopes, changes, unitOfWork, clock, availability);
  });

  const run = (lines: Partial<ImportLine>[]) =>
    importing.execute({
      actor: world.admin,
      outletId: world.cafe,
      lines: lines.map((line, index) => ({ line: index + 2, outletId: null, fields: {}, ...line })),
      faults: [],
    });
  const shown = () =>
    world.products.all
      .map(({ name, price, station, hasVariants = false }) => [name, price, station, hasVariants])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

  const LATTE = { fields: { sku: 'LAT', name: 'Latte', price: 28_000, station: 'bar' } };
  const LARGE = { parentSku: 'LAT', fields: { sku: 'LAT-L', name: 'L', price: 34_000 }, stock: 4 };

  it('makes them of the product with the sku, wherever its line is, with their own counts', async () => {
    expect(await run([LARGE, LATTE, { parentSku: 'LAT', fields: { name: 'M', price: 28_000 } }])).toEqual({
      ...{ created: 3, updated: 0, withoutStation: 0 },
    });

    expect(shown()).toEqual([
      ['Latte', 28_000, 'bar', true],
      ['Latte, L', 34_000, 'bar', false],
      ['Latte, M', 28_000, 'bar', false],
    ]);
    const large = world.products.all.find(({ sku }) => sku === 'LAT-L');
    expect(world.levels.counts).toEqual([{ outletId: world.cafe, productId: large?.id, quantity: 4, isFirst: true }]);
  });

  it('changes those that are there, by sku or by name, and those that are not in the file follow their product', async () => {
    await run([LATTE, LARGE, { parentSku: 'LAT', fields: { name: 'M', price: 28_000 } }]);
    const versions = () => world.products.all.map(({ name, version }) => `${name} ${version}`).sort();
    await run([LATTE, LARGE, { parentSku: 'LAT', fields: { name: 'M', price: 28_000 } }]);
    expect(versions()).toEqual(['Latte 1', 'Latte, L 1', 'Latte, M 1']);

    const renamed = { fields: { ...LATTE.fields, name: 'Caffè Latte' } };
    await run([renamed, { parentSku: 'LAT', fields: { sku: 'LAT-L', price: 35_000 } }]);
    expect(shown()).toEqual([
      ['Caffè Latte', 28_000, 'bar', true],
      ['Caffè Latte, L', 35_000, 'bar', false],
      ['Caffè Latte, M', 28_000, 'bar', false],
    ]);

    await run([{ parentSku: 'LAT', fields: { name: 'S', price: 22_000 } }]);
    expect(versions()).toEqual(['Caffè Latte 3', 'Caffè Latte, L 2', 'Caffè Latte, M 2', 'Caffè Latte, S 1']);
  });

  it('refuses a line without its product, of a field of its product, and the same variant twice', async () => {
    const wrong = run([
      LATTE,
      LARGE,
      { parentSku: 'TEA', fields: { name: 'L', price: 1 } },
      { parentSku: 'LAT', fields: { name: 'M', price: 1, station: 'kitchen' } },
      { parentSku: 'LAT', fields: { name: 'S' } },
      LARGE,
    ]);

    await expect(wrong).rejects.toMatchObject({
      code: 'IMPORT_REFUSED',
      faults: [
        { pointer: '/lines/4/parent_sku', code: 'PARENT_UNKNOWN' },
        { pointer: '/lines/5/station', code: 'FIELD_OF_PARENT' },
        { pointer: '/lines/6/price', code: 'REQUIRED' },
        { pointer: '/lines/7/sku', code: 'DUPLICATE_LINE', message: 'the same product is on line 3 already' },
      ],
    });
    expect(world.products.all).toEqual([]);
  });

  it('refuses a variant as a product of its own', async () => {
    await run([LATTE, LARGE]);
    await expect(run([{ fields: { sku: 'LAT-L', price: 1 } }])).rejects.toMatchObject({
      faults: [{ pointer: '/lines/2/parent_sku', code: 'REQUIRED' }],
    });
  });
});
