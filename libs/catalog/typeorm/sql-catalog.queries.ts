import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { UnavailableReason } from '../core/catalog.api.js';
import {
  CatalogQueries,
  type CategoryView,
  type ProductFilter,
  type ProductView,
  type Timed,
} from '../core/catalog.ports.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import type { CategoryRow } from './category.schema.js';
import { MENUS_OF_PRODUCT, type MenuSlotJson, toSlot } from './sql-menu-slots.js';
import { TERMS_OF_PRODUCT, type TermsReading, toTerms } from './sql-outlet-terms.js';
import { PRODUCT_COLUMNS, type ProductReading, toProduct } from './sql-product-rows.js';
import { matching, type Matching, orderOf, TYPOS_FORGIVEN } from './sql-product-search.js';
import { toCategory } from './typeorm-category.repository.js';
import {
  CATEGORY_AVAILABLE,
  NEXT_CHANGE,
  UNAVAILABLE_REASON,
  scopeValues,
  VISIBLE_CATEGORY,
  VISIBLE_PRODUCT,
} from './sql-visibility.js';

interface Readable {
  available: boolean;
  changes_at: Date | null;
}
type ProductRead = ProductReading &
  TermsReading &
  Pick<Readable, 'changes_at'> & {
    unavailable_reason: UnavailableReason | null;
    menus: MenuSlotJson[] | null;
  };
type CategoryRead = Omit<CategoryRow, 'deleted_at'> & Readable;

interface Counted {
  total: number;
  changes_at: Date | null;
}

const SELECT_PRODUCT = `SELECT ${PRODUCT_COLUMNS}, ${UNAVAILABLE_REASON} AS unavailable_reason, ${NEXT_CHANGE} AS changes_at,
  ${MENUS_OF_PRODUCT} AS menus, ${TERMS_OF_PRODUCT} FROM products p`;
const SELECT_CATEGORY = `
  SELECT c.id, c.outlet_id, c.name, c.position, c.station, c.parent_id, c.translations, c.version, c.created_at, c.updated_at,
         ${CATEGORY_AVAILABLE} AS available, ${NEXT_CHANGE} AS changes_at
  FROM categories c`;

@Injectable()
export class SqlCatalogQueries extends CatalogQueries {
  constructor(private readonly database: Database) {
    super();
  }

  /**
   * The statements that look for products are unnamed, since their text depends on the filter, and planned for each question's values. So they
   * find ids alone; the products are read by a statement that is planned once.
   */
  async products(scope: CatalogScope, filter: ProductFilter, page: PageRequest): Promise<Timed<Page<ProductView>>> {
    const { ids, total } = await this.found(scopeValues(scope), filter, page);
    const rows = ids.length > 0 ? await this.read(scope, ids) : [];
    const changesAt = rows[0] ? rows[0].changes_at : await this.nextChange(scope);
    return { value: { data: rows.map(toProductView), total, ...limitsOf(page) }, changesAt };
  }

  async allProducts(scope: CatalogScope): Promise<Timed<ProductView[]>> {
    const rows = await this.database.query<ProductRead>({
      name: 'catalog.products',
      text: `${SELECT_PRODUCT} WHERE ${VISIBLE_PRODUCT} ORDER BY p.featured DESC, p.folded_name, p.id`,
      values: scopeValues(scope),
    });
    return { value: rows.map(toProductView), changesAt: rows[0]?.changes_at ?? null };
  }

  async variantsOf(scope: CatalogScope, parentIds: readonly string[]): Promise<ProductView[]> {
    const rows = await this.database.query<ProductRead>({
      name: 'catalog.variants',
      text: `${SELECT_PRODUCT} WHERE p.parent_id = ANY($4::uuid[]) AND ${VISIBLE_PRODUCT}
             ORDER BY p.parent_id, (p.variant ->> 'position')::integer, p.id`,
      values: [...scopeValues(scope), parentIds],
    });
    return rows.map(toProductView);
  }

  async product(scope: CatalogScope, id: string): Promise<Timed<ProductView> | null> {
    const [row] = await this.database.query<ProductRead>({
      name: 'catalog.product',
      text: `${SELECT_PRODUCT} WHERE p.id = $4 AND ${VISIBLE_PRODUCT}`,
      values: [...scopeValues(scope), id],
    });
    return row ? { value: toProductView(row), changesAt: row.changes_at } : null;
  }

  async categories(scope: CatalogScope, { limit, offset }: PageRequest): Promise<Timed<Page<CategoryView>>> {
    const outletIds = scope.outlets.map(({ id }) => id);
    const rows = await this.database.query<CategoryRead>({
      name: 'catalog.categories',
      text: `${SELECT_CATEGORY} WHERE ${VISIBLE_CATEGORY} ORDER BY c.position, c.name, c.id LIMIT $2 OFFSET $3`,
      values: [outletIds, limit, offset],
    });
    const [counted] = await this.database.query<Counted>({
      name: 'catalog.categories-count',
      text: `SELECT count(*) AS total, ${NEXT_CHANGE} AS changes_at FROM categories c WHERE ${VISIBLE_CATEGORY}`,
      values: [outletIds],
    });
    const { total = 0, changes_at: changesAt = null } = counted ?? {};
    return { value: { data: rows.map(toCategoryView), total, limit, offset }, changesAt };
  }

  async category(scope: CatalogScope, id: string): Promise<Timed<CategoryView> | null> {
    const [row] = await this.database.query<CategoryRead>({
      name: 'catalog.category',
      text: `${SELECT_CATEGORY} WHERE c.id = $2 AND ${VISIBLE_CATEGORY}`,
      values: [scope.outlets.map((outlet) => outlet.id), id],
    });
    return row ? { value: toCategoryView(row), changesAt: row.changes_at } : null;
  }

  private async found(
    values: ReturnType<typeof scopeValues>,
    filter: ProductFilter,
    page: PageRequest,
  ): Promise<Found> {
    const exact = matching(values, filter);
    const order = orderOf(filter.sort, exact.similarity);
    if (filter.q === undefined) return this.listed(exact, order, page);
    const found = await this.ranked(exact, order, page);
    if (found.total > 0) return found;
    const fuzzy = matching(values, filter, { fuzzy: true });
    return this.database.run(async () => {
      await this.database.query({ name: 'catalog.typos-forgiven', text: TYPOS_FORGIVEN });
      return this.ranked(fuzzy, orderOf(filter.sort, fuzzy.similarity), page);
    });
  }

  /** In an order that an index has: counted apart, since the page alone is read from it. */
  private async listed(matched: Matching, order: string, page: PageRequest): Promise<Found> {
    const total = await this.count(matched);
    if (total <= page.offset) return { ids: [], total };
    const found = await this.database.query<{ id: string }>({
      text: `SELECT p.id FROM ${matched.from} ORDER BY ${order} ${limitAfter(matched)}`,
      values: [...matched.values, page.limit, page.offset],
    });
    return { ids: idsOf(found), total };
  }

  /** By likeness: every match is looked at for its place, and counted on the way. */
  private async ranked(matched: Matching, order: string, page: PageRequest): Promise<Found> {
    const found = await this.database.query<{ id: string; total: number }>({
      text: `SELECT p.id, count(*) OVER () AS total FROM ${matched.from} ORDER BY ${order} ${limitAfter(matched)}`,
      values: [...matched.values, page.limit, page.offset],
    });
    const total = found[0]?.total ?? (page.offset > 0 ? await this.count(matched) : 0);
    return { ids: idsOf(found), total };
  }

  private async count({ from, values }: Matching): Promise<number> {
    const [row] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM ${from}`,
      values,
    });
    return row?.total ?? 0;
  }

  /** The products that were found, in the order in which they were. */
  private async read(scope: CatalogScope, ids: readonly string[]): Promise<ProductRead[]> {
    return this.database.query<ProductRead>({
      name: 'catalog.products-found',
      text: `${SELECT_PRODUCT} JOIN unnest($4::uuid[]) WITH ORDINALITY AS found (id, place) ON found.id = p.id
             WHERE ${VISIBLE_PRODUCT} ORDER BY found.place`,
      values: [...scopeValues(scope), ids],
    });
  }

  private async nextChange({ outlets }: CatalogScope): Promise<Date | null> {
    const [row] = await this.database.query<Pick<Readable, 'changes_at'>>({
      name: 'catalog.next-change',
      text: `SELECT ${NEXT_CHANGE} AS changes_at`,
      values: [outlets.map(({ id }) => id)],
    });
    return row?.changes_at ?? null;
  }
}

/** The products of a page, in its order, and how many there are on all pages. */
interface Found {
  readonly ids: readonly string[];
  readonly total: number;
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
const limitAfter = ({ values }: Matching): string => `LIMIT $${values.length + 1} OFFSET $${values.length + 2}`;
const limitsOf = ({ limit, offset }: PageRequest) => ({ limit, offset });

const toProductView = (row: ProductRead): ProductView => ({
  ...toProduct(row),
  available: row.unavailable_reason === null,
  unavailableReason: row.unavailable_reason,
  ...(row.menus && { menus: row.menus.map(toSlot) }),
  ...toTerms(row),
});
const toCategoryView = (row: CategoryRead): CategoryView => ({ ...toCategory(row), available: row.available });
