import { Injectable } from '@nestjs/common';

import { Clock, type GuestActor } from '#libs/kernel';
import { Database, GuestSessions } from '#libs/platform';

import { TableSecrets } from '../core/tables.ports.js';

interface GuestRow {
  id: string;
  table_id: string;
  outlet_id: string;
}

/** Asks PostgreSQL every time, by primary key: a session that is closed on one process is closed on all of them. */
@Injectable()
export class SqlGuestSessions extends GuestSessions {
  constructor(
    private readonly database: Database,
    private readonly secrets: TableSecrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  async find(token: string): Promise<GuestActor | null> {
    const [row] = await this.database.query<GuestRow & Record<string, unknown>>({
      name: 'tables.guest',
      text: `SELECT s.id, s.table_id, s.outlet_id
             FROM table_session_tokens k JOIN table_sessions s ON s.id = k.session_id
             WHERE k.token_hash = $1 AND s.closed_at IS NULL AND s.expires_at > $2`,
      values: [this.secrets.hash(token), this.clock.now()],
    });
    return row
      ? { kind: 'guest', role: 'GUEST', sessionId: row.id, tableId: row.table_id, outletId: row.outlet_id }
      : null;
  }
}
