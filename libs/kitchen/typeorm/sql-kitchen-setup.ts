import { Injectable } from '@nestjs/common';

import { columnsOf, Database } from '#libs/platform';

import { KitchenSetup } from '../core/kitchen.ports.js';
import { type KitchenSettings, USUAL_SETTINGS } from '../core/model/kitchen-settings.js';
import type { Station, StationFields } from '../core/model/station.js';
import { type KitchenSettingsRow, KitchenSettingsSchema, type StationRow, StationSchema } from './kitchen.schema.js';

const STATION_COLUMNS = columnsOf(StationSchema);
const SETTINGS_COLUMNS = columnsOf(KitchenSettingsSchema);

@Injectable()
export class SqlKitchenSetup extends KitchenSetup {
  constructor(private readonly database: Database) {
    super();
  }

  async stations(outletId: string): Promise<Station[]> {
    const rows = await this.database.query<StationRow & Record<string, unknown>>({
      name: 'kitchen.stations',
      text: `SELECT ${STATION_COLUMNS.of()} FROM kitchen_stations WHERE outlet_id = $1 ORDER BY code`,
      values: [outletId],
    });
    return rows.map(toStation);
  }

  async settings(outletId: string): Promise<KitchenSettings> {
    const [row] = await this.database.query<KitchenSettingsRow & Record<string, unknown>>({
      name: 'kitchen.settings',
      text: `SELECT ${SETTINGS_COLUMNS.of()} FROM kitchen_settings WHERE outlet_id = $1`,
      values: [outletId],
    });
    return row
      ? { recallMinutes: row.recall_minutes, readyIsServed: row.ready_is_served, version: row.version }
      : USUAL_SETTINGS;
  }

  async putStation(outletId: string, code: string, fields: StationFields, version: number, at: Date): Promise<boolean> {
    const thresholds = fields.thresholds.map(({ orderType, warnSeconds, lateSeconds }) => ({
      order_type: orderType,
      warn_seconds: warnSeconds,
      late_seconds: lateSeconds,
    }));
    const { name, kind, expo, parallel, prepSeconds } = fields;
    const values = [outletId, code, name, kind, expo, parallel, prepSeconds, JSON.stringify(thresholds), at, version];
    const written = await this.database.execute({
      name: 'kitchen.put-station',
      text: `INSERT INTO kitchen_stations AS s
               (outlet_id, code, name, kind, expo, parallel, prep_seconds, thresholds, version, created_at, updated_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $10::int + 1, $9::timestamptz, $9::timestamptz
             WHERE $10 = 0 OR EXISTS (SELECT FROM kitchen_stations WHERE outlet_id = $1 AND code = $2)
             ON CONFLICT (outlet_id, code) DO UPDATE SET
               name = excluded.name, kind = excluded.kind, expo = excluded.expo, parallel = excluded.parallel,
               prep_seconds = excluded.prep_seconds, thresholds = excluded.thresholds, version = excluded.version,
               updated_at = excluded.updated_at
             WHERE s.version = $10`,
      values,
    });
    return written === 1;
  }

  async removeStation(outletId: string, code: string): Promise<boolean> {
    const removed = await this.database.execute({
      name: 'kitchen.remove-station',
      text: 'DELETE FROM kitchen_stations WHERE outlet_id = $1 AND code = $2',
      values: [outletId, code],
    });
    return removed === 1;
  }

  async putSettings(outletId: string, settings: KitchenSettings, at: Date): Promise<boolean> {
    const { recallMinutes, readyIsServed, version } = settings;
    const written = await this.database.execute({
      name: 'kitchen.put-settings',
      text: `INSERT INTO kitchen_settings AS s (outlet_id, recall_minutes, ready_is_served, version, updated_at)
             SELECT $1, $2, $3, $4::int + 1, $5
             WHERE $4 = 0 OR EXISTS (SELECT FROM kitchen_settings WHERE outlet_id = $1)
             ON CONFLICT (outlet_id) DO UPDATE SET
               recall_minutes = excluded.recall_minutes, ready_is_served = excluded.ready_is_served,
               version = excluded.version, updated_at = excluded.updated_at
             WHERE s.version = $4`,
      values: [outletId, recallMinutes, readyIsServed, version, at],
    });
    return written === 1;
  }
}

const toStation = (row: StationRow): Station => ({
  outletId: row.outlet_id,
  code: row.code,
  name: row.name,
  kind: row.kind,
  expo: row.expo,
  parallel: row.parallel,
  prepSeconds: row.prep_seconds,
  thresholds: row.thresholds.map((threshold) => ({
    orderType: threshold.order_type,
    warnSeconds: threshold.warn_seconds,
    lateSeconds: threshold.late_seconds,
  })),
  version: row.version,
});
