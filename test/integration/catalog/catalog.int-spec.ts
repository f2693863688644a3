import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DomainError, newId, SystemClock, type UserActor } from '#libs/kernel';
import { createDataSource, Database } from '#libs/platform';

import { StockLevels } from '../../../libs/catalog/core/catalog.ports.js';
import { AvailabilitySwitch } from '../../../libs/catalog/core/services/availability-switch.js';
import { CatalogChangeLog } from '../../../libs/catalog/core/services/catalog-change-log.js';
import { CatalogVersions } from '../../../libs/catalog/core/services/catalog-versions.js';
import { CatalogScopes } from '../../../libs/catalog/core/services/catalog-scopes.js';
import { ProductPlacement } from '../../../libs/catalog/core/services/product-placement.js';
import { ProductStock } from '../../../libs/catalog/core/services/product-stock.js';
import { CatalogFacade } from '../../../libs/catalog/core/catalog.facade.js';
import { StockTracking } from '../../../libs/catalog/core/services/stock-tracking.js';
import { UpdateProduct } from '../../../libs/catalog/core/use-cases/update-product.js';
import { CreateCategory } from '../../../libs/catalog/core/use-cases/create-category.js';
import { CreateProduct } from '../../../libs/catalog/core/use-cases/create-product.js';
import { DeleteCategory } from '../../../libs/catalog/core/use-cases/delete-category.js';
import { ImportProducts } from '../../../libs/catalog/core/use-cases/import-products.js';
import { catalogRepositoriesContract } from '../../../libs/catalog/testing/catalog-repositories.contract.js';
import { KnownOutlets } from '../../../libs/outlets/testing/known-outlets.js';
import { CategorySchema } from '../../../libs/catalog/typeorm/category.schema.js';
import { SqlCatalogQueries } from '../../../libs/catalog/typeorm/sql-catalog.queries.js';
import { SqlCatalogStops } from '../../../libs/catalog/typeorm/sql-catalog-stops.js';
import { SqlSellableQueries } from '../../../libs/catalog/typeorm/sql-sellable.queries.js';
import { TypeOrmCategoryRepository } from '../../../libs/catalog/typeorm/typeorm-category.repository.js';
import { SqlProductRepository } from '../../../libs/catalog/typeorm/sql-product.repository.js';
import { KeptAuditLog } from '../../../libs/kernel/testing/index.js';
import { eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const POOL = 4;
const [cafe, bakery, shop] = [newId(), newId(), newId()];
const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };

/** Counts that are remembered, or refused from the n-th on. */
class CountedStock extends StockLevels {
  readonly counts = new Map<string, number>();
  refusesAfter = Infinity;

  async onHand(productIds: readonly string[]) {
    return new Map(productIds.map((id) => [id, this.counts.get(id) ?? 0]));
  }

  async set({ productId, quantity }: { productId: string; quantity: number }): Promise<void> {
    if (this.refusesAfter-- <= 0) throw new DomainError('conflict', 'INSUFFICIENT_STOCK', 'No.');
    this.counts.set(productId, quantity);
  }

  async watch(): Promise<void> {}
}

/** Statements are counted, so that what comes from memory can be told. */
class CountingDatabase extends Database {
  statements = 0;

  override query<T extends Record<string, unknown>>(statement: Parameters<Database['query']>[0]): Promise<T[]> {
    this.statements += 1;
    return super.query<T>(statement);
  }
}

describe('the catalogue on PostgreSQL', () => {
  let store: TestDatabase;
  let database: CountingDatabase;
  let queries: SqlCatalogQueries;
  let stops: SqlCatalogStops;
  let products: SqlProductRepository;
  let categories: TypeOrmCategoryRepository;
  let create: CreateProduct;
  let update: UpdateProduct;
  let importing: ImportProducts;
  let createCategory: CreateCategory;
  let deleteCategory: DeleteCategory;
  let sellable: CatalogFacade;
  let scopes: CatalogScopes;
  const stock = new CountedStock();
  const versions = new CatalogVersions();

  beforeAll(async () => {
    store = await createTestDatabase();
    database = new CountingDatabase(createDataSource({ url: store.url, poolMax: POOL, entities: [CategorySchema] }));
    await database.onModuleInit();
    const outlets = new KnownOutlets(
      { id: cafe, currency: 'IDR' },
      { id: bakery, currency: 'IDR' },
      { id: shop, currency: 'BRL' },
    );
    const events = eventLogOf(database);
    const audit = new KeptAuditLog();
    stops = new SqlCatalogStops(database);
    const changes = new CatalogChangeLog(audit, events, versions, database, stops);
    [products, categories] = [new SqlProductRepository(database), new TypeOrmCategoryRepository(database)];
    const placement = new ProductPlacement(outlets, categories);
    const productStock = new ProductStock(stock, outlets);
    const clock = new SystemClock();
    scopes = new CatalogScopes(outlets);
    queries = new SqlCatalogQueries(database);
    create = new CreateProduct(products, placement, productStock, scopes, changes, database, clock);
    update = new UpdateProduct(products, placement, productStock, scopes, changes, database, clock);
    const jobs = { enqueue: () => Promise.resolve() };
    const availability = new AvailabilitySwitch(stops, changes, jobs, clock);
    importing = new ImportProducts(products, placement, productStock, scopes, changes, database, clock, availability);
    createCategory = new CreateCategory(categories, scopes, changes, database, clock);
    deleteCategory = new DeleteCategory(categories, products, scopes, changes, database, clock);
    const options = { enabled: true, ttlMs: 60_000 };
    const source = new SqlSellableQueries(database);
    const tracking = new StockTracking(products, productStock, scopes, changes, database, clock);
    sellable = new CatalogFacade(source, scopes, versions, tracking, clock, options);
  });

  afterAll(() => database.onApplicationShutdown());

  const aProduct = (
    name: string,
    fields: Partial<Parameters<CreateProduct['execute']>[0]['draft']> = {},
    outletId: string | null = cafe,
  ) => create.execute({ actor: admin, outletId, currency: undefined, draft: { name, price: 1_000, ...fields } });
  const count = async (table: 'products' | 'categories' | 'events') =>
    (await store.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]!.count;

  catalogRepositoriesContract(() => ({ products, categories, stops, run: (work) => database.run(work) }));

  describe('writing', () => {
    it('gives a sku to one of many who want it at once', async () => {
      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => aProduct('Twin', { sku: 'TWIN' })));

      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of tries) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'SKU_TAKEN' });
      }
    });

    it('loses no edit when many change different fields of one product at once', async () => {
      const id = await aProduct('Busy');
      const edits = [
        { price: 2 },
        { cost: 3 },
        { barcode: '4' },
        { station: 'bar' },
        { ncm: '12345678' },
        { featured: true },
      ];
      await Promise.all(edits.map((changes) => update.execute({ actor: admin, id, changes })));

      const product = (await queries.product(await scopes.of(admin), id))?.value;
      expect(product).toMatchObject({
        price: 2,
        cost: 3,
        barcode: '4',
        station: 'bar',
        ncm: '12345678',
        featured: true,
        version: 1 + edits.length,
      });
    });

    it('never leaves a product in a category that is gone, whoever comes first', async () => {
      for (let round = 0; round < 20; round++) {
        const categoryId = await createCategory.execute({ actor: admin, outletId: null, draft: { name: `C${round}` } });
        await Promise.allSettled([
          aProduct(`P${round}`, { categoryId }),
          deleteCategory.execute({ actor: admin, id: categoryId }),
          aProduct(`Q${round}`, { categoryId }),
        ]);
      }
      const orphans = await store.query(
        `SELECT 1 FROM products p JOIN categories c ON c.id = p.category_id WHERE c.deleted_at IS NOT NULL`,
      );
      expect(orphans).toEqual([]);
    });

    it('begins to track what was not, once, and tells the outlets that sell it and no other', async () => {
      const supervisor: UserActor = { ...admin, id: newId(), role: 'SUPERVISOR', outletIds: [cafe] };
      const modifierGroups = [
        { name: 'Size', min: 1, max: 1, options: [{ name: 'L', priceDelta: 500, available: true }] },
      ];
      const own = await aProduct('Uncounted', { modifierGroups });
      const shared = await aProduct('Uncounted everywhere', {}, null);
      const [tracked, foreign] = [
        await aProduct('Counted', { trackStock: true }),
        await aProduct('Theirs', {}, bakery),
      ];
      const all = [foreign, tracked, shared, own];
      const stateOf = async (id: string) =>
        (
          await store.query(
            `SELECT track_stock AS "isTracked", version,
                    (SELECT count(*)::int FROM modifier_groups g WHERE g.product_id = p.id) AS groups
             FROM products p WHERE id = $1`,
            [id],
          )
        )[0];
      const toldOf = async (id: string) =>
        (
          await store.query<{ outlet_id: string }>(
            `SELECT outlet_id FROM events WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND payload ->> 'product_id' = $1
             ORDER BY outlet_id`,
            [id],
          )
        ).map((row) => row.outlet_id);

      await Promise.all([1, 2, 3].map(() => sellable.beginTracking(supervisor, all)));

      expect(await stateOf(own)).toEqual({ isTracked: true, version: 2, groups: 1 });
      expect(await stateOf(tracked)).toEqual({ isTracked: true, version: 1, groups: 0 });
      expect(await stateOf(foreign)).toEqual({ isTracked: false, version: 1, groups: 0 });
      expect(await stateOf(shared)).toEqual({ isTracked: false, version: 1, groups: 0 });
      expect(await Promise.all(all.map(toldOf))).toEqual([[], [], [], [cafe]]);

      await sellable.beginTracking({ ...supervisor, outletIds: [cafe, bakery] }, all);

      expect(await stateOf(shared)).toEqual({ isTracked: true, version: 2, groups: 0 });
      expect(await stateOf(foreign)).toEqual({ isTracked: true, version: 2, groups: 0 });
      expect(await Promise.all(all.map(toldOf))).toEqual([[bakery], [], [cafe, bakery].sort(), [cafe]]);
    });

    it('imports all lines or none, although the last one fails in another module', async () => {
      const line = (index: number) => ({
        line: index + 2,
        outletId: cafe,
        fields: { sku: `IMP-${index}`, name: `Imported ${index}`, price: index },
        category: 'Imported things',
        stock: 1,
      });
      const lines = Array.from({ length: 50 }, (_, index) => line(index));
      const before = [await count('products'), await count('categories'), await count('events')];
      stock.refusesAfter = 49;
      await expect(importing.execute({ actor: admin, outletId: cafe, lines, faults: [] })).rejects.toMatchObject({
        code: 'INSUFFICIENT_STOCK',
      });
      expect([await count('products'), await count('categories'), await count('events')]).toEqual(before);

      stock.refusesAfter = Infinity;
      expect(await importing.execute({ actor: admin, outletId: cafe, lines, faults: [] })).toEqual({
        created: 50,
        updated: 0,
        withoutStation: 50,
      });
      expect(await importing.execute({ actor: admin, outletId: cafe, lines, faults: [] })).toEqual({
        created: 0,
        updated: 50,
        withoutStation: 50,
      });
      const versionsOf = await store.query(`SELECT DISTINCT version FROM products WHERE sku LIKE 'IMP-%'`);
      expect(versionsOf).toEqual([{ version: 1 }]);
    });
  });

  describe('searching', () => {
    const search = async (q: string, outletId = shop) =>
      (await queries.products(await scopes.of(undefined, outletId), { q }, { limit: 5, offset: 0 })).value;
    const names = async (q: string) => (await search(q)).data.map(({ name }) => name);

    beforeAll(async () => {
      for (const name of [
        'Brigadeiro',
        'Pão de Açúcar',
        'Açaí na tigela',
        'Suco de açaí',
        'Espresso',
        'Bolo de cenoura',
      ]) {
        await aProduct(name, { sku: `S-${name.slice(0, 3)}` }, shop);
      }
      await aProduct('Surpresa', { description: 'com brigadeiro dentro', barcode: '7891234' }, shop);
    });

    it('forgives accents, case and the order of words', async () => {
      expect(await names('ACUCAR pao')).toEqual(['Pão de Açúcar']);
      expect(await names('açai')).toEqual(['Açaí na tigela', 'Suco de açaí']);
    });

    it('forgives typos when nothing matches as it is written', async () => {
      for (const [typo, name] of [
        ['brigadero', 'Brigadeiro'],
        ['expreso', 'Espresso'],
        ['bolo cenora', 'Bolo de cenoura'],
        ['tijela', 'Açaí na tigela'],
      ] as const) {
        expect((await names(typo))[0]).toBe(name);
      }
    });

    it('puts a match in the name before one in the description, and finds codes', async () => {
      expect(await names('brigadeiro')).toEqual(['Brigadeiro', 'Surpresa']);
      expect(await names('7891234')).toEqual(['Surpresa']);
      expect(await names('s-esp')).toEqual(['Espresso']);
    });

    it('takes wildcards and quotes for what they are', async () => {
      for (const q of ['%', '_', '\\', "'", '"; DROP TABLE products; --', '%%%%', '😀', 'zzzzzz'.repeat(16)]) {
        expect(await search(q)).toMatchObject({ total: 0 });
      }
    });
  });

  describe('availability', () => {
    it('of a shared category counts only at outlets that sell the product', async () => {
      const categoryId = await createCategory.execute({ actor: admin, outletId: null, draft: { name: 'Drinks' } });
      const id = await aProduct('Shared tea', { categoryId }, null);
      const available = async (outletId?: string) =>
        (await queries.product(await scopes.of(undefined, outletId), id))?.value.available;
      await stops.put({ categoryId }, [shop], null, null);
      await stops.put({ categoryId }, [cafe], null, null);
      expect([await available(), await available(cafe), await available(bakery)]).toEqual([true, false, true]);

      await stops.put({ productId: id }, [cafe], null, null);
      expect(await available()).toBe(true);
      await stops.put({ productId: id }, [bakery], new Date(Date.now() + 60_000), null);
      expect(await available()).toBe(false);
      const page = await queries.products(await scopes.of(undefined), { available: false }, { limit: 100, offset: 0 });
      expect(page.value.data.map((product) => product.id)).toContain(id);
    });

    it('is lifted just once, and by the clock only if nobody set another hour', async () => {
      const subject = { productId: await aProduct('Stopped') };
      const [until, later] = [new Date(Date.now() + 60_000), new Date(Date.now() + 120_000)];
      expect(await stops.put(subject, [cafe, bakery], until, 'x')).toEqual([cafe, bakery]);
      expect(await stops.put(subject, [cafe], later, 'x')).toEqual([]);
      expect(await stops.lift(subject, [cafe], until)).toEqual([]);
      expect(await stops.lift(subject, [cafe], later)).toEqual([cafe]);
      expect(await stops.lift(subject, [cafe, bakery])).toEqual([bakery]);
    });
  });

  describe('what an outlet sells', () => {
    it('comes whole in one statement, and then costs none until it changes', async () => {
      const id = await aProduct('Latte', {
        price: 30_000,
        taxRate: 1_100,
        modifierGroups: [
          { name: 'Milk', min: 0, max: 1, options: [{ name: 'Oat', priceDelta: 8_000, available: true }] },
        ],
      });
      const foreign = await aProduct('Pastel', {}, shop);
      database.statements = 0;
      const found = await sellable.sellable(cafe, [id]);
      expect([found.size, database.statements]).toEqual([1, 1]);
      // What is not known may have been made by another process a moment ago: one more statement asks for it.
      expect((await sellable.sellable(cafe, [id, foreign, newId()])).size).toBe(1);
      expect(database.statements).toBe(2);
      expect(found.get(id)).toMatchObject({ price: 30_000, currency: 'IDR', taxRate: 1_100, available: true });
      expect(found.get(id)?.modifierGroups[0]?.options[0]).toMatchObject({ name: 'Oat', priceDelta: 8_000 });
      await sellable.sellable(cafe, [id]);
      expect(database.statements).toBe(2);

      await update.execute({ actor: admin, id, changes: { price: 1 } });
      expect((await sellable.sellable(cafe, [id])).get(id)?.price).toBe(1);
    });

    it('is found by the codes of many lines in one statement, and by none in no statement', async () => {
      const [upc, ean] = [
        await aProduct('Upc', { barcode: '614141000036' }),
        await aProduct('Ean', { barcode: '5901234123457' }),
      ];
      await aProduct('Foreign', { barcode: '4006381333931' }, shop);
      await aProduct('Next door', { barcode: '4006381333931' }, bakery);
      database.statements = 0;

      const found = await sellable.scanned(cafe, ['0614141000036', ' 614141000036', '5901234123457', '4006381333931']);
      expect([...found]).toEqual([
        ['0614141000036', upc],
        [' 614141000036', upc],
        ['5901234123457', ean],
      ]);
      expect(database.statements).toBe(1);
      expect((await sellable.scanned(cafe, [])).size).toBe(0);
      expect(database.statements).toBe(1);
    });

    it('can be asked by as many open transactions as there are connections, and more', async () => {
      const id = await aProduct('Crowded');
      versions.advance('definition', cafe);
      const asking = Array.from({ length: 4 * POOL }, (_, index) =>
        index % 2 === 0
          ? sellable.sellable(cafe, [id])
          : database.run(async () => {
              await database.query({ text: 'SELECT 1' });
              return sellable.sellable(cafe, [id]);
            }),
      );
      expect((await Promise.all(asking)).map((found) => found.get(id)?.name)).toEqual(asking.map(() => 'Crowded'));
    });

    it('does not have what is deleted, and says what is stopped and until when', async () => {
      const id = await aProduct('Soup');
      await stops.put({ productId: id }, [cafe], new Date(Date.now() + 60_000), null);
      versions.advance('definition', cafe);
      expect((await sellable.sellable(cafe, [id])).get(id)?.available).toBe(false);

      await store.query('UPDATE products SET deleted_at = now() WHERE id = $1', [id]);
      versions.advance('definition', cafe);
      expect((await sellable.sellable(cafe, [id])).size).toBe(0);
    });
  });

  it('refuses in the database what the rules refuse', async () => {
    const insert = (columns: string, values: string) =>
      store.query(
        `INSERT INTO products (id, currency, name, price, featured, track_stock, version, created_at, updated_at${columns})
         VALUES (gen_random_uuid(), 'IDR', 'x', 1, false, false, 1, now(), now()${values})`,
      );
    for (const [column, value] of [
      ['cost', '-1'],
      ['cost', '1000000000001'],
      ['image_url', `'http://x'`],
      ['tax_rate', '10001'],
      ['station', `'The Bar'`],
      ['ncm', `'1'`],
      ['category_id', 'gen_random_uuid()'],
    ] as const) {
      await expect(insert(`, ${column}`, `, ${value}`)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    }
  });
});
