import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { CatalogStops, CategoryRepository, ProductRepository } from '../core/catalog.ports.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import { newCategory } from '../core/model/category.js';
import { type Product, reviseProduct } from '../core/model/product.js';
import { planVariants } from '../core/model/variant.js';
import { aProduct, NOON } from './a-product.js';

export interface CatalogRepositories {
  readonly products: ProductRepository;
  readonly categories: CategoryRepository;
  readonly stops: CatalogStops;
  /** Runs work as its users do, in a unit of work. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

const LATER = new Date(NOON.getTime() + 60_000);
const scopeOf = (...outlets: (readonly [id: string, currency: string])[]): CatalogScope => ({
  outlets: outlets.map(([id, currency]) => ({ id, currency })),
  whole: false,
});

/** What the repositories of the catalogue do; run on the fakes and on PostgreSQL. */
export function catalogRepositoriesContract(given: () => CatalogRepositories): void {
  let cafe: string;
  let bakery: string;
  let here: CatalogScope;

  beforeEach(() => {
    [cafe, bakery] = [newId(), newId()];
    here = scopeOf([cafe, 'IDR']);
  });

  const run = <T>(work: (one: CatalogRepositories) => Promise<T>) => given().run(() => work(given()));
  const storedProduct = async (
    draft: Parameters<typeof aProduct>[0] = {},
    home: Parameters<typeof aProduct>[1] = {},
  ) => {
    const product = aProduct(draft, { outletId: cafe, ...home });
    await run(({ products }) => products.insert([product]));
    return product;
  };
  const storedCategory = async (outletId: string | null = cafe, createdAt = NOON) => {
    const category = newCategory(outletId, { name: 'Coffee', position: 3, station: 'bar' }, createdAt);
    await run(({ categories }) => categories.insert([category]));
    return category;
  };
  const found = (id: string, scope = here) => run(({ products }) => products.lock(scope, id));

  describe('products', () => {
    it('come back exactly as they were stored, with their modifiers in order', async () => {
      const category = await storedCategory();
      const product = await storedProduct({
        sku: 'A-1',
        barcode: '7891000315507',
        description: 'Iced',
        cost: 9_000,
        categoryId: category.id,
        imageUrl: 'https://example.com/a.png',
        featured: true,
        trackStock: true,
        lowStockThreshold: 5,
        station: 'bar',
        prepSeconds: 240,
        components: [
          { station: 'grill', name: 'Patty', prepSeconds: 300 },
          { station: 'fryer', name: 'Fries', prepSeconds: null },
        ],
        weightGrams: 1,
        widthMm: 2,
        heightMm: 3,
        lengthMm: 4,
        ncm: '12345678',
        cfop: '5102',
        taxRate: 1_100,
        modifierGroups: [
          {
            name: 'Size',
            min: 1,
            max: 1,
            options: [
              { name: 'S', priceDelta: -500, available: true },
              { name: 'L', priceDelta: 5_000, available: false },
            ],
          },
          { name: 'Milk', min: 0, max: 2, options: [{ name: 'Oat', priceDelta: 8_000, available: true }] },
        ],
      });

      expect(await found(product.id)).toEqual(product);
    });

    it('are those of the scope’s outlets, and shared ones of their currencies; all shared ones in the whole', async () => {
      const [own, foreign] = [await storedProduct(), await storedProduct({}, { outletId: bakery })];
      const shared = await storedProduct({}, { outletId: null });
      const unsold = await storedProduct({}, { outletId: null, currency: 'USD' });
      const all = [own, foreign, shared, unsold].map(({ id }) => id);
      const seen = async (scope: CatalogScope) =>
        (await run(({ products }) => products.lockSome(scope, all))).map(({ id }) => id);

      expect(await seen(here)).toEqual([own.id, shared.id].sort());
      expect(await seen({ ...here, whole: true })).toEqual([own.id, shared.id, unsold.id].sort());
      expect(await seen(scopeOf())).toEqual([]);
      expect(await found(newId())).toBeNull();
      expect((await run(({ products }) => products.lockAll(here))).map(({ id }) => id)).toEqual(
        expect.arrayContaining([own.id, shared.id]),
      );
    });

    it('are not found any more once they are removed', async () => {
      const product = await storedProduct();
      await run(({ products }) => products.remove(product.id, LATER));

      expect(await found(product.id)).toBeNull();
    });

    it('have a sku that no other product of their outlet has', async () => {
      const [first, second] = [await storedProduct({ sku: 'A' }), await storedProduct({ sku: 'B' })];

      await expect(storedProduct({ sku: 'A' })).rejects.toMatchObject({ kind: 'conflict', code: 'SKU_TAKEN' });
      const changed = reviseProduct(second, { sku: 'A' }, LATER);
      await expect(run(({ products }) => products.update([changed]))).rejects.toMatchObject({ code: 'SKU_TAKEN' });
      await storedProduct({ sku: 'A' }, { outletId: bakery });
      await run(({ products }) => products.remove(first.id, LATER));
      await storedProduct({ sku: 'A' });
    });

    it('have a barcode that nothing sold beside them has, however long it is written', async () => {
      const [upc, ean] = ['036000291452', '0036000291452'];
      const currency = 'JPY';
      const first = await storedProduct({ barcode: upc }, { currency });

      await expect(storedProduct({ barcode: ean }, { currency })).rejects.toMatchObject({ code: 'BARCODE_TAKEN' });
      await expect(storedProduct({ barcode: ean }, { currency, outletId: null })).rejects.toMatchObject({
        code: 'BARCODE_TAKEN',
      });
      await storedProduct({ barcode: ean }, { currency, outletId: bakery });
      await run(({ products }) => products.remove(first.id, LATER));
      await storedProduct({ barcode: ean }, { currency });
    });

    it('may change barcodes with each other', async () => {
      const [a, b] = [await storedProduct({ barcode: '11111111' }), await storedProduct({ barcode: '22222222' })];
      const swapped = [
        reviseProduct(a, { barcode: b.barcode }, LATER),
        reviseProduct(b, { barcode: a.barcode }, LATER),
      ];
      await run(({ products }) => products.update(swapped));

      expect((await found(a.id))?.barcode).toBe('22222222');
      expect((await found(b.id))?.barcode).toBe('11111111');
    });

    it('are written over the version just before and over no other, and lose the modifiers that they have no more', async () => {
      const size = { name: 'Size', min: 0, max: 1, options: [{ name: 'S', priceDelta: 0, available: true }] };
      const product = await storedProduct({ modifierGroups: [size, { ...size, name: 'Milk' }] });
      const changed = reviseProduct(product, { name: 'Kopi', modifierGroups: [size] }, LATER);
      await run(({ products }) => products.update([changed]));

      expect(await found(product.id)).toEqual(changed);
      await expect(run(({ products }) => products.update([changed]))).rejects.toThrow('without its lock');
    });

    it('have variants, which come back as they were stored and go with them', async () => {
      const size = { name: 'Milk', min: 0, max: 1, options: [{ name: 'Oat', priceDelta: 500, available: true }] };
      const alone = aProduct({ name: 'Latte', cost: 9_000, modifierGroups: [size] }, { outletId: cafe });
      const drafts = [
        { name: 'M', price: 28_000, options: { Size: 'M', Cup: 'paper' } },
        { name: 'L', price: 34_000, cost: 11_000, weightGrams: 300, active: false },
      ];
      const { created } = planVariants(alone, [], drafts, NOON);
      const latte: Product = { ...alone, hasVariants: true };
      await run(({ products }) => products.insert([latte, ...created]));
      const [medium, large] = created;
      const family = (id: string, scope = here) => run(({ products }) => products.lockFamily(scope, id));
      const inOrder = (...products: readonly Product[]) => [...products].sort((a, b) => (a.id < b.id ? -1 : 1));

      expect(await family(latte.id)).toEqual(inOrder(latte, ...created));
      expect(await family(large!.id)).toEqual(inOrder(latte, large!));
      expect(await family(latte.id, scopeOf([bakery, 'IDR']))).toEqual([]);
      expect(await family(newId())).toEqual([]);
      const changed = reviseProduct(medium!, { price: 29_000 }, LATER);
      await run(({ products }) => products.update([changed]));
      expect(await found(medium!.id)).toEqual(changed);
      expect((await found(latte.id))?.modifierGroups).toEqual(latte.modifierGroups);

      await run(({ products }) => products.remove(large!.id, LATER));
      expect(await family(latte.id)).toEqual(inOrder(latte, changed));
      await run(({ products }) => products.remove(latte.id, LATER));
      expect(await found(medium!.id)).toBeNull();
    });

    it('become tracked ones in their next version', async () => {
      const product = await storedProduct();
      await run(({ products }) => products.track([product.id], LATER));

      expect(await found(product.id)).toEqual({ ...product, trackStock: true, version: 2, updatedAt: LATER });
    });

    it('move from one category into another, and hold the one that they are in', async () => {
      const [from, to] = [await storedCategory(), await storedCategory()];
      const product = await storedProduct({ categoryId: from.id });
      const gone = await storedProduct({ categoryId: from.id });
      await run(({ products }) => products.remove(gone.id, LATER));

      expect(await run(({ products }) => products.leaveCategory(from.id))).toBe(1);
      expect(await run(({ products }) => products.reassign(from.id, to.id, LATER))).toEqual([product.id]);
      expect(await run(({ products }) => products.leaveCategory(from.id))).toBe(0);
      expect(await found(product.id)).toEqual({ ...product, categoryId: to.id, version: 2, updatedAt: LATER });
    });
  });

  describe('categories', () => {
    it('are those of the scope’s outlets and the shared ones', async () => {
      const [own, shared, foreign] = [await storedCategory(), await storedCategory(null), await storedCategory(bakery)];

      for (const find of ['lock', 'hold'] as const) {
        expect(await run(({ categories }) => categories[find](here, own.id))).toEqual(own);
        expect(await run(({ categories }) => categories[find](here, shared.id))).toEqual(shared);
        expect(await run(({ categories }) => categories[find](here, foreign.id))).toBeNull();
        expect(await run(({ categories }) => categories[find](here, newId()))).toBeNull();
      }
    });

    it('may be used by the products of their outlet, shared ones by all, oldest first', async () => {
      const [second, first] = [await storedCategory(cafe, LATER), await storedCategory(cafe, NOON)];
      const foreign = await storedCategory(bakery);
      const usable = (await run(({ categories }) => categories.usableAt(cafe))).map(({ id }) => id);

      expect(usable.filter((id) => [first.id, second.id, foreign.id].includes(id))).toEqual([first.id, second.id]);
      const shared = await storedCategory(null);
      expect((await run(({ categories }) => categories.usableAt(null))).map(({ id }) => id)).toContain(shared.id);
      expect((await run(({ categories }) => categories.usableAt(null))).map(({ id }) => id)).not.toContain(first.id);
    });

    it('are written over the version just before and over no other, and removed', async () => {
      const category = await storedCategory();
      const changed = { ...category, name: 'Tea', version: 2, updatedAt: LATER };
      await run(({ categories }) => categories.update(changed));

      expect(await run(({ categories }) => categories.lock(here, category.id))).toEqual(changed);
      await expect(run(({ categories }) => categories.update(changed))).rejects.toThrow('without its lock');
      await run(({ categories }) => categories.remove(category.id, LATER));
      expect(await run(({ categories }) => categories.lock(here, category.id))).toBeNull();
    });
  });

  describe('stops', () => {
    const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000);

    it('are new only where nothing stood, and are lifted once', async () => {
      const subject = { productId: (await storedProduct({}, { outletId: null })).id };
      const [until, later] = [soon(60), soon(120)];
      const put = (outletIds: string[], end: Date | null) =>
        run(({ stops }) => stops.put(subject, outletIds, end, 'x'));
      const lift = (outletIds: string[], end?: Date) => run(({ stops }) => stops.lift(subject, outletIds, end));

      expect(await put([cafe, bakery], until)).toEqual([cafe, bakery]);
      expect(await put([cafe], later)).toEqual([]);
      expect(await lift([cafe], until)).toEqual([]);
      expect(await lift([cafe], later)).toEqual([cafe]);
      expect(await lift([cafe, bakery])).toEqual([bakery]);
    });

    it('of a product or of its category make it unavailable where they stand', async () => {
      const category = await storedCategory(null);
      const product = await storedProduct({ name: 'Teh', categoryId: category.id }, { outletId: null });
      const standings = async () =>
        (await run(({ stops }) => stops.standings([cafe, bakery], [product.id]))).map((one) => [
          one.outlet_id,
          one.unavailable_reason,
        ]);
      const both = (atCafe: string | null, atBakery: string | null) =>
        [
          [cafe, atCafe],
          [bakery, atBakery],
        ].sort(([a], [b]) => (a! < b! ? -1 : 1));

      expect(await standings()).toEqual(both(null, null));
      await run(({ stops }) => stops.put({ productId: product.id }, [cafe], null, null));
      expect(await standings()).toEqual(both('STOPPED', null));
      await run(({ stops }) => stops.put({ categoryId: category.id }, [bakery], soon(60), null));
      expect(await standings()).toEqual(both('STOPPED', 'STOPPED'));
      await run(({ stops }) => stops.lift({ productId: product.id }, [cafe]));
      expect(await standings()).toEqual(both(null, 'STOPPED'));
    });

    it('tell what is sold out and what lacks a choice', async () => {
      const counted = await storedProduct({ name: 'Counted', trackStock: true });
      const option = { name: 'S', priceDelta: 0, available: false };
      const choice = await storedProduct({ modifierGroups: [{ name: 'Size', min: 1, max: 1, options: [option] }] });
      const reasonOf = async ({ id }: Product) =>
        (await run(({ stops }) => stops.standings([cafe], [id]))).map(({ name, available, unavailable_reason }) => [
          name,
          available,
          unavailable_reason,
        ]);

      expect(await reasonOf(counted)).toEqual([['Counted', false, 'SOLD_OUT']]);
      expect(await reasonOf(choice)).toEqual([['Es Kopi Susu', false, 'NO_CHOICE']]);
    });

    it('of a category affect its products where they are sold and not stopped themselves', async () => {
      const category = await storedCategory(null);
      const own = await storedProduct({ name: 'Own', categoryId: category.id });
      const shared = await storedProduct({ name: 'Shared', categoryId: category.id }, { outletId: null });
      await storedProduct({ name: 'Elsewhere' });
      await run(({ stops }) => stops.put({ productId: shared.id }, [cafe], null, null));
      const outlets = scopeOf([cafe, 'IDR'], [bakery, 'IDR'], [newId(), 'BRL']).outlets;
      const affected = await run(({ stops }) => stops.affectedBy(category.id, outlets));

      expect([...affected].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
        { productId: own.id, name: 'Own', outletId: cafe },
        { productId: shared.id, name: 'Shared', outletId: bakery },
      ]);
    });
  });
}
