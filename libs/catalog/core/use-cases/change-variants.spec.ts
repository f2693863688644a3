import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { catalogWorld } from '../../testing/catalog-world.js';
import type { ProductChanges } from '../model/product.js';
import type { VariantDraft } from '../model/variant.js';
import { AddProductVariant } from './add-product-variant.js';
import { DeleteProduct } from './delete-product.js';
import { DeleteProductVariant } from './delete-product-variant.js';
import { SetProductAvailability } from './set-product-availability.js';
import { UpdateProduct } from './update-product.js';

describe('variants of a product', () => {
  let world: ReturnType<typeof catalogWorld>;
  let update: UpdateProduct;

  beforeEach(() => {
    world = catalogWorld();
    const { products, placement, stock, scopes, changes, unitOfWork, clock } = world;
    update = new UpdateProduct(products, placement, stock, scopes, changes, unitOfWork, clock);
  });

  const latte = (variants: VariantDraft[], draft: ProductChanges = {}) =>
    world.createProduct.execute({
      actor: world.admin,
      outletId: world.cafe,
      draft: { name: 'Latte', price: 28_000, cost: 9_000, weightGrams: 250, station: 'bar', ...draft },
      variants,
    });
  const variantsOf = (id: string) => world.products.all.filter(({ parentId }) => parentId === id);
  const named = (id: string, name: string) => variantsOf(id).find(({ variant }) => variant?.name === name)!;
  const change = (id: string, changes: ProductChanges, more: Partial<Parameters<UpdateProduct['execute']>[0]> = {}) =>
    update.execute({ actor: world.admin, id, changes, ...more });

  it('have what they say, and whatever else their product has', async () => {
    const id = await latte([
      { name: 'M', price: 28_000 },
      { name: 'L', price: 34_000, cost: 11_000, weightGrams: 350, sku: 'LAT-L', options: { Size: 'L' } },
    ]);

    expect(world.product(id)).toMatchObject({ hasVariants: true, name: 'Latte', price: 28_000 });
    expect(variantsOf(id)).toHaveLength(2);
    expect(named(id, 'M')).toMatchObject({
      name: 'Latte, M',
      cost: 9_000,
      weightGrams: 250,
      station: 'bar',
      sku: null,
    });
    expect(named(id, 'L')).toMatchObject({
      ...{ name: 'Latte, L', price: 34_000, cost: 11_000, weightGrams: 350, station: 'bar', sku: 'LAT-L' },
      variant: { name: 'L', options: { Size: 'L' }, position: 1, active: true },
    });
    expect(named(id, 'L').hasVariants).toBeUndefined();
    expect(world.events.events.at(-1)?.payload).toMatchObject({
      product_ids: [id, named(id, 'M').id, named(id, 'L').id],
    });
  });

  it('follow what changes of their product, and keep what is theirs', async () => {
    const id = await latte([
      { name: 'M', price: 28_000 },
      { name: 'L', price: 34_000, cost: 11_000 },
    ]);
    const before = named(id, 'L');
    await change(id, { name: 'Caffè Latte', station: 'kitchen', cost: 8_000, description: 'Hot' });

    expect(named(id, 'M')).toMatchObject({
      name: 'Caffè Latte, M',
      station: 'kitchen',
      cost: 8_000,
      description: 'Hot',
    });
    expect(named(id, 'L')).toMatchObject({ id: before.id, name: 'Caffè Latte, L', cost: 11_000, price: 34_000 });
    expect(named(id, 'L').version).toBe(2);

    await change(id, { price: 27_000 });
    expect(named(id, 'L').version).toBe(2);
  });

  it('are those of the list that is sent: by id, else by name; the others go', async () => {
    const id = await latte([
      { name: 'M', price: 28_000 },
      { name: 'L', price: 34_000 },
      { name: 'XL', price: 40_000 },
    ]);
    const [m, l] = [named(id, 'M'), named(id, 'L')];
    await change(
      id,
      {},
      {
        variants: [
          { id: l.id, name: 'Large', price: 35_000 },
          { name: 'M', price: 28_000 },
          { name: 'S', price: 22_000 },
        ],
      },
    );

    expect(named(id, 'Large')).toMatchObject({ id: l.id, name: 'Latte, Large', price: 35_000, version: 2 });
    expect(named(id, 'M').id).toBe(m.id);
    expect(
      variantsOf(id)
        .map(({ variant }) => variant?.name)
        .sort(),
    ).toEqual(['Large', 'M', 'S']);
    expect(world.product(id)?.version).toBe(2);
    expect(world.audit.entries.at(-1)?.details).toMatchObject({
      variants: { created: ['S'], changed: expect.arrayContaining(['Large', 'M']), removed: ['XL'] },
    });
  });

  it('of the same list again are no new version', async () => {
    const drafts = [{ name: 'M', price: 28_000, options: { Size: 'M', Milk: 'Oat' } }];
    const id = await latte(drafts);
    await change(id, {}, { variants: drafts });

    expect([world.product(id)?.version, named(id, 'M').version]).toEqual([1, 1]);
    expect(world.audit.entries).toHaveLength(1);
  });

  it('are refused with every fault: twice the same name, an unknown id, choices that cost more than nothing', async () => {
    const id = await latte([{ name: 'M', price: 28_000 }]);
    const off = { name: 'Size', min: 0, max: 2, options: [{ name: 'Half', priceDelta: -10_000, available: true }] };
    const wrong = change(
      id,
      { modifierGroups: [off] },
      {
        variants: [
          { name: 'M', price: 28_000 },
          { name: 'M', price: 19_999, id: newId() },
        ],
      },
    );

    await expect(wrong).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      faults: [
        { pointer: '/variants/1/id', code: 'UNKNOWN_ID' },
        { pointer: '/variants/1/name', code: 'DUPLICATE_NAME' },
        { pointer: '/variants/1/price', code: 'PRICE_BELOW_ZERO' },
      ],
    });
    expect(variantsOf(id)).toHaveLength(1);
  });

  it('are counted by themselves; their product is not', async () => {
    const id = await latte([
      { name: 'M', price: 28_000, stock: 3 },
      { name: 'L', price: 34_000 },
    ]);
    const [m, l] = [named(id, 'M'), named(id, 'L')];

    expect([world.product(id)?.trackStock, m.trackStock, l.trackStock]).toEqual([false, true, false]);
    expect(world.levels.counts).toEqual([{ outletId: world.cafe, productId: m.id, quantity: 3, isFirst: true }]);
    await expect(change(id, {}, { stock: 5 })).rejects.toMatchObject({ code: 'VARIANT_REQUIRED' });
    await change(m.id, {}, { stock: 7 });
    expect(world.levels.counts.at(-1)).toMatchObject({ productId: m.id, quantity: 7 });
  });

  it('change alone in what is theirs, which is a version of their product, too', async () => {
    const id = await latte([{ name: 'L', price: 34_000, cost: 11_000 }]);
    const l = named(id, 'L');
    await change(l.id, { price: 36_000, cost: null, sku: 'L-1' });

    expect(named(id, 'L')).toMatchObject({ price: 36_000, cost: 9_000, sku: 'L-1', version: 2 });
    expect(world.product(id)?.version).toBe(2);
    for (const changes of [{ name: 'Huge' }, { station: 'kitchen' }, { featured: true }]) {
      await expect(change(l.id, changes)).rejects.toMatchObject({ code: 'FIELD_OF_PARENT' });
    }
    await expect(change(l.id, {}, { variants: [{ name: 'x', price: 1 }] })).rejects.toMatchObject({
      code: 'FIELD_OF_PARENT',
    });
  });

  it('come one by one and go; without the last one the product is sold as itself', async () => {
    const add = new AddProductVariant(update);
    const remove = new DeleteProductVariant(update);
    const { admin: actor } = world;
    const id = await latte([]);
    expect(world.product(id)?.hasVariants).toBeUndefined();
    await add.execute({ actor, id, draft: { name: 'L', price: 34_000 } });
    await expect(add.execute({ actor, id, draft: { name: 'L', price: 1 } })).rejects.toMatchObject({
      faults: [{ pointer: '/variants/1/name', code: 'DUPLICATE_NAME' }],
    });

    const l = named(id, 'L');
    expect(world.product(id)?.hasVariants).toBe(true);
    await expect(remove.execute({ actor, id, variantId: newId() })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    });
    await expect(remove.execute({ actor, id, variantId: l.id, version: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await remove.execute({ actor, id, variantId: l.id, version: 2 });
    expect(variantsOf(id)).toEqual([]);
    expect(world.product(id)?.hasVariants).toBeUndefined();
  });

  it('go with their product', async () => {
    const { products, scopes, changes, unitOfWork, clock, admin: actor } = world;
    const remove = new DeleteProduct(products, scopes, changes, unitOfWork, clock);
    const id = await latte([{ name: 'L', price: 34_000 }]);
    await expect(remove.execute({ actor, id: named(id, 'L').id })).rejects.toMatchObject({ code: 'FIELD_OF_PARENT' });
    await remove.execute({ actor, id });

    expect(world.products.all).toEqual([]);
  });

  it('are told of when their product is off, and their product when the last of them is', async () => {
    const { products, scopes, availability, unitOfWork, cafe, admin: actor } = world;
    const set = new SetProductAvailability(products, scopes, availability, unitOfWork);
    const id = await latte([
      { name: 'M', price: 28_000 },
      { name: 'L', price: 34_000 },
    ]);
    const [m, l] = [named(id, 'M').id, named(id, 'L').id];
    await set.execute({ actor, id: m, available: false });
    expect(world.told()).toEqual(
      expect.arrayContaining([
        [m, cafe, 'STOPPED'],
        [id, cafe, null],
      ]),
    );
    await set.execute({ actor, id: l, available: false });
    expect(world.told()).toContainEqual([id, cafe, 'STOPPED']);
    await set.execute({ actor, id: m, available: true });
    await set.execute({ actor, id: l, available: true });
    await set.execute({ actor, id, available: false });

    const told = new Map(world.told().map(([product, , reason]) => [product, reason]));
    expect([...told].sort()).toEqual(
      [
        [id, 'STOPPED'],
        [m, 'STOPPED'],
        [l, 'STOPPED'],
      ].sort(),
    );
  });
});
