import { Injectable } from '@nestjs/common';

import { currentRequest, Database } from '#libs/platform';

import { PairingRepository } from '../core/identity.ports.js';
import type { DeviceKind, Pairing, PairingApproval } from '../core/model/device.js';

type PairingRow = Record<string, unknown> & {
  id: string;
  code: string;
  secret_hash: string;
  kind: DeviceKind;
  name: string | null;
  app_version: string | null;
  created_at: Date;
  expires_at: Date;
} & (
    | { device_id: null }
    | {
        device_id: string;
        outlet_id: string;
        stations: string[];
        approved_by: string;
        approved_at: Date;
        device_name: string;
      }
  );

const COLUMNS = `id, code, secret_hash, kind, name, app_version, created_at, expires_at,
  device_id, device_name, outlet_id, stations, approved_by, approved_at`;

/** Who asks is counted by the network address of the request. */
@Injectable()
export class SqlPairingRepository extends PairingRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async lockOpen(at: Date): Promise<{ count: number; nextEndsAt: Date | null }> {
    const network = networkNow();
    await this.database.execute({
      name: 'device_pairings.lock-network',
      text: `SELECT pg_advisory_xact_lock(hashtextextended('identity.pairings ' || $1, 0))`,
      values: [network],
    });
    const [row] = await this.database.query<{ count: number; next_ends_at: Date | null }>({
      name: 'device_pairings.open',
      text: `SELECT count(*) AS count, min(expires_at) AS next_ends_at FROM device_pairings
             WHERE network = $1 AND expires_at > $2`,
      values: [network, at],
    });
    return { count: row?.count ?? 0, nextEndsAt: row?.next_ends_at ?? null };
  }

  async add(pairing: Pairing): Promise<boolean> {
    const { id, code, secretHash, kind, name, appVersion, createdAt, expiresAt } = pairing;
    const added = await this.database.execute({
      name: 'device_pairings.add',
      text: `INSERT INTO device_pairings (id, code, secret_hash, kind, name, app_version, created_at, expires_at, network)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (code) DO NOTHING`,
      values: [id, code, secretHash, kind, name, appVersion, createdAt, expiresAt, networkNow()],
    });
    return added === 1;
  }

  async lockWaiting(code: string, at: Date): Promise<Pairing | null> {
    const [row] = await this.database.query<PairingRow>({
      name: 'device_pairings.lock-waiting',
      text: `SELECT ${COLUMNS} FROM device_pairings
             WHERE code = $1 AND expires_at > $2 AND device_id IS NULL FOR UPDATE`,
      values: [code, at],
    });
    return row ? toPairing(row) : null;
  }

  async approve(id: string, { deviceId, outletId, name, stations, by, at }: PairingApproval): Promise<void> {
    await this.database.execute({
      name: 'device_pairings.approve',
      text: `UPDATE device_pairings
             SET device_id = $2, device_name = $3, outlet_id = $4, stations = $5, approved_by = $6, approved_at = $7
             WHERE id = $1`,
      values: [id, deviceId, name, outletId, stations, by, at],
    });
  }

  async lock(id: string, at: Date): Promise<Pairing | null> {
    const [row] = await this.database.query<PairingRow>({
      name: 'device_pairings.lock',
      text: `SELECT ${COLUMNS} FROM device_pairings WHERE id = $1 AND expires_at > $2 FOR UPDATE`,
      values: [id, at],
    });
    return row ? toPairing(row) : null;
  }

  async remove(id: string): Promise<void> {
    await this.database.execute({
      name: 'device_pairings.remove',
      text: 'DELETE FROM device_pairings WHERE id = $1',
      values: [id],
    });
  }
}

const networkNow = (): string => currentRequest()?.network ?? 'unknown';

const toPairing = (row: PairingRow): Pairing => ({
  id: row.id,
  code: row.code,
  secretHash: row.secret_hash,
  kind: row.kind,
  name: row.name,
  appVersion: row.app_version,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  approval:
    row.device_id === null
      ? null
      : {
          deviceId: row.device_id,
          outletId: row.outlet_id,
          name: row.device_name,
          stations: row.stations,
          by: row.approved_by,
          at: row.approved_at,
        },
});
