import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import type { TableSession } from '../model/table-session.js';
import { sessionNotFound } from '../model/tables.errors.js';
import { SessionEndings } from '../services/session-endings.js';
import { TableSessionRepository } from '../tables.ports.js';

/** Ends a sitting, and with it every token of it. Ending it again changes nothing. */
@Injectable()
export class CloseTableSession {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly endings: SessionEndings,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id }: { actor: Actor; id: string }): Promise<TableSession> {
    const scope = outletScope(actor);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const closed = await this.sessions.close(scope, id, now);
      if (!closed) {
        const session = await this.sessions.find(scope, id);
        if (!session) throw sessionNotFound();
        return session;
      }
      await this.endings.tell([closed], now);
      await this.audit.record({
        outletId: closed.outletId,
        actor: actorRef(actor),
        action: 'table_session.closed',
        subjectType: 'table_session',
        subjectId: id,
        details: { table_id: closed.tableId },
      });
      return closed;
    });
  }
}
