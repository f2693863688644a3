import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { LoggedEvent, UserRole } from '#libs/kernel';
import {
  type AccountSession,
  AccountSessions,
  BatchedReads,
  Database,
  type EventListener,
  HearsEvents,
} from '#libs/platform';

import { UserChanged } from '../core/model/identity.events.js';

interface SessionRow {
  id: string;
  user_id: string;
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
  private readonly reads = new BatchedReads<AccountSession>((keys) => this.read(keys));
  private forgotten = 0;

  constructor(private readonly database: Database) {
    super();
  }

  async find({ userId, sessionId }: { userId: string; sessionId: string }): Promise<AccountSession | null> {
    const cached = this.known.get(userId)?.get(sessionId);
    if (cached !== undefined) return cached;
    const forgottenBefore = this.forgotten;
    const session = (await this.reads.find(keyOf(userId, sessionId))) ?? null;
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

  private async read(keys: readonly string[]): Promise<Map<string, AccountSession>> {
    const asked = keys.map((key) => key.split(' '));
    const rows = await this.database.query<SessionRow & Record<string, unknown>>({
      name: 'login_sessions.find',
      text: `SELECT s.id, s.user_id, u.role,
               ARRAY(SELECT o.outlet_id FROM user_outlets o WHERE o.user_id = u.id ORDER BY o.outlet_id) AS outlet_ids
             FROM unnest($1::uuid[], $2::uuid[]) AS asked (user_id, session_id)
             JOIN login_sessions s ON s.id = asked.session_id AND s.user_id = asked.user_id AND s.ended_at IS NULL
             JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL`,
      values: [asked.map(([userId]) => userId), asked.map(([, sessionId]) => sessionId)],
    });
    return new Map(
      rows.map(({ id, user_id: userId, role, outlet_ids: outletIds }) => [
        keyOf(userId, id),
        { userId, role, outletIds },
      ]),
    );
  }
}

const keyOf = (userId: string, sessionId: string): string => `${userId} ${sessionId}`;
