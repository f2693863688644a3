import { isInScope, type OutletScope } from '#libs/kernel';

import { isOpen, type TableSession } from '../core/model/table-session.js';
import { TableSessionRepository } from '../core/tables.ports.js';
import { InMemoryTableLinkRepository } from './in-memory-table-link.repository.js';

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

export class InMemoryTableSessionRepository extends TableSessionRepository {
  private readonly sessions = new Map<string, TableSession>();
  private readonly tokens = new Map<string, string>();

  constructor(private readonly links = new InMemoryTableLinkRepository()) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<TableSession | null> {
    const session = this.sessions.get(id);
    return session && isInScope(scope, session.outletId) ? session : null;
  }

  async findByToken(tokenHash: Uint8Array): Promise<TableSession | null> {
    return this.sessions.get(this.tokens.get(keyOf(tokenHash)) ?? '') ?? null;
  }

  async openAt(tableIds: readonly string[], now: Date): Promise<ReadonlyMap<string, TableSession>> {
    const open = [...this.sessions.values()].filter((one) => isOpen(one, now));
    const own = open.map((one): [string, TableSession] => [one.tableId, one]);
    const linked = open.flatMap((one) =>
      this.links.at(one.id).map(({ tableId }): [string, TableSession] => [tableId, one]),
    );
    return new Map([...own, ...linked].filter(([tableId]) => tableIds.includes(tableId)));
  }

  async insert(session: TableSession): Promise<boolean> {
    if ([...this.sessions.values()].some((one) => one.tableId === session.tableId && !one.closedAt)) return false;
    this.sessions.set(session.id, session);
    return true;
  }

  async shareOpenAt(tableId: string, now: Date): Promise<TableSession | null> {
    return [...this.sessions.values()].find((one) => one.tableId === tableId && isOpen(one, now)) ?? null;
  }

  async shareLinkedTo(tableId: string, now: Date): Promise<TableSession | null> {
    const there = (await this.openAt([tableId], now)).get(tableId);
    return there && there.tableId !== tableId ? there : null;
  }

  async shareOpen(id: string, tableId: string, now: Date): Promise<boolean> {
    const session = this.sessions.get(id);
    return session !== undefined && session.tableId === tableId && isOpen(session, now);
  }

  lockOpen(id: string, tableId: string, now: Date): Promise<boolean> {
    return this.shareOpen(id, tableId, now);
  }

  async lock(ids: readonly string[]): Promise<TableSession[]> {
    return [...ids].sort().flatMap((id) => this.sessions.get(id) ?? []);
  }

  async moveTo(id: string, tableId: string): Promise<void> {
    const session = this.sessions.get(id);
    if (session) this.sessions.set(id, { ...session, tableId });
  }

  async join(id: string, into: string, at: Date, expiresAt: Date): Promise<void> {
    const [session, host] = [this.sessions.get(id), this.sessions.get(into)];
    if (!session || !host) return;
    this.sessions.set(id, { ...this.end(session, at), joinedInto: into });
    this.sessions.set(into, { ...host, expiresAt });
    for (const [hash, of] of this.tokens) if (of === id) this.tokens.set(hash, into);
  }

  async setGuests(id: string, guestCount: number | null): Promise<void> {
    const session = this.sessions.get(id);
    if (session) this.sessions.set(id, { ...session, guestCount });
  }

  async renew(ids: readonly string[], now: Date, until: Date): Promise<void> {
    for (const session of await this.lock(ids)) {
      const isWorthIt = session.expiresAt.getTime() < until.getTime() - 60_000;
      if (isOpen(session, now) && isWorthIt) this.sessions.set(session.id, { ...session, expiresAt: until });
    }
  }

  async close(scope: OutletScope, id: string, at: Date): Promise<TableSession | null> {
    const session = await this.find(scope, id);
    return session && !session.closedAt ? this.end(session, at) : null;
  }

  async closeExpired(at: Date, where: { tableId: string } | { limit: number }): Promise<TableSession[]> {
    const over = [...this.sessions.values()].filter(({ closedAt, expiresAt }) => !closedAt && expiresAt <= at);
    const chosen =
      'limit' in where ? over.slice(0, where.limit) : over.filter(({ tableId }) => tableId === where.tableId);
    return chosen.map((session) => this.end(session, at));
  }

  async addToken(sessionId: string, tokenHash: Uint8Array): Promise<void> {
    this.tokens.set(keyOf(tokenHash), sessionId);
  }

  async forgetTokens(closedBefore: Date): Promise<void> {
    for (const [hash, id] of this.tokens) {
      const closedAt = this.sessions.get(id)?.closedAt;
      if (closedAt && closedAt < closedBefore) this.tokens.delete(hash);
    }
  }

  private end(session: TableSession, at: Date): TableSession {
    const closed = { ...session, closedAt: at < session.openedAt ? session.openedAt : at };
    this.sessions.set(session.id, closed);
    return closed;
  }
}
