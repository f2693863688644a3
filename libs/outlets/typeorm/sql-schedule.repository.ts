import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { NamedSchedule } from '../core/model/named-schedule.js';
import { ScheduleRepository } from '../core/outlets.ports.js';
import type { ScheduleRow } from './schedule.schema.js';

const COLUMNS = 'id, outlet_id, name, rules, version, created_at, updated_at';
/** Those of the scope's outlets $1 (null: of all) and those of every outlet; with $2, of that outlet and of every outlet alone. */
const VISIBLE = `deleted_at IS NULL AND (outlet_id IS NULL OR (($1::uuid[] IS NULL OR outlet_id = ANY($1::uuid[]))
  AND ($2::uuid IS NULL OR outlet_id = $2::uuid)))`;

const idsOf = (scope: OutletScope): readonly string[] | null => (scope === 'all' ? null : scope);

@Injectable()
export class SqlScheduleRepository extends ScheduleRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async lock(scope: OutletScope, id: string): Promise<NamedSchedule | null> {
    const [row] = await this.database.query<Omit<ScheduleRow, 'deleted_at'> & Record<string, unknown>>({
      text: `SELECT ${COLUMNS} FROM schedules WHERE ${VISIBLE} AND id = $3 FOR UPDATE`,
      values: [idsOf(scope), null, id],
    });
    return row ? toSchedule(row) : null;
  }

  async page(
    scope: OutletScope,
    outletId: string | null,
    { limit, offset }: PageRequest,
  ): Promise<Page<NamedSchedule>> {
    const rows = await this.database.query<
      Omit<ScheduleRow, 'deleted_at'> & { total: number } & Record<string, unknown>
    >({
      text: `SELECT ${COLUMNS}, count(*) OVER () AS total FROM schedules WHERE ${VISIBLE} ORDER BY name, id LIMIT $3 OFFSET $4`,
      values: [idsOf(scope), outletId, limit, offset],
    });
    return { data: rows.map(toSchedule), total: rows[0]?.total ?? 0, limit, offset };
  }

  async insert(schedule: NamedSchedule): Promise<void> {
    await this.database.execute({
      text: `INSERT INTO schedules (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values: valuesOf(schedule),
    });
  }

  async update(schedule: NamedSchedule): Promise<void> {
    const written = await this.database.execute({
      text: `UPDATE schedules SET outlet_id = $2, name = $3, rules = $4, version = $5, created_at = $6, updated_at = $7
             WHERE id = $1 AND version = $5 - 1 AND deleted_at IS NULL`,
      values: valuesOf(schedule),
    });
    if (written !== 1) throw new Error('A schedule was changed without its lock');
  }

  async remove(id: string, at: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE schedules SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL`,
      values: [id, at],
    });
  }
}

const toSchedule = (row: Omit<ScheduleRow, 'deleted_at'>): NamedSchedule => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  schedule: {
    windows: row.rules.windows,
    startsOn: row.rules.starts_on,
    endsOn: row.rules.ends_on,
    except: row.rules.except,
  },
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const valuesOf = ({ id, outletId, name, schedule, version, createdAt, updatedAt }: NamedSchedule) => {
  const { windows, startsOn, endsOn, except } = schedule;
  const rules = JSON.stringify({ windows, starts_on: startsOn, ends_on: endsOn, except });
  return [id, outletId, name, rules, version, createdAt, updatedAt];
};
