import { type Clock, conflict, type EventLog, newId } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

import type { DiningTable } from './dining-table.js';
import { newSession, sessionClosed, sessionOpened, type TableSession } from './table-session.js';
import { tableInactive } from './tables.errors.js';
import type { TableSessionRepository, TableSettings } from './tables.ports.js';

const ATTEMPTS = 5;

/** Finds the one open session of a table, or opens it. */
export class Seating {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly events: EventLog,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
    private readonly settings: TableSettings,
  ) {}

  /**
   * In a unit of work that shares the table. Of many who sit down at once one opens and the others join; whoever loses to a close opens
   * the next sitting. The session stays open until the unit of work ends.
   */
  async sitDown(table: DiningTable, openedBy: string | null): Promise<TableSession> {
    if (!table.active) throw tableInactive();
    await this.outlets.get(table.outletId);
    const now = this.clock.now();
    await this.events.append((await this.sessions.closeExpired(now, { tableId: table.id })).map(sessionClosed));
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const session = newSession(newId(), table, openedBy, now, this.settings.sessionTtlMs);
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
