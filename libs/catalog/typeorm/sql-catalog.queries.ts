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
type ProductRead = ProductReading & Pick<Readable, 'changes_at'> & { unavailable_reason: UnavailableReason | null };
type CategoryRead = Omit<CategoryRow, 'deleted_at'> & Readable;

interface Counted {
  total: number;
  changes_at: Date | null;
}

const SELECT_PRODUCT = `SELECT ${PRODUCT_COLUMNS}, ${UNAVAILABLE_REASON} AS unavailable_reason, ${NEXT_CHANGE} AS changes_at FROM products p`;
const SELECT_CATEGORY = `
  SELECT c.id, c.outlet_id, c.name, c.position, c.station, c.version, c.created_at, c.updated_at,
         ${CATEGORY_AVAILABLE} AS available, ${NEXT_CHANGE} AS changes_at
  FROM categories c`;

@Injectable()
export class SqlCatalogQueries extends CatalogQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async products(scope: CatalogScope, filter: ProductFilter, page: PageRequest): Promise<Timed<Page<ProductView>>> {
    const exact = await this.found(matching(scopeValues(scope), filter), filter, page);
    if (filter.q === undefined || exact.value.total > 0) return exact;
    return this.database.run(async () => {
      await this.database.query({ name: 'catalog.typos-forgiven', text: TYPOS_FORGIVEN });
      return this.found(matching(scopeValues(scope), filter, { fuzzy: true }), filter, page);
    });
  }

  async allProducts(scope: CatalogScope): Promise<Timed<ProductView[]>> {
    const rows = await this.database.query<ProductRead>({
      name: 'catalog.products',
      text: `${SELECT_PRODUCT} WHERE ${VISIBLE_PRODUCT} ORDER BY p.featured DESC, p.folded_name, p.id`,
      values: scopeValues(scope),
    });
    return { value: rows.map(toProductView), changesAt: rows[0]?.changes_at ?? null };
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

  /** Unnamed statements: their text depends on the filter, and each is planned for its values. */
  private async found(
    matched: Matching,
    { sort }: ProductFilter,
    page: PageRequest,
  ): Promise<Timed<Page<ProductView>>> {
    return matched.similarity === undefined
      ? this.listed(matched, orderOf(sort, undefined), page)
      : this.ranked(matched, orderOf(sort, matched.similarity), page);
  }

  /** In an order that an index has: counted apart, since the page alone is read from it. */
  private async listed(
    { where, values }: Matching,
    order: string,
    { limit, offset }: PageRequest,
  ): Promise<Timed<Page<ProductView>>> {
    const { total, changesAt } = await this.counted({ where, values });
    const rows =
      total <= offset
        ? []
        : await this.database.query<ProductRead>({
            text: `${SELECT_PRODUCT} WHERE ${where} ORDER BY ${order}
                   LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
            values: [...values, limit, offset],
          });
    return { value: { data: rows.map(toProductView), total, limit, offset }, changesAt };
  }

  /** By likeness: every match is looked at for its place, and counted on the way. */
  private async ranked(
    { where, values }: Matching,
    order: string,
    { limit, offset }: PageRequest,
  ): Promise<Timed<Page<ProductView>>> {
    const rows = await this.database.query<ProductRead & { total: number }>({
      text: `SELECT ${PRODUCT_COLUMNS}, ${UNAVAILABLE_REASON} AS unavailable_reason, ${NEXT_CHANGE} AS changes_at, found.total
             FROM (SELECT p.id AS found_id, count(*) OVER () AS total, row_number() OVER (ORDER BY ${order}) AS place
                   FROM products p WHERE ${where} ORDER BY place
                   LIMIT $${values.length + 1} OFFSET $${values.length + 2}) found
             JOIN products p ON p.id = found.found_id ORDER BY found.place`,
      values: [...values, limit, offset],
    });
    const [first] = rows;
    const { total, changesAt } = first
      ? { total: first.total, changesAt: first.changes_at }
      : await this.counted({ where, values });
    return { value: { data: rows.map(toProductView), total, limit, offset }, changesAt };
  }

  private async counted({ where, values }: Matching): Promise<{ total: number; changesAt: Date | null }> {
    const [row] = await this.database.query<Counted>({
      text: `SELECT count(*) AS total, ${NEXT_CHANGE} AS changes_at FROM products p WHERE ${where}`,
      values,
    });
    return { total: row?.total ?? 0, changesAt: row?.changes_at ?? null };
  }
}

const toProductView = (row: ProductRead): ProductView => ({
  ...toProduct(row),
  available: row.unavailable_reason === null,
  unavailableReason: row.unavailable_reason,
});
const toCategoryView = (row: CategoryRead): CategoryView => ({ ...toCategory(row), available: row.available });
