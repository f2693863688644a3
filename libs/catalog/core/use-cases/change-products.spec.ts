import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { catalogWorld } from '../../testing/catalog-world.js';
import type { ProductDraft } from '../model/product.js';
import { DeleteProduct } from './delete-product.js';
import { ReplaceProduct } from './replace-product.js';
import { UpdateProduct } from './update-product.js';

const size = { name: 'Size', min: 1, max: 1, options: [{ name: 'L', priceDelta: 500, available: true }] };

describe('changing products', () => {
  let world: ReturnType<typeof catalogWorld>;
  let update: UpdateProduct;
  let replace: ReplaceProduct;
  let remove: DeleteProduct;

  beforeEach(() => {
    world = catalogWorld();
    const { products, placement, stock, scopes, changes, unitOfWork, clock } = world;
    update = new UpdateProduct(products, placement, stock, scopes, changes, unitOfWork, clock);
    replace = new ReplaceProduct(update);
    remove = new DeleteProduct(products, scopes, changes, unitOfWork, clock);
  });

  const made = (draft: Partial<ProductDraft> = {}, outletId: string | null = world.cafe) =>
    world.createProduct.execute({ actor: world.admin, outletId, draft: { name: 'Kopi', price: 20_000, ...draft } });
  const category = (outletId: string | null, station: string | null = null) =>
    world.createCategory.execute({ actor: world.admin, outletId, draft: { name: 'Coffee', station } });

  describe('a new one', () => {
    it('leaves an audit entry and an event behind, and makes what this process remembers old', async () => {
      const before = world.versions.stamp([world.cafe], ['definition']);
      const id = await made({ sku: 'K-1' });

      expect(world.audit.entries).toMatchObject([
        {
          action: 'product.created',
          outletId: world.cafe,
          subjectType: 'product',
          subjectId: id,
          actor: { id: world.admin.id },
          details: { name: 'Kopi', sku: 'K-1', price: 20_000, currency: 'IDR' },
        },
      ]);
      expect(world.events.events).toEqual([
        { type: 'CATALOG_CHANGED', outletId: world.cafe, payload: { product_ids: [id] } },
      ]);
      expect(world.versions.stamp([world.cafe], ['definition'])).not.toBe(before);
    });

    it('is sold in the currency of its outlet, and of all outlets in the oldest one’s unless it says which', async () => {
      const { admin: actor, shop } = world;
      const draft = { name: 'Bolo', price: 900 };
      const create = (outletId: string | null, currency?: string) =>
        world.createProduct.execute({ actor, outletId, currency, draft });

      expect(world.product(await create(shop))?.currency).toBe('BRL');
      expect(world.product(await create(null))?.currency).toBe('IDR');
      expect(world.product(await create(null, 'BRL'))?.currency).toBe('BRL');
      await expect(create(shop, 'IDR')).rejects.toMatchObject({
        code: 'CURRENCY_MISMATCH',
        message: 'Loja sells in BRL.',
      });
      await expect(create(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    });

    it('is made where its category says unless it says otherwise, in a category that its outlets have', async () => {
      const bar = await category(world.cafe, 'bar');

      expect(world.product(await made({ categoryId: bar }))?.station).toBe('bar');
      expect(world.product(await made({ categoryId: bar, station: null }))?.station).toBeNull();
      await expect(made({ categoryId: bar }, null)).rejects.toMatchObject({ code: 'CATEGORY_ELSEWHERE' });
      await expect(made({ categoryId: newId() })).rejects.toMatchObject({ code: 'CATEGORY_NOT_FOUND' });
    });

    it('is counted when it comes with a count, at the outlet named or the oldest that sells it', async () => {
      const { admin: actor, bakery, cafe, levels } = world;
      const create = (stock: number, stockOutletId?: string, trackStock?: boolean) =>
        world.createProduct.execute({
          actor,
          outletId: null,
          draft: { name: 'Roti', price: 1, lowStockThreshold: 5, ...(trackStock !== undefined && { trackStock }) },
          stock,
          stockOutletId,
        });
      const [named, oldest, uncounted] = [await create(7, bakery), await create(3), await create(4, cafe, false)];

      expect(levels.counts).toEqual([
        { outletId: bakery, productId: named, quantity: 7, isFirst: true },
        { outletId: cafe, productId: oldest, quantity: 3, isFirst: true },
        { outletId: cafe, productId: uncounted, quantity: 4, isFirst: true },
      ]);
      expect([named, oldest, uncounted].map((id) => world.product(id)?.trackStock)).toEqual([true, true, false]);
      expect([named, uncounted].map((id) => levels.thresholds.get(id))).toEqual([5, null]);
      expect(levels.thresholds.has(await made())).toBe(false);
    });

    it('has no place for its stock when nobody sells it', async () => {
      const draft = { name: 'Sushi', price: 1 };
      const creating = world.createProduct.execute({
        actor: world.admin,
        outletId: null,
        currency: 'JPY',
        draft,
        stock: 1,
      });

      await expect(creating).rejects.toMatchObject({ code: 'STOCK_NEEDS_OUTLET' });
    });
  });

  describe('an update', () => {
    it('tells the audit log what changed, from what to what', async () => {
      const id = await made();
      await update.execute({ actor: world.admin, id, changes: { price: 25_000, sku: 'K' } });

      expect(world.product(id)).toMatchObject({ price: 25_000, sku: 'K', version: 2 });
      expect(world.audit.entries.at(-1)).toMatchObject({
        action: 'product.updated',
        details: { changed: { price: { from: 20_000, to: 25_000 }, sku: { from: null, to: 'K' } } },
      });
    });

    it('that changes nothing is no version and leaves nothing behind', async () => {
      const id = await made();
      await update.execute({ actor: world.admin, id, changes: { price: 20_000 } });

      expect(world.product(id)?.version).toBe(1);
      expect(world.audit.entries).toHaveLength(1);
      expect(world.events.events).toHaveLength(1);
    });

    it('is refused to a version that is not the newest, saying which is', async () => {
      const id = await made();
      await update.execute({ actor: world.admin, id, changes: { price: 1 }, version: 1 });

      await expect(update.execute({ actor: world.admin, id, changes: { price: 2 }, version: 1 })).rejects.toMatchObject(
        { kind: 'conflict', code: 'VERSION_CONFLICT', details: { version: 2 } },
      );
      expect(world.product(id)?.price).toBe(1);
    });

    it('never moves a product to another outlet or currency', async () => {
      const id = await made();
      const { admin: actor, cafe, bakery } = world;
      const attempt = (fixed: { outletId?: string | null; currency?: string }) =>
        update.execute({ actor, id, changes: { price: 3 }, ...fixed });

      for (const fixed of [{ outletId: bakery }, { outletId: null }, { currency: 'BRL' }]) {
        await expect(attempt(fixed)).rejects.toMatchObject({ code: 'FIELD_FIXED' });
      }
      await attempt({ outletId: cafe, currency: 'IDR' });
      expect(world.product(id)?.price).toBe(3);
    });

    it('tells clients where the product cannot be sold any more, or can again', async () => {
      const id = await made({ modifierGroups: [size] }, null);
      const { admin: actor, cafe, bakery, told } = world;
      await update.execute({ actor, id, changes: { price: 1 } });
      expect(told()).toEqual([]);

      const [option] = size.options;
      const without = { modifierGroups: [{ ...size, options: [{ ...option!, available: false }] }] };
      await update.execute({ actor, id, changes: without });
      expect(told()).toEqual([cafe, bakery].sort().map((outletId) => [id, outletId, 'NO_CHOICE']));
      await update.execute({ actor, id, changes: { modifierGroups: [size] } });
      expect(told().slice(2)).toEqual([cafe, bakery].sort().map((outletId) => [id, outletId, null]));
    });

    it('puts a product into a category that its outlets have', async () => {
      const id = await made();
      const { admin: actor, cafe, bakery } = world;
      const [own, foreign] = [await category(cafe), await category(bakery)];

      await expect(update.execute({ actor, id, changes: { categoryId: foreign } })).rejects.toMatchObject({
        code: 'CATEGORY_ELSEWHERE',
      });
      await update.execute({ actor, id, changes: { categoryId: own } });
      expect(world.product(id)?.categoryId).toBe(own);
    });

    it('with a count counts the product from now on, and watches its threshold as long as it is counted', async () => {
      const id = await made({ lowStockThreshold: 5 });
      const { admin: actor, cafe, levels } = world;
      await update.execute({ actor, id, changes: {}, stock: 8 });

      expect(world.product(id)).toMatchObject({ trackStock: true, version: 2 });
      expect(levels.counts).toEqual([{ outletId: cafe, productId: id, quantity: 8, isFirst: false }]);
      expect(levels.thresholds.get(id)).toBe(5);
      expect(world.audit.entries.at(-1)?.details).toMatchObject({ stock: 8 });
      await update.execute({ actor, id, changes: { trackStock: false } });
      expect(levels.thresholds.get(id)).toBeNull();
    });
  });

  describe('a replacement', () => {
    it('gives back what it leaves out, but keeps modifiers and the keeping of stock', async () => {
      const id = await made({ description: 'Iced', featured: true, trackStock: true, modifierGroups: [size] });
      const { modifierGroups } = world.product(id)!;
      await replace.execute({ actor: world.admin, id, draft: { name: 'Teh', price: 9_000 } });

      expect(world.product(id)).toMatchObject({
        name: 'Teh',
        price: 9_000,
        description: null,
        featured: false,
        trackStock: true,
        modifierGroups,
        version: 2,
      });
      const draft = { name: 'Teh', price: 9_000, trackStock: false, modifierGroups: [] };
      await replace.execute({ actor: world.admin, id, draft });
      expect(world.product(id)).toMatchObject({ trackStock: false, modifierGroups: [] });
    });

    it('with a count counts the product unless it says not to', async () => {
      const [id, other] = [await made(), await made()];
      await replace.execute({ actor: world.admin, id, draft: { name: 'Teh', price: 1 }, stock: 4 });
      const draft = { name: 'Teh', price: 1, trackStock: false };
      await replace.execute({ actor: world.admin, id: other, draft, stock: 4 });

      expect([id, other].map((one) => world.product(one)?.trackStock)).toEqual([true, false]);
    });

    it('is refused to a version that is not the newest', async () => {
      const id = await made();
      const replacing = replace.execute({ actor: world.admin, id, draft: { name: 'Teh', price: 1 }, version: 2 });

      await expect(replacing).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    });
  });

  it('does not know a product that is deleted, unknown, or of somebody else', async () => {
    const { admin: actor, supervisor, bakery } = world;
    const id = await made({}, bakery);
    const missing = { code: 'PRODUCT_NOT_FOUND' };

    await expect(update.execute({ actor: supervisor, id, changes: {} })).rejects.toMatchObject(missing);
    await expect(remove.execute({ actor: supervisor, id })).rejects.toMatchObject(missing);
    await remove.execute({ actor, id });
    expect(world.audit.entries.at(-1)).toMatchObject({ action: 'product.deleted', details: { name: 'Kopi' } });
    await expect(remove.execute({ actor, id })).rejects.toMatchObject(missing);
    await expect(update.execute({ actor, id, changes: {} })).rejects.toMatchObject(missing);
  });
});
