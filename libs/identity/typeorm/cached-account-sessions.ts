import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { LoggedEvent, UserRole } from '#libs/kernel';
import { type AccountSession, AccountSessions, Database, type EventListener, HearsEvents } from '#libs/platform';

import { UserChanged } from '../core/model/identity.events.js';

interface SessionRow {
  role: UserRole;
  outlet_ids: string[];
}

type Sessions = Map<string, AccountSession | null>;

const TTL_MS = 10_000;
const MOST_USERS = 5_000;

/**
 * What tokens may do now. A known session costs no round trip; a change of its user is forgotten with the commit in the process that
 * made it, with the event in every other one, and after ten seconds in any case.
 */
@Injectable()
@HearsEvents(UserChanged)
export class CachedAccountSessions extends AccountSessions implements EventListener {
  private readonly known = new LRUCache<string, Sessions>({ max: MOST_USERS, ttl: TTL_MS });
  private forgotten = 0;

  constructor(private readonly database: Database) {
    super();
  }

  async find({ userId, sessionId }: { userId: string; sessionId: string }): Promise<AccountSession | null> {
    const cached = this.known.get(userId)?.get(sessionId);
    if (cached !== undefined) return cached;
    const forgottenBefore = this.forgotten;
    const session = await this.read(userId, sessionId);
    // What was read before a change and would be remembered after it is not remembered.
    if (this.forgotten === forgottenBefore) this.remember(userId, sessionId, session);
    return session;
  }

  /** Has the next request of the user look again. */
  forget(userId: string): void {
    this.forgotten++;
    this.known.delete(userId);
  }

  hear(event: LoggedEvent): void {
    if (UserChanged.is(event)) this.forget(event.payload.user_id);
  }

  restart(): void {
    this.forgotten++;
    this.known.clear();
  }

  private remember(userId: string, sessionId: string, session: AccountSession | null): void {
    const sessions = this.known.get(userId);
    if (sessions) sessions.set(sessionId, session);
    else this.known.set(userId, new Map([[sessionId, session]]));
  }

  private async read(userId: string, sessionId: string): Promise<AccountSession | null> {
    const [row] = await this.database.query<SessionRow>({
      name: 'login_sessions.find',
      text: `SELECT u.role, ARRAY(SELECT o.outlet_id FROM user_outlets o WHERE o.user_id = u.id ORDER BY o.outlet_id) AS outlet_ids
             FROM login_sessions s JOIN users u ON u.id = s.user_id
             WHERE s.id = $2 AND s.user_id = $1 AND s.ended_at IS NULL AND u.deleted_at IS NULL`,
      values: [userId, sessionId],
    });
    return row ? { userId, role: row.role, outletIds: row.outlet_ids } : null;
  }
}
