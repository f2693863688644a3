import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { catalogWorld } from '../../testing/catalog-world.js';
import { DeleteCategory } from './delete-category.js';
import { ReplaceCategory } from './replace-category.js';
import { UpdateCategory } from './update-category.js';

describe('changing categories', () => {
  let world: ReturnType<typeof catalogWorld>;
  let update: UpdateCategory;
  let replace: ReplaceCategory;
  let remove: DeleteCategory;

  beforeEach(() => {
    world = catalogWorld();
    const { categories, products, scopes, changes, unitOfWork, clock } = world;
    update = new UpdateCategory(categories, scopes, changes, unitOfWork, clock);
    replace = new ReplaceCategory(update);
    remove = new DeleteCategory(categories, products, scopes, changes, unitOfWork, clock);
  });

  const made = (outletId: string | null = world.cafe) =>
    world.createCategory.execute({
      actor: world.admin,
      outletId,
      draft: { name: 'Coffee', position: 3, station: 'bar' },
    });
  const productIn = (categoryId: string) =>
    world.createProduct.execute({
      actor: world.admin,
      outletId: world.cafe,
      draft: { name: 'Kopi', price: 1, categoryId },
    });
  const stored = async (id: string) => world.categories.lock(await world.scopes.of(world.admin), id);

  it('leaves an audit entry and an event behind', async () => {
    const id = await made();
    await update.execute({ actor: world.admin, id, changes: { name: 'Tea' } });

    expect(await stored(id)).toMatchObject({ name: 'Tea', position: 3, station: 'bar', version: 2 });
    expect(world.audit.entries).toMatchObject([
      { action: 'category.created', subjectId: id, details: { name: 'Coffee' } },
      {
        action: 'category.updated',
        details: { from: { name: 'Coffee', position: 3 }, to: { name: 'Tea', position: 3 } },
      },
    ]);
    expect(world.events.events).toEqual(
      [1, 2].map(() => ({ type: 'CATALOG_CHANGED', outletId: world.cafe, payload: { product_ids: [] } })),
    );
  });

  it('gives back what a replacement leaves out', async () => {
    const id = await made();
    await replace.execute({ actor: world.admin, id, draft: { name: 'Tea' } });

    expect(await stored(id)).toMatchObject({ name: 'Tea', position: 0, station: null, version: 2 });
  });

  it('refuses a version that is not the newest, and another outlet', async () => {
    const id = await made();
    const { admin: actor, cafe, bakery } = world;

    await expect(update.execute({ actor, id, changes: {}, version: 2 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { version: 1 },
    });
    for (const outletId of [bakery, null]) {
      await expect(replace.execute({ actor, id, draft: { name: 'x' }, outletId })).rejects.toMatchObject({
        code: 'FIELD_FIXED',
      });
    }
    await update.execute({ actor, id, changes: { name: 'Tea' }, version: 1, outletId: cafe });
  });

  it('makes none for an outlet that does not exist', async () => {
    await expect(made(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('deletes one with products only when another takes them', async () => {
    const { admin: actor, cafe, bakery } = world;
    const [id, own, shared, foreign] = [await made(), await made(cafe), await made(null), await made(bakery)];
    const product = await productIn(id);

    await expect(remove.execute({ actor, id })).rejects.toMatchObject({
      code: 'CATEGORY_NOT_EMPTY',
      details: { products: 1 },
    });
    await expect(remove.execute({ actor, id, reassignTo: foreign })).rejects.toMatchObject({
      code: 'CATEGORY_ELSEWHERE',
    });
    for (const reassignTo of [id, newId()]) {
      await expect(remove.execute({ actor, id, reassignTo })).rejects.toMatchObject({ code: 'CATEGORY_NOT_FOUND' });
    }
    await remove.execute({ actor, id, reassignTo: own });
    expect(world.product(product)?.categoryId).toBe(own);
    expect(world.events.events.at(-1)?.payload).toEqual({ product_ids: [product] });
    await remove.execute({ actor, id: own, reassignTo: shared });
    expect(world.product(product)?.categoryId).toBe(shared);
    await expect(remove.execute({ actor, id: shared, reassignTo: foreign })).rejects.toMatchObject({
      code: 'CATEGORY_ELSEWHERE',
    });
  });

  it('deletes one whose products are all deleted', async () => {
    const id = await made();
    await world.products.remove(await productIn(id), world.clock.now());
    await remove.execute({ actor: world.admin, id });

    expect(await stored(id)).toBeNull();
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'category.deleted',
      details: { name: 'Coffee', reassigned_to: null },
    });
  });

  it('does not know a category of somebody else', async () => {
    const id = await made(world.bakery);
    const missing = { code: 'CATEGORY_NOT_FOUND' };

    await expect(update.execute({ actor: world.supervisor, id, changes: {} })).rejects.toMatchObject(missing);
    await expect(remove.execute({ actor: world.supervisor, id })).rejects.toMatchObject(missing);
  });
});
