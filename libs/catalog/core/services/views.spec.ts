import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Page, PageRequest, UserActor } from '#libs/kernel';

import { aProduct } from '../../testing/a-product.js';
import { catalogWorld } from '../../testing/catalog-world.js';
import { CatalogQueries, type CategoryView, type ProductView, type Timed } from '../catalog.ports.js';
import { newCategory } from '../model/category.js';
import { MenuHours } from './menu-hours.js';
import { MenuViews } from './menu-views.js';
import { OutletPrices } from './outlet-prices.js';
import { ProductViews } from './product-views.js';

/** Answers what the test put there, whatever the scope. */
class Shown extends CatalogQueries {
  readonly all: ProductView[] = [];
  readonly shelves: CategoryView[] = [];
  changesAt: { products: Date | null; categories: Date | null } = { products: null, categories: null };

  async products(_: unknown, __: unknown, page: PageRequest): Promise<Timed<Page<ProductView>>> {
    return { value: { data: this.all, total: this.all.length, ...page }, changesAt: this.changesAt.products };
  }

  async allProducts(): Promise<Timed<ProductView[]>> {
    return { value: this.all, changesAt: this.changesAt.products };
  }

  async variantsOf(_: unknown, parentIds: readonly string[]): Promise<ProductView[]> {
    return this.all.filter(({ parentId }) => parentId !== undefined && parentIds.includes(parentId));
  }

  async product(_: unknown, id: string): Promise<Timed<ProductView> | null> {
    const value = this.all.find((product) => product.id === id);
    return value ? { value, changesAt: this.changesAt.products } : null;
  }

  async categories(_: unknown, page: PageRequest): Promise<Timed<Page<CategoryView>>> {
    return { value: { data: this.shelves, total: this.shelves.length, ...page }, changesAt: this.changesAt.categories };
  }

  async category(_: unknown, id: string): Promise<Timed<CategoryView> | null> {
    const value = this.shelves.find((category) => category.id === id);
    return value ? { value, changesAt: this.changesAt.categories } : null;
  }
}

describe('the catalogue as an actor sees it', () => {
  let world: ReturnType<typeof catalogWorld>;
  let shown: Shown;
  let products: ProductViews;
  let menus: MenuViews;

  beforeEach(() => {
    world = catalogWorld();
    shown = new Shown();
    const hours = new MenuHours(world.scopes, world.clock);
    const prices = new OutletPrices(world.scopes, world.clock);
    products = new ProductViews(shown, world.stock, world.scopes, hours, prices);
    menus = new MenuViews(shown, world.stock, world.scopes, world.outlets, hours, prices);
  });

  const product = (draft: Parameters<typeof aProduct>[0], view: Partial<ProductView> = {}): ProductView => {
    const made = { ...aProduct(draft), available: true, unavailableReason: null, ...view };
    shown.all.push(made);
    return made;
  };
  const category = (name: string, available = true): CategoryView => {
    const made = { ...newCategory(null, { name }, world.clock.now()), available };
    shown.shelves.push(made);
    return made;
  };
  const count = (productId: string, outletId: string, quantity: number) =>
    world.levels.set({ outletId, productId, quantity });

  it('has stock summed over the outlets that the actor sees, for what is counted', async () => {
    const [counted, uncounted] = [product({ trackStock: true }), product({})];
    const { cafe, bakery, supervisor: actor } = world;
    await count(counted.id, cafe, 3);
    await count(counted.id, bakery, 4);
    const stockFor = async (who: UserActor | undefined) =>
      (await products.page({ actor: who, filter: {}, page: { limit: 9, offset: 0 } })).value.data.map(
        ({ stock }) => stock,
      );

    expect(await stockFor(undefined)).toEqual([7, null]);
    expect(await stockFor(actor)).toEqual([3, null]);
    await count(uncounted.id, cafe, 2);
    expect(await stockFor(actor)).toEqual([3, 2]);
  });

  it('says of what is remembered whether it is sold out now', async () => {
    const stocked = product({ trackStock: true });
    const remembered = { ...stocked, available: false, unavailableReason: 'SOLD_OUT' } as const;
    const stopped = { ...stocked, available: false, unavailableReason: 'STOPPED' } as const;
    const now = async (view: ProductView) => {
      const { available, unavailableReason } = await products.withStock({ actor: undefined, product: view });
      return [available, unavailableReason];
    };

    expect(await now(stocked)).toEqual([false, 'SOLD_OUT']);
    await count(stocked.id, world.cafe, 1);
    expect(await now(remembered)).toEqual([true, null]);
    expect(await now(stopped)).toEqual([false, 'STOPPED']);
  });

  it('has no product, category or outlet that it does not know', async () => {
    const asked = { actor: world.supervisor, filter: { categoryId: 'x' }, page: { limit: 1, offset: 0 } };

    await expect(products.get({ actor: undefined, id: 'x' })).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    await expect(products.page({ ...asked, categoryMustExist: true })).rejects.toMatchObject({
      code: 'CATEGORY_NOT_FOUND',
    });
    expect((await products.page(asked)).value.data).toEqual([]);
    await expect(products.page({ ...asked, outletId: world.bakery })).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
  });

  it('is a menu by category, without hidden and empty ones, and what has no category last', async () => {
    const [coffee, hidden] = [category('Coffee'), category('Breakfast', false)];
    category('Empty');
    product({ name: 'Loose' });
    product({ name: 'Foreign', categoryId: 'of another outlet' });
    product({ name: 'Kopi', categoryId: coffee.id });
    product({ name: 'Bubur', categoryId: hidden.id });
    const { value } = await menus.get({ actor: undefined, outletId: world.cafe });

    expect(value.outlet.id).toBe(world.cafe);
    expect(value.sections.map((section) => [section.category?.name, section.products.map(({ name }) => name)])).toEqual(
      [
        ['Coffee', ['Kopi']],
        [undefined, ['Loose', 'Foreign']],
      ],
    );
  });

  it('is the menu of the only outlet that the actor sees, and of none when there are several', async () => {
    expect((await menus.get({ actor: world.supervisor })).value.outlet.id).toBe(world.cafe);
    await expect(menus.get({ actor: undefined })).rejects.toMatchObject({
      faults: [{ pointer: '/outlet_id', code: 'REQUIRED' }],
    });
  });

  it('changes by itself when the first of its stops ends', async () => {
    const [soon, later] = [new Date('2025-11-21T13:00:00Z'), new Date('2025-11-21T14:00:00Z')];
    const changesAt = async () => (await menus.get({ actor: undefined, outletId: world.cafe })).changesAt;

    expect(await changesAt()).toBeNull();
    shown.changesAt = { products: later, categories: null };
    expect(await changesAt()).toEqual(later);
    shown.changesAt = { products: later, categories: soon };
    expect(await changesAt()).toEqual(soon);
  });
});
