import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { isOpen, type TableSession } from '../model/table-session.js';
import {
  sessionIsClosed,
  sessionNotFound,
  tableBlocked,
  tableInactive,
  tableNotFound,
  tableOccupied,
} from '../model/tables.errors.js';
import { SessionEndings } from '../services/session-endings.js';
import { TableStates } from '../services/table-states.js';
import { DiningTableRepository, TableLinkRepository, TableSessionRepository } from '../tables.ports.js';

export interface LinkTablesInput {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly tableIds: readonly string[];
}

/**
 * One sitting at several tables: the code of each joins it. Tables are locked before sittings and in the order of their ids, as whoever sits down
 * or moves locks them, so that nobody sits down at one meanwhile and no two wait for each other in a circle.
 */
@Injectable()
export class LinkTables {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly links: TableLinkRepository,
    private readonly states: TableStates,
    private readonly endings: SessionEndings,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Those that are linked to it already stay so. Throws `TABLE_SESSION_NOT_FOUND` and `TABLE_NOT_FOUND` (404), `TABLE_SESSION_CLOSED`,
   * `TABLE_INACTIVE`, `TABLE_BLOCKED` and `TABLE_OCCUPIED` (409).
   */
  execute({ actor, sessionId, tableIds }: LinkTablesInput): Promise<TableSession> {
    return this.unitOfWork.run(async () => {
      const seen = await this.sessions.find(outletScope(actor), sessionId);
      if (!seen) throw sessionNotFound();
      const now = this.clock.now();
      const ids = [...new Set(tableIds)].sort();
      for (const id of ids) await this.assertUsable(seen.outletId, id, now);
      const [session] = await this.sessions.lock([sessionId]);
      if (!session || !isOpen(session, now)) throw sessionIsClosed();
      const there = await this.sessions.openAt(ids, now);
      const other = [...there.values()].find(({ id }) => id !== sessionId);
      if (other) throw tableOccupied(other);
      const added = ids.filter((id) => !there.has(id));
      if (added.length === 0) return session;
      const { outletId } = session;
      await this.links.add(
        added.map((tableId) => ({ outletId, tableId, sessionId })),
        now,
      );
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'table_session.linked',
        subjectType: 'table_session',
        subjectId: sessionId,
        details: { table_ids: added },
      });
      await this.states.tell(added);
      return session;
    });
  }

  private async assertUsable(outletId: string, id: string, now: Date): Promise<void> {
    const table = await this.tables.lock([outletId], id);
    if (!table) throw tableNotFound();
    if (!table.active) throw tableInactive();
    if (table.blockedAt) throw tableBlocked();
    await this.endings.tell(await this.sessions.closeExpired(now, { tableId: id }), now);
  }
}
