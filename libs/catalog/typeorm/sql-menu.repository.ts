import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import { MenuRepository } from '../core/catalog.ports.js';
import type { Menu, MenuFields, MenuSlot } from '../core/model/menu.js';
import type { MenuRow } from './menu.schema.js';
import { ALL_SLOTS, type MenuSlotJson, toSlot } from './sql-menu-slots.js';

const COLUMNS =
  'id, name, outlet_ids, channels, schedule_id, category_ids, product_ids, active, version, created_at, updated_at';

type Reading = Omit<MenuRow, 'deleted_at'> & Record<string, unknown>;

@Injectable()
export class SqlMenuRepository extends MenuRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async lock(id: string): Promise<Menu | null> {
    const [row] = await this.database.query<Reading>({
      text: `SELECT ${COLUMNS} FROM menus WHERE id = $1 AND deleted_at IS NULL FOR UPDATE`,
      values: [id],
    });
    return row ? toMenu(row) : null;
  }

  async page(outletIds: readonly string[] | null, { limit, offset }: PageRequest): Promise<Page<Menu>> {
    const rows = await this.database.query<Reading & { total: number }>({
      text: `SELECT ${COLUMNS}, count(*) OVER () AS total FROM menus
             WHERE deleted_at IS NULL AND ($1::uuid[] IS NULL OR outlet_ids IS NULL OR outlet_ids && $1::uuid[])
             ORDER BY name, id LIMIT $2 OFFSET $3`,
      values: [outletIds, limit, offset],
    });
    return { data: rows.map(toMenu), total: rows[0]?.total ?? 0, limit, offset };
  }

  async slots(): Promise<MenuSlot[]> {
    const rows = await this.database.query<{ slot: MenuSlotJson }>({
      name: 'catalog.menu-slots',
      text: ALL_SLOTS,
      values: [],
    });
    return rows.map(({ slot }) => toSlot(slot));
  }

  async unknownTo({ categoryIds = [], productIds = [], scheduleId = null }: Partial<MenuFields>) {
    const [row] = await this.database.query<{ categories: number; products: number; schedules: number }>({
      name: 'catalog.menu-unknown',
      text: `
        SELECT
          (SELECT count(*) FROM unnest($1::uuid[]) AS given (id)
            WHERE NOT EXISTS (SELECT FROM categories c WHERE c.id = given.id AND c.deleted_at IS NULL)) AS categories,
          (SELECT count(*) FROM unnest($2::uuid[]) AS given (id)
            WHERE NOT EXISTS (SELECT FROM products p WHERE p.id = given.id AND p.deleted_at IS NULL)) AS products,
          (SELECT count(*) FROM unnest($3::uuid[]) AS given (id)
            WHERE NOT EXISTS (SELECT FROM outlets_schedules s WHERE s.id = given.id)) AS schedules`,
      values: [categoryIds, productIds, scheduleId === null ? [] : [scheduleId]],
    });
    return row ?? { categories: 0, products: 0, schedules: 0 };
  }

  async insert(menu: Menu): Promise<void> {
    await this.database.execute({
      text: `INSERT INTO menus (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: valuesOf(menu),
    });
  }

  async update(menu: Menu): Promise<void> {
    const written = await this.database.execute({
      text: `UPDATE menus SET name = $2, outlet_ids = $3, channels = $4, schedule_id = $5, category_ids = $6, product_ids = $7,
               active = $8, version = $9, created_at = $10, updated_at = $11
             WHERE id = $1 AND version = $9 - 1 AND deleted_at IS NULL`,
      values: valuesOf(menu),
    });
    if (written !== 1) throw new Error('A menu was changed without its lock');
  }

  async remove(id: string, at: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE menus SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL`,
      values: [id, at],
    });
  }
}

const toMenu = (row: Omit<MenuRow, 'deleted_at'>): Menu => ({
  id: row.id,
  name: row.name,
  outletIds: row.outlet_ids,
  channels: row.channels,
  scheduleId: row.schedule_id,
  categoryIds: row.category_ids,
  productIds: row.product_ids,
  active: row.active,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const valuesOf = (menu: Menu) => [
  menu.id,
  menu.name,
  menu.outletIds,
  menu.channels,
  menu.scheduleId,
  menu.categoryIds,
  menu.productIds,
  menu.active,
  menu.version,
  menu.createdAt,
  menu.updatedAt,
];
