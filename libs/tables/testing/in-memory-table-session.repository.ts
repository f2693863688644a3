import { isInScope, type OutletScope } from '#libs/kernel';

import { isOpen, type TableSession } from '../core/model/table-session.js';
import { TableSessionRepository } from '../core/tables.ports.js';

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

export class InMemoryTableSessionRepository extends TableSessionRepository {
  private readonly sessions = new Map<string, TableSession>();
  private readonly tokens = new Map<string, string>();

  async find(scope: OutletScope, id: string): Promise<TableSession | null> {
    const session = this.sessions.get(id);
    return session && isInScope(scope, session.outletId) ? session : null;
  }

  async findByToken(tokenHash: Uint8Array): Promise<TableSession | null> {
    return this.sessions.get(this.tokens.get(keyOf(tokenHash)) ?? '') ?? null;
  }

  async openAt(tableIds: readonly string[], now: Date): Promise<ReadonlyMap<string, TableSession>> {
    const open = [...this.sessions.values()].filter((one) => tableIds.includes(one.tableId) && isOpen(one, now));
    return new Map(open.map((session) => [session.tableId, session]));
  }

  async insert(session: TableSession): Promise<boolean> {
    if ([...this.sessions.values()].some((one) => one.tableId === session.tableId && !one.closedAt)) return false;
    this.sessions.set(session.id, session);
    return true;
  }

  async shareOpenAt(tableId: string, now: Date): Promise<TableSession | null> {
    return (await this.openAt([tableId], now)).get(tableId) ?? null;
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
