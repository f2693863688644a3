import { Injectable } from '@nestjs/common';

import { Clock, type GuestActor } from '#libs/kernel';
import { BatchedReads, Database, GuestSessions } from '#libs/platform';

import { TableSecrets } from '../core/tables.ports.js';

interface GuestRow {
  token_hash: Buffer;
  id: string;
  table_id: string;
  outlet_id: string;
}

/** Asks PostgreSQL every time, by primary key: a session that is closed on one process is closed on all of them. */
@Injectable()
export class SqlGuestSessions extends GuestSessions {
  private readonly reads = new BatchedReads<GuestActor>((hashes) => this.read(hashes));

  constructor(
    private readonly database: Database,
    private readonly secrets: TableSecrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  async find(token: string): Promise<GuestActor | null> {
    const hash = Buffer.from(this.secrets.hash(token)).toString('hex');
    return (await this.reads.find(hash)) ?? null;
  }

  private async read(hashes: readonly string[]): Promise<Map<string, GuestActor>> {
    const rows = await this.database.query<GuestRow & Record<string, unknown>>({
      name: 'tables.guest',
      text: `SELECT k.token_hash, s.id, s.table_id, s.outlet_id
             FROM table_session_tokens k JOIN table_sessions s ON s.id = k.session_id
             WHERE k.token_hash = ANY($1::bytea[]) AND s.closed_at IS NULL AND s.expires_at > $2`,
      values: [hashes.map((hash) => Buffer.from(hash, 'hex')), this.clock.now()],
    });
    return new Map(
      rows.map((row) => {
        const { id: sessionId, table_id: tableId, outlet_id: outletId } = row;
        const phone = row.token_hash.toString('hex');
        return [phone, { kind: 'guest', role: 'GUEST', sessionId, tableId, outletId, phone }];
      }),
    );
  }
}
