import { beforeEach, describe, expect, it } from '@jest/globals';

import { catalogWorld } from '../../testing/catalog-world.js';
import { EndStop } from './end-stop.js';
import { SetCategoryAvailability } from './set-category-availability.js';
import { SetProductAvailability } from './set-product-availability.js';

describe('what is not sold for now', () => {
  let world: ReturnType<typeof catalogWorld>;
  let setProduct: SetProductAvailability;
  let setCategory: SetCategoryAvailability;
  let end: EndStop;
  let until: Date;

  beforeEach(() => {
    world = catalogWorld();
    const { products, categories, stops, scopes, availability, unitOfWork } = world;
    setProduct = new SetProductAvailability(products, scopes, availability, unitOfWork);
    setCategory = new SetCategoryAvailability(categories, stops, scopes, availability, unitOfWork);
    end = new EndStop(products, categories, stops, scopes, availability, unitOfWork);
    until = new Date(world.clock.now().getTime() + 60_000);
  });

  const product = (name: string, outletId: string | null = null, categoryId: string | null = null) =>
    world.createProduct.execute({ actor: world.admin, outletId, draft: { name, price: 1, categoryId } });
  const category = (outletId: string | null = null) =>
    world.createCategory.execute({ actor: world.admin, outletId, draft: { name: 'Drinks' } });
  const actions = () => world.audit.entries.map(({ action, outletId }) => [action, outletId]);

  it('is off at all outlets of the actor that sell it, or at the one named, and clients are told once', async () => {
    const id = await product('Teh');
    const { admin, supervisor, cafe, bakery, told } = world;
    await setProduct.execute({ actor: supervisor, id, available: false, reason: 'no leaves' });
    expect(told()).toEqual([[id, cafe, 'STOPPED']]);

    await setProduct.execute({ actor: admin, id, available: false });
    expect(told()).toEqual([
      [id, cafe, 'STOPPED'],
      [id, bakery, 'STOPPED'],
    ]);
    await setProduct.execute({ actor: admin, id, outletId: bakery, available: true });
    expect(told().slice(2)).toEqual([[id, bakery, null]]);
    expect(world.audit.entries.find(({ action }) => action === 'product.unavailable')).toMatchObject({
      outletId: cafe,
      reason: 'no leaves',
      details: { until: null },
    });
  });

  it('leaves nothing behind when it is brought back where it was not off', async () => {
    const id = await product('Teh');
    const before = actions();
    await setProduct.execute({ actor: world.admin, id, available: true });

    expect(actions()).toEqual(before);
    expect(world.told()).toEqual([]);
  });

  it('comes back by itself when it has an end, unless somebody set another one', async () => {
    const id = await product('Teh', world.cafe);
    const { admin: actor, cafe, told } = world;
    const later = new Date(until.getTime() + 60_000);
    await setProduct.execute({ actor, id, available: false, until });
    await setProduct.execute({ actor, id, available: false, until: later });
    expect(world.jobs.jobs).toEqual(
      [until, later].map((at) => ({
        kind: 'catalog.end-stop',
        key: `${id}:${cafe}:${at.toISOString()}`,
        outletId: cafe,
        payload: { type: 'product', id, outlet_id: cafe, until: at.toISOString() },
        runAt: at,
      })),
    );

    await end.execute({ type: 'product', id, outletId: cafe, until });
    expect(told()).toEqual([[id, cafe, 'STOPPED']]);
    await end.execute({ type: 'product', id, outletId: cafe, until: later });
    await end.execute({ type: 'product', id, outletId: cafe, until: later });
    expect(told()).toEqual([
      [id, cafe, 'STOPPED'],
      [id, cafe, null],
    ]);
    expect(world.audit.entries.at(-1)).toMatchObject({ action: 'product.available', actor: { kind: 'system' } });
  });

  it('does nothing at its end when the outlet, the product or the category is gone', async () => {
    const id = await product('Teh', world.cafe);
    const before = actions();
    for (const type of ['product', 'category'] as const) {
      await end.execute({ type, id, outletId: 'closed', until });
    }
    await end.execute({ type: 'category', id, outletId: world.cafe, until });
    await world.products.remove(id, until);
    await end.execute({ type: 'product', id, outletId: world.cafe, until });

    expect(actions()).toEqual(before);
  });

  it.each([
    [{ available: true, seconds: 60 }, 'NOT_ALLOWED'],
    [{ available: false, seconds: 0 }, 'IN_THE_PAST'],
    [{ available: false, seconds: -60 }, 'IN_THE_PAST'],
  ])('refuses an end that makes no sense: %j', async ({ available, seconds }, code) => {
    const wrong = { available, until: new Date(world.clock.now().getTime() + seconds * 1_000) };
    const faults = [expect.objectContaining({ pointer: '/until', code })];
    const { admin: actor, cafe } = world;
    const [id, categoryId] = [await product('Teh', cafe), await category(cafe)];

    await expect(setProduct.execute({ actor, id, ...wrong })).rejects.toMatchObject({ faults });
    await expect(setCategory.execute({ actor, id: categoryId, ...wrong })).rejects.toMatchObject({ faults });
  });

  it('hides a category with those of its products that were sold until now', async () => {
    const categoryId = await category();
    const { admin: actor, cafe, bakery, told } = world;
    const [stopped, sold] = [await product('Teh', cafe, categoryId), await product('Kopi', cafe, categoryId)];
    await product('Elsewhere', bakery, categoryId);
    await setProduct.execute({ actor, id: stopped, available: false });
    await setCategory.execute({ actor, id: categoryId, outletId: cafe, available: false, until });

    expect(told()).toEqual([
      [stopped, cafe, 'STOPPED'],
      [sold, cafe, 'STOPPED'],
    ]);
    await end.execute({ type: 'category', id: categoryId, outletId: cafe, until });
    expect(told().slice(2)).toEqual([[sold, cafe, null]]);
    expect(actions().slice(-2)).toEqual([
      ['category.unavailable', cafe],
      ['category.available', cafe],
    ]);
  });

  it('is nothing of an outlet that is not the actor’s, or that does not have it', async () => {
    const { admin, supervisor, cafe, bakery } = world;
    const [id, categoryId] = [await product('Teh', bakery), await category(bakery)];
    const off = { available: false };

    await expect(setProduct.execute({ actor: supervisor, id, ...off })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    });
    await expect(setCategory.execute({ actor: supervisor, id: categoryId, ...off })).rejects.toMatchObject({
      code: 'CATEGORY_NOT_FOUND',
    });
    await expect(setProduct.execute({ actor: supervisor, id, outletId: bakery, ...off })).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
    await expect(setProduct.execute({ actor: admin, id, outletId: cafe, ...off })).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
    });
  });
});
