import { createHash } from 'node:crypto';

import { FixedClock, newId, notFound } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { SessionEndings } from '../core/services/session-endings.js';
import { SessionMoves } from '../core/services/session-moves.js';
import { TablesFacade } from '../core/tables.facade.js';
import { Seating } from '../core/services/seating.js';
import { TableSecrets } from '../core/tables.ports.js';
import { AcknowledgeCall } from '../core/use-cases/acknowledge-call.js';
import { FinishCall } from '../core/use-cases/finish-call.js';
import { CallService } from '../core/use-cases/call-service.js';
import { CloseExpiredSessions } from '../core/use-cases/close-expired-sessions.js';
import { CloseTableSession } from '../core/use-cases/close-table-session.js';
import { CreateTable } from '../core/use-cases/create-table.js';
import { DeleteTable } from '../core/use-cases/delete-table.js';
import { OpenTableSession } from '../core/use-cases/open-table-session.js';
import { ReplaceTable } from '../core/use-cases/replace-table.js';
import { RotateTableQr } from '../core/use-cases/rotate-table-qr.js';
import { UpdateTable } from '../core/use-cases/update-table.js';
import { ValidateTableSession } from '../core/use-cases/validate-table-session.js';
import { FOUR_HOURS_MS, NOON } from './a-table.js';
import { InMemoryDiningTableRepository } from './in-memory-dining-table.repository.js';
import { InMemoryServiceCallRepository } from './in-memory-service-call.repository.js';
import { InMemoryTableSessionRepository } from './in-memory-table-session.repository.js';

class CountedSecrets extends TableSecrets {
  qrSecret = () => `qr-secret-${newId()}`;
  token = () => `ts_${newId()}`;
  hash = (token: string) => createHash('sha256').update(token).digest();
}

/** Every outlet is in business, but for those that a test closes. */
class AnyOutlet extends OutletsApi {
  readonly closed = new Set<string>();
  get = async (id: string) => {
    if (this.closed.has(id)) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return { id } as OutletSettings;
  };
  list = async () => [];
}

/** The use cases of tables on in-memory repositories, at noon. */
export function tableWorld() {
  const tables = new InMemoryDiningTableRepository();
  const sessions = new InMemoryTableSessionRepository();
  const clock = new FixedClock(NOON);
  const log = new KeptEventLog();
  const audit = new KeptAuditLog();
  const unit = new PlainUnitOfWork();
  const secrets = new CountedSecrets();
  const outlets = new AnyOutlet();
  const calls = new InMemoryServiceCallRepository(sessions);
  const endings = new SessionEndings(calls, log);
  const seating = new Seating(sessions, log, endings, outlets, clock, FOUR_HOURS_MS);
  const update = new UpdateTable(tables, audit, unit, clock);
  return {
    tables,
    sessions,
    calls,
    call: new CallService(calls, sessions, log, unit, clock),
    acknowledge: new AcknowledgeCall(calls, log, unit, clock),
    finish: new FinishCall(calls, log, unit, clock),
    clock,
    audit,
    events: log.events,
    outlets,
    open: new OpenTableSession(tables, sessions, seating, secrets, unit, clock),
    close: new CloseTableSession(sessions, endings, audit, unit, clock),
    expire: new CloseExpiredSessions(sessions, endings, unit, clock),
    validate: new ValidateTableSession(sessions, secrets, clock),
    create: new CreateTable(tables, outlets, secrets, audit, unit, clock),
    update,
    replace: new ReplaceTable(update),
    remove: new DeleteTable(tables, sessions, audit, unit, clock),
    rotate: new RotateTableQr(tables, secrets, audit, unit, clock),
    api: new TablesFacade(
      tables,
      sessions,
      secrets,
      clock,
      new SessionMoves(tables, sessions, calls, endings, log, audit, clock),
      seating,
    ),
  };
}
