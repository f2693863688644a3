import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import { Database } from '#libs/platform';

import { CategoryRepository } from '../core/catalog.ports.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import type { Category } from '../core/model/category.js';
import { MOST_LEVELS } from '../core/model/category-tree.js';
import { type CategoryRow, CategorySchema } from './category.schema.js';

@Injectable()
export class TypeOrmCategoryRepository extends CategoryRepository {
  constructor(private readonly database: Database) {
    super();
  }

  lock(scope: CatalogScope, id: string): Promise<Category | null> {
    return this.find(scope, id, 'pessimistic_write');
  }

  hold(scope: CatalogScope, id: string): Promise<Category | null> {
    return this.find(scope, id, 'pessimistic_read');
  }

  async usableAt(outletId: string | null): Promise<Category[]> {
    const rows = await this.rows.find({
      where: within(outletId === null ? [] : [outletId]),
      order: { created_at: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
    return rows.map(toCategory);
  }

  async lockTree(): Promise<Category[]> {
    await this.database.query({
      text: `SELECT pg_advisory_xact_lock(hashtextextended('catalog.tree', 0))`,
      values: [],
    });
    return (await this.rows.find({ where: { deleted_at: IsNull() } })).map(toCategory);
  }

  async below(id: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      name: 'catalog.categories-below',
      text: `WITH RECURSIVE below AS (
               SELECT id FROM categories WHERE parent_id = $1 AND deleted_at IS NULL
               UNION SELECT c.id FROM categories c JOIN below ON c.parent_id = below.id WHERE c.deleted_at IS NULL
             ) SELECT id FROM below ORDER BY id`,
      values: [id],
    });
    return rows.map((row) => row.id);
  }

  async stationAbove(id: string): Promise<string | null> {
    const rows = await this.database.query<{ station: string }>({
      name: 'catalog.station-above',
      text: `WITH RECURSIVE above AS (
               SELECT parent_id, NULL::text AS station, 0 AS height FROM categories WHERE id = $1
               UNION ALL
               SELECT c.parent_id, c.station, above.height + 1 FROM categories c JOIN above ON c.id = above.parent_id
               WHERE above.height < ${MOST_LEVELS}
             ) SELECT station FROM above WHERE station IS NOT NULL ORDER BY height LIMIT 1`,
      values: [id],
    });
    return rows[0]?.station ?? null;
  }

  async moveUp(id: string, parentId: string | null, at: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE categories SET parent_id = $2, updated_at = $3, version = version + 1 WHERE parent_id = $1 AND deleted_at IS NULL`,
      values: [id, parentId, at],
    });
  }

  async insert(categories: readonly Category[]): Promise<void> {
    if (categories.length > 0) await this.rows.insert(categories.map(toRow));
  }

  async update(category: Category): Promise<void> {
    const { id, ...columns } = toRow(category);
    const { affected } = await this.rows.update({ id, version: category.version - 1, deleted_at: IsNull() }, columns);
    if (affected !== 1) throw new Error('A category was changed without its lock');
  }

  async remove(id: string, at: Date): Promise<void> {
    await this.rows.update({ id, deleted_at: IsNull() }, { deleted_at: at, updated_at: at });
  }

  private async find(scope: CatalogScope, id: string, mode: 'pessimistic_write' | 'pessimistic_read') {
    const where = within(scope.outlets.map((outlet) => outlet.id)).map((one) => ({ ...one, id }));
    const row = await this.rows.findOne({ where, lock: { mode } });
    return row && toCategory(row);
  }

  private get rows() {
    return this.database.rows(CategorySchema);
  }
}

/** Shared categories, and those of the outlets. */
const within = (outletIds: string[]): FindOptionsWhere<CategoryRow>[] => [
  { outlet_id: IsNull(), deleted_at: IsNull() },
  { outlet_id: In(outletIds), deleted_at: IsNull() },
];

export const toCategory = (row: Omit<CategoryRow, 'deleted_at'>): Category => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  position: row.position,
  station: row.station,
  ...(row.translations && { translations: row.translations }),
  ...(row.parent_id !== null && { parentId: row.parent_id }),
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (category: Category): Omit<CategoryRow, 'deleted_at'> => ({
  id: category.id,
  outlet_id: category.outletId,
  name: category.name,
  position: category.position,
  station: category.station,
  translations: category.translations ?? null,
  parent_id: category.parentId ?? null,
  version: category.version,
  created_at: category.createdAt,
  updated_at: category.updatedAt,
});
