import type { Device, DeviceKind } from '../core/model/device.js';

export type DeviceRow = Record<string, unknown> & {
  id: string;
  outlet_id: string;
  kind: DeviceKind;
  name: string;
  stations: string[];
  app_version: string | null;
  approved_by: string;
  paired_at: Date;
  last_seen_at: Date;
};

/** The columns of a device `d` whose account is `u`. */
export const DEVICE_COLUMNS =
  'd.id, d.outlet_id, d.kind, u.name, d.stations, d.app_version, d.approved_by, d.paired_at, d.last_seen_at';

export const toDevice = (row: DeviceRow): Device => ({
  id: row.id,
  outletId: row.outlet_id,
  kind: row.kind,
  name: row.name,
  stations: row.stations,
  appVersion: row.app_version,
  approvedBy: row.approved_by,
  pairedAt: row.paired_at,
  lastSeenAt: row.last_seen_at,
});
