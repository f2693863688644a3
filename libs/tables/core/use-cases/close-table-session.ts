import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, AuditLog, Clock, EventLog, outletScope, UnitOfWork } from '#libs/kernel';

import { sessionClosed, type TableSession } from '../model/table-session.js';
import { sessionNotFound } from '../model/tables.errors.js';
import { TableSessionRepository } from '../tables.ports.js';

/** Ends a sitting, and with it every token of it. Ending it again changes nothing. */
@Injectable()
export class CloseTableSession {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly events: EventLog,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id }: { actor: Actor; id: string }): Promise<TableSession> {
    const scope = outletScope(actor);
    return this.unitOfWork.run(async () => {
      const closed = await this.sessions.close(scope, id, this.clock.now());
      if (!closed) {
        const session = await this.sessions.find(scope, id);
        if (!session) throw sessionNotFound();
        return session;
      }
      await this.events.append([sessionClosed(closed)]);
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
