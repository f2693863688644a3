import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { columnsOf, Database, violates } from '#libs/platform';

import type { Floor, FloorLayout, TableSpot } from '../core/model/floor.js';
import { FloorRepository } from '../core/tables.ports.js';
import { floorNameTaken } from '../core/model/tables.errors.js';
import { type FloorRow, FloorSchema, type TableSpotRow, TableSpotSchema } from './floor.schema.js';
import { idsOf } from './table-session-rows.js';

const FLOOR = columnsOf(FloorSchema);
const SPOT = columnsOf(TableSpotSchema);
const IN_SCOPE = '($1::uuid[] IS NULL OR outlet_id = ANY($1))';
const IN_ORDER = 'ORDER BY outlet_id, position, lower(name), id';

type Row<T> = T & Record<string, unknown>;

@Injectable()
export class SqlFloorRepository extends FloorRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<Floor | null> {
    const [row] = await this.database.query<Row<FloorRow>>({
      name: 'floors.find',
      text: `SELECT ${FLOOR.of()} FROM floors WHERE ${IN_SCOPE} AND id = $2`,
      values: [idsOf(scope), id],
    });
    return row ? toFloor(row) : null;
  }

  async list(scope: OutletScope): Promise<Floor[]> {
    const rows = await this.database.query<Row<FloorRow>>({
      name: 'floors.list',
      text: `SELECT ${FLOOR.of()} FROM floors WHERE ${IN_SCOPE} ${IN_ORDER}`,
      values: [idsOf(scope)],
    });
    return rows.map(toFloor);
  }

  async lockAll(outletId: string): Promise<Floor[]> {
    const rows = await this.database.query<Row<FloorRow>>({
      name: 'floors.lock-all',
      text: `SELECT ${FLOOR.of()} FROM floors WHERE outlet_id = $1 ORDER BY id FOR UPDATE`,
      values: [outletId],
    });
    return rows.map(toFloor);
  }

  async insert(floor: Floor): Promise<void> {
    await this.named(floor, () => this.database.rows(FloorSchema).insert(toRow(floor)));
  }

  async update(floor: Floor): Promise<void> {
    const { id, outlet_id, ...columns } = toRow(floor);
    await this.named(floor, () => this.database.rows(FloorSchema).update({ id, outlet_id }, columns));
  }

  async remove(id: string): Promise<void> {
    await this.database.execute({ name: 'floors.remove', text: 'DELETE FROM floors WHERE id = $1', values: [id] });
  }

  async layouts(floorIds: readonly string[]): Promise<ReadonlyMap<string, FloorLayout>> {
    if (floorIds.length === 0) return new Map();
    const spots = await this.database.query<Row<TableSpotRow>>({
      name: 'floors.spots',
      text: `SELECT ${SPOT.of('s')} FROM table_spots s JOIN dining_tables t ON t.id = s.table_id
             WHERE s.floor_id = ANY($1::uuid[]) AND t.deleted_at IS NULL ORDER BY s.y, s.x, s.table_id`,
      values: [floorIds],
    });
    const pairs = await this.database.query<{ floor_id: string; table_id: string; with_table: string }>({
      name: 'floors.pairs',
      text: `SELECT floor_id, table_id, with_table FROM table_pairs WHERE floor_id = ANY($1::uuid[]) ORDER BY table_id, with_table`,
      values: [floorIds],
    });
    const there = new Set(spots.map(({ table_id: id }) => id));
    return new Map(
      floorIds.map((id) => [
        id,
        {
          spots: spots.filter((spot) => spot.floor_id === id).map(toSpot),
          pairs: pairs
            .filter((pair) => pair.floor_id === id && there.has(pair.table_id) && there.has(pair.with_table))
            .map((pair) => [pair.table_id, pair.with_table] as const),
        },
      ]),
    );
  }

  async arrange({ id, outletId }: Pick<Floor, 'id' | 'outletId'>, { spots, pairs }: FloorLayout): Promise<void> {
    const of = { floor_id: id, outlet_id: outletId };
    const tableIds = spots.map(({ tableId }) => tableId);
    await this.database.execute({
      name: 'floors.clear',
      text: 'DELETE FROM table_spots WHERE floor_id = $1 OR table_id = ANY($2::uuid[])',
      values: [id, tableIds],
    });
    await this.database.execute({
      name: 'floors.arrange',
      text: `INSERT INTO table_spots (${SPOT.of()}) SELECT ${SPOT.of()} FROM json_to_recordset($1) AS given (${SPOT.typed})`,
      values: [JSON.stringify(spots.map(({ tableId, ...spot }) => ({ ...of, ...spot, table_id: tableId })))],
    });
    await this.database.execute({
      name: 'floors.pair',
      text: `INSERT INTO table_pairs (floor_id, outlet_id, table_id, with_table)
             SELECT $1, $2, table_id, with_table FROM unnest($3::uuid[], $4::uuid[]) AS pair (table_id, with_table)`,
      values: [id, outletId, pairs.map(([one]) => one), pairs.map(([, other]) => other)],
    });
  }

  async spots(tableIds: readonly string[]): Promise<ReadonlyMap<string, TableSpot & { readonly floorId: string }>> {
    if (tableIds.length === 0) return new Map();
    const rows = await this.database.query<Row<TableSpotRow>>({
      name: 'floors.spots-of',
      text: `SELECT ${SPOT.of()} FROM table_spots WHERE table_id = ANY($1::uuid[])`,
      values: [tableIds],
    });
    return new Map(rows.map((row) => [row.table_id, { ...toSpot(row), floorId: row.floor_id }]));
  }

  private async named<T>({ name }: Floor, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (violates(error, 'floors_name')) throw floorNameTaken(name);
      throw error;
    }
  }
}

const toSpot = ({ table_id: tableId, x, y, width, height, rotation, shape }: TableSpotRow): TableSpot => ({
  ...{ tableId, x, y, width, height, rotation, shape },
});

const toFloor = (row: FloorRow): Floor => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  position: row.position,
  width: row.width,
  height: row.height,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toRow = (floor: Floor): FloorRow => ({
  id: floor.id,
  outlet_id: floor.outletId,
  name: floor.name,
  position: floor.position,
  width: floor.width,
  height: floor.height,
  version: floor.version,
  created_at: floor.createdAt,
  updated_at: floor.updatedAt,
});
