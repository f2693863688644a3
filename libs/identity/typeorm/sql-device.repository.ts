import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { Database } from '#libs/platform';

import { DeviceRepository } from '../core/identity.ports.js';
import type { Device, DeviceChanges } from '../core/model/device.js';
import { DEVICE_COLUMNS, type DeviceRow, toDevice } from './device-rows.js';

@Injectable()
export class SqlDeviceRepository extends DeviceRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ id, outletId, kind, name, stations, ...device }: Device, tokenHash: string): Promise<void> {
    await this.database.execute({
      name: 'devices.add',
      text: `WITH account AS (
               INSERT INTO users (id, name, role, locale, version, created_at, updated_at)
               VALUES ($1, $2, 'KITCHEN', 'en', 1, $3, $3) RETURNING id
             ), place AS (
               INSERT INTO user_outlets (user_id, outlet_id) SELECT id, $4 FROM account
             )
             INSERT INTO devices (id, outlet_id, kind, stations, app_version, token_hash, approved_by, paired_at, last_seen_at)
             SELECT id, $4, $5, $6::text[], $7, $8, $9, $3, $3 FROM account`,
      values: [id, name, device.pairedAt, outletId, kind, stations, device.appVersion, tokenHash, device.approvedBy],
    });
  }

  async lock(scope: OutletScope, id: string): Promise<Device | null> {
    const [row] = await this.database.query<DeviceRow>({
      name: 'devices.lock',
      text: `SELECT ${DEVICE_COLUMNS} FROM devices d JOIN users u ON u.id = d.id
             WHERE d.id = $1 AND d.revoked_at IS NULL AND ($2 OR d.outlet_id = ANY ($3::uuid[])) FOR UPDATE`,
      values: [id, scope === 'all', scope === 'all' ? [] : scope],
    });
    return row ? toDevice(row) : null;
  }

  async change(id: string, { name, stations }: DeviceChanges, at: Date): Promise<void> {
    await this.database.execute({
      name: 'devices.change',
      text: `WITH account AS (
               UPDATE users SET name = coalesce($2, name), updated_at = $4, version = version + 1 WHERE id = $1
             )
             UPDATE devices SET stations = coalesce($3::text[], stations) WHERE id = $1`,
      values: [id, name ?? null, stations ?? null, at],
    });
  }

  async revoke(id: string, at: Date): Promise<void> {
    await this.database.execute({
      name: 'devices.revoke',
      text: `WITH account AS (UPDATE users SET deleted_at = $2, updated_at = $2, version = version + 1 WHERE id = $1)
             UPDATE devices SET token_hash = NULL, revoked_at = $2 WHERE id = $1`,
      values: [id, at],
    });
  }
}
