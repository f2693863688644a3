import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { isOpen, type TableSession } from '../model/table-session.js';
import { sessionIsClosed, sessionNotFound, tableNotFound, tableNotLinked } from '../model/tables.errors.js';
import { TableLeaving } from '../services/table-leaving.js';
import { TableStates } from '../services/table-states.js';
import { DiningTableRepository, TableLinkRepository, TableSessionRepository } from '../tables.ports.js';

export interface UnlinkTableInput {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly tableId: string;
}

/** A sitting gives up one of its tables. Its bills and phones stay with it: no line moves. */
@Injectable()
export class UnlinkTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly links: TableLinkRepository,
    private readonly leaving: TableLeaving,
    private readonly states: TableStates,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TABLE_SESSION_NOT_FOUND` and `TABLE_NOT_FOUND` (404), `TABLE_SESSION_CLOSED` and `TABLE_NOT_LINKED` (409). */
  execute({ actor, sessionId, tableId }: UnlinkTableInput): Promise<TableSession> {
    return this.unitOfWork.run(async () => {
      const seen = await this.sessions.find(outletScope(actor), sessionId);
      if (!seen) throw sessionNotFound();
      const { outletId } = seen;
      const now = this.clock.now();
      if (!(await this.tables.lock([outletId], tableId))) throw tableNotFound();
      const [session] = await this.sessions.lock([sessionId]);
      if (!session || !isOpen(session, now)) throw sessionIsClosed();
      if (!(await this.links.remove(tableId, sessionId))) throw tableNotLinked();
      await this.leaving.leave([{ outletId, tableId }], now);
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'table_session.unlinked',
        subjectType: 'table_session',
        subjectId: sessionId,
        details: { table_id: tableId },
      });
      await this.states.tell([tableId]);
      return session;
    });
  }
}
