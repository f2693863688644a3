import { createHash } from 'node:crypto';

import { FixedClock, newId } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { Moving } from '../core/moving.js';
import { OpenTables } from '../core/open-tables.js';
import { Seating } from '../core/seating.js';
import { TableSecrets } from '../core/tables.ports.js';
import { CloseExpiredSessions } from '../core/use-cases/close-expired-sessions.js';
import { CloseTableSession } from '../core/use-cases/close-table-session.js';
import { OpenTableSession } from '../core/use-cases/open-table-session.js';
import { RotateTableQr } from '../core/use-cases/rotate-table-qr.js';
import { UpdateTable } from '../core/use-cases/update-table.js';
import { ValidateGuestToken } from '../core/use-cases/validate-guest-token.js';
import { FOUR_HOURS_MS, NOON } from './a-table.js';
import { InMemoryDiningTableRepository } from './in-memory-dining-table.repository.js';
import { InMemoryTableSessionRepository } from './in-memory-table-session.repository.js';

class CountedSecrets extends TableSecrets {
  qrSecret = () => `qr-secret-${newId()}`;
  token = () => `ts_${newId()}`;
  hash = (token: string) => createHash('sha256').update(token).digest();
}

/** Every outlet is in business. */
class AnyOutlet extends OutletsApi {
  get = async (id: string) => ({ id }) as OutletSettings;
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
  const seating = new Seating(sessions, log, new AnyOutlet(), clock, { sessionTtlMs: FOUR_HOURS_MS });
  return {
    tables,
    clock,
    audit,
    events: log.events,
    open: new OpenTableSession(tables, sessions, seating, secrets, unit, clock),
    close: new CloseTableSession(sessions, log, audit, unit, clock),
    expire: new CloseExpiredSessions(sessions, log, unit, clock),
    validate: new ValidateGuestToken(sessions, secrets, clock),
    update: new UpdateTable(tables, audit, unit, clock),
    rotate: new RotateTableQr(tables, secrets, audit, unit, clock),
    api: new OpenTables(tables, sessions, secrets, clock, new Moving(tables, sessions, log, audit, clock), seating),
  };
}
