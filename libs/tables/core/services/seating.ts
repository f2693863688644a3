import { type Clock, conflict, type EventLog, newId } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

import type { DiningTable } from '../model/dining-table.js';
import { newSession, sessionOpened, type TableSession } from '../model/table-session.js';
import { tableBlocked, tableInactive } from '../model/tables.errors.js';
import type { TableSessionRepository } from '../tables.ports.js';
import type { SessionEndings } from './session-endings.js';

const ATTEMPTS = 5;

/** Finds the one open session of a table, or opens it. */
export class Seating {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly events: EventLog,
    private readonly endings: SessionEndings,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
    /** How long a session lasts at most. */
    private readonly sessionTtlMs: number,
  ) {}

  /**
   * Runs in a unit of work that shares the table. Of many who sit down at once one opens the session and the others join it; whoever loses
   * to a close opens the next session. At a table that is linked to another one's session everybody joins that. The session stays open until the unit of work ends.
   */
  async sitDown(table: DiningTable, openedBy: string | null): Promise<TableSession> {
    if (!table.active) throw tableInactive();
    if (table.blockedAt) throw tableBlocked();
    await this.outlets.get(table.outletId);
    const now = this.clock.now();
    await this.endings.tell(await this.sessions.closeExpired(now, { tableId: table.id }), now);
    const host = await this.sessions.shareLinkedTo(table.id, now);
    if (host) return host;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const session = newSession(newId(), table, openedBy, now, this.sessionTtlMs);
      if (await this.sessions.insert(session)) {
        await this.events.append([sessionOpened(session)]);
        return session;
      }
      const open = await this.sessions.shareOpenAt(table.id, now);
      if (open) return open;
    }
    throw conflict('TABLE_BUSY', 'The table is being closed and opened at this moment. Try again.');
  }
}
