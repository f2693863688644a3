import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import { createDataSource, Database } from '#libs/platform';

import type { CatalogScope } from '../../../libs/catalog/core/model/catalog-scope.js';
import { SqlCatalogQueries } from '../../../libs/catalog/typeorm/sql-catalog.queries.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const shop = newId();
const scope: CatalogScope = { outlets: [{ id: shop, currency: 'BRL' }], whole: false };

const KINDS = ['Café', 'Pão', 'Bolo', 'Suco', 'Açaí', 'Espresso', 'Brigadeiro', 'Croissant', 'Nasi-goreng'];
const WAYS = ['gelado', 'com açúcar', 'de cenoura', 'de maracujá', 'da casa', 'crocante'];
const TOLD = ['Feito hoje com café', 'Servido na hora, sem açúcar', 'Massa de cenoura', 'Brigadeiro por cima', null];
const NAMES = Array.from({ length: 540 }, (_, n) => `${at(KINDS, n)} ${at(WAYS, n * 5)} ${n}`);

function at<T>(from: readonly T[], n: number): T {
  return from[n % from.length] as T;
}

/** The rule of a search, said plainly and without an index: all words there as they are written or begun; where that finds nothing, each there or alike. */
const BY_THE_RULE = `
  SELECT p.name
  FROM products p
  WHERE CASE WHEN EXISTS (SELECT FROM products WHERE search @@ catalog_query($1)) THEN p.search @@ catalog_query($1)
    ELSE (SELECT bool_and(p.search @@ catalog_query(word) OR word_similarity(catalog_fold(word), p.folded_name) >= 0.3)
          FROM unnest(string_to_array($1, ' ')) word) END
  ORDER BY strpos(p.folded_name, catalog_fold($1)) = 1 DESC, strpos(p.folded_name, catalog_fold($1)) > 0 DESC, 
    word_similarity(catalog_fold($1), p.folded_name) DESC,
    p.folded_name, p.id`;

describe('a search', () => {
  let database: TestDatabase;
  let queries: SqlCatalogQueries;
  let store: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new Database(createDataSource({ url: database.url, poolMax: 2 }));
    await store.onModuleInit();
    queries = new SqlCatalogQueries(store);
    await database.query(
      `INSERT INTO products (id, outlet_id, currency, sku, name, description, price, featured, track_stock, version, created_at, updated_at)
       SELECT gen_random_uuid(), $1, 'BRL', 'SKU-' || n, name, description, 1000 + n, false, false, 1, now(), now()
       FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given (name, description, n)`,
      [shop, NAMES, NAMES.map((_, n) => at(TOLD, n))],
    );
    await database.query('ANALYZE products');
  });

  afterAll(() => store.onApplicationShutdown());

  const typo = (name: string, place: number): string => name.slice(0, place) + name.slice(place + 1);
  const QUESTIONS = [
    ...Array.from({ length: 40 }, (_, n) => typo(at(NAMES, n * 13), 1 + (n % 4))),
    // Words that are in codes and descriptions alone, beside one with a typo; short words alone; words in two parts.
    'Feitoo café',
    'servido gelad',
    'masa cenoura',
    'cenoura por brigadero',
    'sku caf',
    'SKU-12 brigadero',
    'pã de',
    'nasi-gorengg',
    'ESPRESO GELADO',
    'expresso',
    'zzzz café',
    'açaí de',
    'brigadeiro',
    'café com',
  ];

  it.each(QUESTIONS)('finds what the rule says, in its order: %s', async (q) => {
    const expected = await database.query<{ name: string }>(BY_THE_RULE, [q]);
    const { value } = await queries.products(scope, { q }, { limit: 30, offset: 0 });
    expect(value.total).toBe(expected.length);
    expect(value.data.map(({ name }) => name)).toEqual(expected.slice(0, 30).map(({ name }) => name));
  });

  it('keeps to filters, order and pages', async () => {
    const all = (await queries.products(scope, { q: 'brigadero' }, { limit: 200, offset: 0 })).value;
    expect(all.total).toBeGreaterThan(50);
    const last = await queries.products(scope, { q: 'brigadero' }, { limit: 10, offset: all.total - 3 });
    expect([last.value.total, last.value.data.length]).toEqual([all.total, 3]);
    const beyond = await queries.products(scope, { q: 'brigadero' }, { limit: 10, offset: all.total });
    expect([beyond.value.total, beyond.value.data.length]).toEqual([all.total, 0]);

    const dear = await queries.products(scope, { q: 'brigadero', sort: '-price' }, { limit: 200, offset: 0 });
    const prices = dear.value.data.map(({ price }) => price);
    expect(prices).toEqual(all.data.map(({ price }) => price).toSorted((a, b) => b - a));
    const featured = await queries.products(scope, { q: 'brigadero', featured: true }, { limit: 10, offset: 0 });
    expect(featured.value).toMatchObject({ total: 0, data: [] });
  });
});
