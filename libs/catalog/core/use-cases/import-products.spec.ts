import { beforeEach, describe, expect, it } from '@jest/globals';

import { catalogWorld } from '../../testing/catalog-world.js';
import type { ImportLine } from '../model/import-plan.js';
import { ImportProducts } from './import-products.js';

describe('an import of products', () => {
  let world: ReturnType<typeof catalogWorld>;
  let importing: ImportProducts;

  beforeEach(() => {
    world = catalogWorld();
    const { products, placement, stock, scopes, changes, unitOfWork, clock, availability } = world;
    importing = new ImportProducts(products, placement, stock, scopes, changes, unitOfWork, clock, availability);
  });

  const run = (lines: Partial<ImportLine>[], outletId: string | undefined = world.cafe) =>
    importing.execute({
      actor: world.admin,
      outletId,
      lines: lines.map((line, index) => ({ line: index + 2, outletId: null, fields: {}, ...line })),
      faults: [],
    });
  const skus = () => world.products.all.map(({ sku }) => sku).sort();

  it('makes and updates products with their categories and counts, and leaves one audit entry', async () => {
    const { cafe, levels, audit } = world;
    const lines = [
      { fields: { sku: 'A', name: 'Kopi', price: 1 }, category: 'Coffee', stock: 4 },
      { fields: { sku: 'B', name: 'Teh', price: 2, station: 'bar' } },
    ];
    expect(await run(lines)).toEqual({ created: 2, updated: 0, withoutStation: 1 });
    const [kopi] = world.products.all.filter(({ sku }) => sku === 'A');
    const [coffee] = await world.categories.usableAt(cafe);
    expect(coffee).toMatchObject({ name: 'Coffee', outletId: cafe });
    expect(kopi).toMatchObject({ categoryId: coffee?.id, trackStock: true, outletId: cafe });
    expect(levels.counts).toEqual([{ outletId: cafe, productId: kopi?.id, quantity: 4, isFirst: true }]);
    expect(audit.entries).toMatchObject([
      { action: 'products.imported', outletId: cafe, subjectId: cafe, details: { created: 2, updated: 0 } },
    ]);

    const [first, second] = lines;
    const again = await run([first!, { ...second, fields: { ...second!.fields, price: 3 } }]);
    expect(again).toEqual({ created: 0, updated: 2, withoutStation: 1 });
    expect(world.products.all.map(({ price, version }) => [price, version]).sort()).toEqual([
      [1, 1],
      [3, 2],
    ]);
    expect(audit.entries.at(-1)?.details).toEqual({ created: 0, updated: 1 });
  });

  it('of what is there already changes nothing and leaves nothing behind', async () => {
    const lines = [{ fields: { sku: 'A', name: 'Kopi', price: 1 }, stock: 4 }];
    await run(lines);
    await run(lines);

    expect(world.audit.entries).toHaveLength(1);
    expect(world.levels.counts).toHaveLength(1);
  });

  it('is refused whole with every fault, in the order of the file', async () => {
    const faults = [{ pointer: '/lines/3/price', code: 'PRICE', message: 'price must be a price' }];
    const lines = [
      { line: 5, outletId: null, fields: { sku: 'C' } },
      { line: 2, outletId: null, fields: { sku: 'A', name: 'a', price: 1 } },
    ];
    const { admin: actor, cafe: outletId } = world;

    await expect(importing.execute({ actor, outletId, lines, faults })).rejects.toMatchObject({
      code: 'IMPORT_REFUSED',
      message: 'Nothing was imported: the file has 3 faults. Mend them and send it again.',
      faults: [{ pointer: '/lines/3/price' }, { pointer: '/lines/5/name' }, { pointer: '/lines/5/price' }],
    });
    expect(skus()).toEqual([]);
  });

  it('is refused with the lines whose barcode another product has', async () => {
    await run([{ fields: { sku: 'A', name: 'a', price: 1, barcode: '036000291452' } }]);
    const second = run([{ fields: { sku: 'B', name: 'b', price: 1, barcode: '0036000291452' } }]);

    await expect(second).rejects.toMatchObject({
      kind: 'conflict',
      code: 'BARCODE_TAKEN',
      faults: [{ pointer: '/lines/2/barcode', code: 'BARCODE_TAKEN' }],
    });
    expect(skus()).toEqual(['A']);
  });

  it('takes off sale at once what its own system does not sell, when it is new', async () => {
    const line = { fields: { sku: 'A', name: 'Kopi', price: 1 }, offSale: true };
    await run([line]);
    const { id } = world.products.all[0]!;
    expect(world.told()).toEqual([[id, world.cafe, 'STOPPED']]);

    await world.stops.lift({ productId: id }, [world.cafe]);
    await run([{ ...line, fields: { ...line.fields, price: 2 } }]);
    expect(world.told()).toHaveLength(1);
  });

  it('refuses a line for an outlet that is not the actor’s', async () => {
    const importOf = importing.execute({
      actor: world.supervisor,
      lines: [{ line: 2, outletId: world.bakery, fields: { sku: 'A', name: 'a', price: 1 } }],
      faults: [],
    });

    await expect(importOf).rejects.toMatchObject({
      faults: [{ pointer: '/lines/2/outlet_id', code: 'OUTLET_NOT_FOUND' }],
    });
  });

  it('watches the threshold of what is counted', async () => {
    await run([
      { fields: { sku: 'A', name: 'a', price: 1, lowStockThreshold: 3 }, stock: 9 },
      { fields: { sku: 'B', name: 'b', price: 1, lowStockThreshold: 3 } },
    ]);
    const marks = world.products.all.map(({ id, sku }) => [sku, world.levels.thresholds.get(id)]);

    expect(marks.sort()).toEqual([
      ['A', 3],
      ['B', undefined],
    ]);
  });
});
