import { type FindOptionsWhere, In, IsNull } from 'typeorm';

import type { OutletScope } from '#libs/kernel';

import type { DiningTable } from '../core/model/dining-table.js';
import type { DiningTableRow } from './dining-table.schema.js';

/** Tables of a scope that are not deleted. */
export const within = (scope: OutletScope): FindOptionsWhere<DiningTableRow> => ({
  ...(scope !== 'all' && { outlet_id: In([...scope]) }),
  deleted_at: IsNull(),
});

export const toTable = (row: DiningTableRow): DiningTable => ({
  id: row.id,
  outletId: row.outlet_id,
  name: row.name,
  area: row.area,
  seats: row.seats,
  minParty: row.min_party,
  maxParty: row.max_party,
  qrSecret: row.qr_secret,
  active: row.active,
  blockedAt: row.blocked_at,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toRow = (table: DiningTable): Omit<DiningTableRow, 'deleted_at'> => ({
  id: table.id,
  outlet_id: table.outletId,
  name: table.name,
  area: table.area,
  seats: table.seats,
  min_party: table.minParty,
  max_party: table.maxParty,
  qr_secret: table.qrSecret,
  active: table.active,
  blocked_at: table.blockedAt,
  version: table.version,
  created_at: table.createdAt,
  updated_at: table.updatedAt,
});
