import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, EventLog, outletScope } from '#libs/kernel';

import { isOpen, sessionMoved, type TableSession } from '../model/table-session.js';
import { callClosed } from '../model/service-call.js';
import type { MovedTableSession } from '../tables.api.js';
import {
  seatTaken,
  sessionIsClosed,
  sessionNotFound,
  tableBlocked,
  tableInactive,
  tableNotFound,
} from '../model/tables.errors.js';
import {
  DiningTableRepository,
  ServiceCallRepository,
  TableLinkRepository,
  TableSessionRepository,
} from '../tables.ports.js';
import { SessionEndings } from './session-endings.js';

export interface MoveSessionInput {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly tableId: string;
  readonly join: boolean;
}

/**
 * Seats a party at another table, in the ambient unit of work. The table is locked first, which keeps scans and other parties away from it,
 * then the sessions in the order of their ids: two moves never wait for each other in a circle.
 */
@Injectable()
export class SessionMoves {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly calls: ServiceCallRepository,
    private readonly links: TableLinkRepository,
    private readonly endings: SessionEndings,
    private readonly events: EventLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async move({ actor, sessionId, tableId, join }: MoveSessionInput): Promise<MovedTableSession> {
    const seen = await this.sessions.find(outletScope(actor), sessionId);
    if (!seen) throw sessionNotFound();
    const now = this.clock.now();
    const table = await this.tables.lock([seen.outletId], tableId);
    if (!table) throw tableNotFound();
    await this.endings.tell(await this.sessions.closeExpired(now, { tableId }), now);
    const there = (await this.sessions.openAt([tableId], now)).get(tableId);
    const locked = await this.sessions.lock([sessionId, ...(there ? [there.id] : [])]);
    const from = locked.find(({ id }) => id === sessionId);
    if (!from || !isOpen(from, now)) throw sessionIsClosed();
    if (from.tableId === tableId) return { from, to: from, isMoved: false };
    if (!table.active) throw tableInactive();
    if (table.blockedAt) throw tableBlocked();
    // It may have left, or ended, while its row was waited for; nobody can have come, since the table is locked. A link stays where it is.
    const isThere = (one: TableSession) => one.tableId === tableId || there?.tableId !== tableId;
    const host = locked.find((one) => one.id !== sessionId && isThere(one) && isOpen(one, now));
    if (host && !join) throw seatTaken(host);
    const to = host ? await this.join(from, host, now) : await this.sitAt(from, table, now);
    const linked = (await this.links.of([to.id])).map((link) => link.tableId).sort();
    await this.events.append([sessionMoved(from, to, linked)]);
    await this.audit.record({
      outletId: from.outletId,
      actor: actorRef(actor),
      action: 'table_session.moved',
      subjectType: 'table_session',
      subjectId: from.id,
      details: { from_table_id: from.tableId, to_table_id: tableId, joined: to.id !== from.id },
    });
    return { from, to, isMoved: true };
  }

  private async join(from: TableSession, host: TableSession, now: Date): Promise<TableSession> {
    const expiresAt = from.expiresAt > host.expiresAt ? from.expiresAt : host.expiresAt;
    await this.sessions.join(from.id, host.id, now, expiresAt);
    await this.calls.moveOpen(from.outletId, from.id, host.id);
    await this.events.append((await this.calls.closeOf([from.outletId], [from.id], now)).map(callClosed));
    await this.endings.leave([from, ...(await this.links.removeOf([from.id]))], now);
    return { ...host, expiresAt };
  }

  private async sitAt(
    from: TableSession,
    table: { readonly id: string; readonly name: string },
    now: Date,
  ): Promise<TableSession> {
    await this.links.remove(table.id, from.id);
    await this.sessions.moveTo(from.id, table.id);
    await this.endings.leave([from], now);
    return { ...from, tableId: table.id, tableName: table.name };
  }
}
