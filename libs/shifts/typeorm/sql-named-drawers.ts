import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { Database, inScope, scopeName, Values, violates, whereAll } from '#libs/platform';

import type { DrawerView, NamedDrawer } from '../core/model/named-drawer.js';
import { drawerNameTaken } from '../core/model/shifts.errors.js';
import { NamedDrawers } from '../core/shifts.ports.js';
import type { DrawerRow } from './drawer.schema.js';

interface ViewRow extends DrawerRow {
  shift_id: string | null;
  user_id: string | null;
}

const COLUMNS = 'd.outlet_id, d.id, d.name, d.version, d.created_at, d.updated_at';

/** What is locked, and how; nothing where a drawer is only read. */
type Lock = '' | 'FOR SHARE' | 'FOR UPDATE';

@Injectable()
export class SqlNamedDrawers extends NamedDrawers {
  constructor(private readonly database: Database) {
    super();
  }

  find(scope: OutletScope, id: string): Promise<NamedDrawer | null> {
    return this.one(scope, id, '');
  }

  share(outletId: string, id: string): Promise<NamedDrawer | null> {
    return this.one([outletId], id, 'FOR SHARE');
  }

  holdAlone(scope: OutletScope, id: string): Promise<NamedDrawer | null> {
    return this.one(scope, id, 'FOR UPDATE');
  }

  async ofOutlet(outletId: string): Promise<DrawerView[]> {
    const rows = await this.database.query<ViewRow>({
      name: 'shifts.drawers',
      text: `SELECT ${COLUMNS}, s.id AS shift_id, s.user_id
             FROM drawers d
             LEFT JOIN shifts s ON s.outlet_id = d.outlet_id AND s.drawer_id = d.id AND s.status = 'OPEN'
             WHERE d.outlet_id = $1 AND d.deleted_at IS NULL
             ORDER BY lower(d.name), d.id`,
      values: [outletId],
    });
    return rows.map((row) => ({ drawer: drawerOf(row), shift: shiftOf(row) }));
  }

  async openShiftOn({ outletId, id }: NamedDrawer): Promise<DrawerView['shift']> {
    const [row] = await this.database.query<Pick<ViewRow, 'shift_id' | 'user_id'>>({
      name: 'shifts.on-drawer',
      text: `SELECT id AS shift_id, user_id FROM shifts WHERE outlet_id = $1 AND drawer_id = $2 AND status = 'OPEN'`,
      values: [outletId, id],
    });
    return row ? shiftOf(row) : null;
  }

  async insert({ outletId, id, name, version, createdAt, updatedAt }: NamedDrawer): Promise<void> {
    await named(name, () =>
      this.database.execute({
        name: 'shifts.add-drawer',
        text: `INSERT INTO drawers (outlet_id, id, name, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        values: [outletId, id, name, version, createdAt, updatedAt],
      }),
    );
  }

  async update({ outletId, id, name, version, updatedAt }: NamedDrawer): Promise<boolean> {
    const saved = await named(name, () =>
      this.database.execute({
        name: 'shifts.rename-drawer',
        text: `UPDATE drawers SET name = $3, version = $4::integer, updated_at = $5
               WHERE outlet_id = $1 AND id = $2 AND version = $4::integer - 1 AND deleted_at IS NULL`,
        values: [outletId, id, name, version, updatedAt],
      }),
    );
    return saved === 1;
  }

  async remove({ outletId, id, version }: NamedDrawer, at: Date): Promise<boolean> {
    const removed = await this.database.execute({
      name: 'shifts.remove-drawer',
      text: `UPDATE drawers SET deleted_at = $4, updated_at = $4, version = version + 1
             WHERE outlet_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL`,
      values: [outletId, id, version, at],
    });
    return removed === 1;
  }

  private async one(scope: OutletScope, id: string, lock: Lock): Promise<NamedDrawer | null> {
    const values = new Values();
    const [row] = await this.database.query<DrawerRow>({
      name: `shifts.drawer.${scopeName(scope)}${lock && `.${lock.slice('FOR '.length).toLowerCase()}`}`,
      text: `SELECT ${COLUMNS} FROM drawers d
             ${whereAll(`d.id = ${values.add(id)}`, inScope(scope, 'd.outlet_id', values), 'd.deleted_at IS NULL')}
             ${lock}`,
      values: values.list,
    });
    return row ? drawerOf(row) : null;
  }
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'drawers_one_a_name')) throw drawerNameTaken(name);
    throw error;
  }
}

const drawerOf = (row: DrawerRow): NamedDrawer => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const shiftOf = ({ shift_id, user_id }: Pick<ViewRow, 'shift_id' | 'user_id'>): DrawerView['shift'] =>
  shift_id === null || user_id === null ? null : { id: shift_id, userId: user_id };
