import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import { type DeviceFilter, DeviceQueries } from '../core/identity.ports.js';
import type { Device } from '../core/model/device.js';
import { deviceNotFound } from '../core/model/identity.errors.js';
import { DEVICE_COLUMNS, type DeviceRow, toDevice } from './device-rows.js';

const FROM = `
  FROM devices d JOIN users u ON u.id = d.id
  WHERE d.revoked_at IS NULL AND ($1 OR d.outlet_id = ANY ($2::uuid[])) AND ($3::uuid IS NULL OR d.outlet_id = $3)`;

@Injectable()
export class SqlDeviceQueries extends DeviceQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<Device> {
    const [row] = await this.database.query<DeviceRow>({
      name: 'devices.get',
      text: `SELECT ${DEVICE_COLUMNS} ${FROM} AND d.id = $4`,
      values: [...scopeValues(scope), null, id],
    });
    if (!row) throw deviceNotFound();
    return toDevice(row);
  }

  async list(scope: OutletScope, { outletId }: DeviceFilter, { limit, offset }: PageRequest): Promise<Page<Device>> {
    const filter = [...scopeValues(scope), outletId ?? null];
    const rows = await this.database.query<DeviceRow>({
      name: 'devices.list',
      text: `SELECT ${DEVICE_COLUMNS} ${FROM} ORDER BY lower(u.name), d.id LIMIT $4 OFFSET $5`,
      values: [...filter, limit, offset],
    });
    const [count] = await this.database.query<{ total: number }>({
      name: 'devices.count',
      text: `SELECT count(*) AS total ${FROM}`,
      values: filter,
    });
    return { data: rows.map(toDevice), total: count?.total ?? 0, limit, offset };
  }
}

const scopeValues = (scope: OutletScope): [boolean, readonly string[]] => [
  scope === 'all',
  scope === 'all' ? [] : scope,
];
