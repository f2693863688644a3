import { createHash } from 'node:crypto';

import type { SittingBills } from '../core/model/sitting-bills.js';
import { FixedClock, newId, notFound, type OutletScope } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { SessionEndings } from '../core/services/session-endings.js';
import { SessionMoves } from '../core/services/session-moves.js';
import { TablesFacade } from '../core/tables.facade.js';
import { Seating } from '../core/services/seating.js';
import { TableBills, TableQueries, TableSecrets, type TableWithSession } from '../core/tables.ports.js';
import { TableLeaving } from '../core/services/table-leaving.js';
import { TableStates } from '../core/services/table-states.js';
import { FloorChanges } from '../core/services/floor-changes.js';
import { ArrangeFloor } from '../core/use-cases/arrange-floor.js';
import { CreateFloor } from '../core/use-cases/create-floor.js';
import { DeleteFloor } from '../core/use-cases/delete-floor.js';
import { UpdateFloor } from '../core/use-cases/update-floor.js';
import { BlockTable } from '../core/use-cases/block-table.js';
import { CleanTable } from '../core/use-cases/clean-table.js';
import { SessionTerm } from '../core/model/session-term.js';
import { EndPaidSessions } from '../core/use-cases/end-paid-sessions.js';
import { FollowSittings } from '../core/use-cases/follow-sittings.js';
import { WatchTableStates } from '../core/use-cases/watch-table-states.js';
import { LinkTables } from '../core/use-cases/link-tables.js';
import { UnblockTable } from '../core/use-cases/unblock-table.js';
import { UnlinkTable } from '../core/use-cases/unlink-table.js';
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
import { InMemoryFloorRepository } from './in-memory-floor.repository.js';
import { InMemoryServiceCallRepository } from './in-memory-service-call.repository.js';
import { InMemoryTableLinkRepository } from './in-memory-table-link.repository.js';
import { InMemoryTableMarkRepository } from './in-memory-table-mark.repository.js';
import { InMemoryTableSessionRepository } from './in-memory-table-session.repository.js';

class CountedSecrets extends TableSecrets {
  qrSecret = () => `qr-secret-${newId()}`;
  token = () => `ts_${newId()}`;
  hash = (token: string) => createHash('sha256').update(token).digest();
}

/** Every outlet is in business, but for those that a test closes. */
class AnyOutlet extends OutletsApi {
  readonly closed = new Set<string>();
  private readonly asked = new Set<string>();
  tablesNeedCleaning = false;
  lingerMinutes: number | null = null;
  get = async (id: string) => {
    if (this.closed.has(id)) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    this.asked.add(id);
    return this.settings(id);
  };
  list = async (scope: OutletScope) => (scope === 'all' ? [...this.asked] : scope).map((id) => this.settings(id));

  private settings = (id: string) =>
    ({ id, tablesNeedCleaning: this.tablesNeedCleaning, lingerMinutes: this.lingerMinutes }) as OutletSettings;
}

/** Bills of sittings, as a test has them. */
class KeptBills extends TableBills {
  readonly bySession = new Map<string, SittingBills>();
  of = async (sittings: readonly { readonly id: string }[]) =>
    new Map([...this.bySession].filter(([id]) => sittings.some((sitting) => sitting.id === id)));
}

const notUsed = (): never => {
  throw new Error('No use case of tables asks for it');
};

/** Tables with who sits there. */
class SeenTables extends TableQueries {
  constructor(
    private readonly tables: InMemoryDiningTableRepository,
    private readonly sessions: InMemoryTableSessionRepository,
    private readonly clock: FixedClock,
  ) {
    super();
  }

  get = () => notUsed();
  page = () => notUsed();
  sessionPage = () => notUsed();

  async some(ids: readonly string[]): Promise<TableWithSession[]> {
    const there = await this.sessions.openAt(ids, this.clock.now());
    return this.tables.some(ids).map((table) => ({ table, session: there.get(table.id) ?? null }));
  }
}

/** The use cases of tables on in-memory repositories, at noon. */
export function tableWorld() {
  const tables = new InMemoryDiningTableRepository();
  const links = new InMemoryTableLinkRepository();
  const sessions = new InMemoryTableSessionRepository(links);
  const clock = new FixedClock(NOON);
  const log = new KeptEventLog();
  const audit = new KeptAuditLog();
  const unit = new PlainUnitOfWork();
  const secrets = new CountedSecrets();
  const outlets = new AnyOutlet();
  const calls = new InMemoryServiceCallRepository(sessions);
  const marks = new InMemoryTableMarkRepository();
  const leaving = new TableLeaving(marks, outlets);
  const endings = new SessionEndings(calls, links, leaving, log);
  const bills = new KeptBills();
  const seen = new SeenTables(tables, sessions, clock);
  const states = new TableStates(seen, marks, bills, outlets, log, unit);
  const seating = new Seating(sessions, log, endings, outlets, clock, FOUR_HOURS_MS);
  const floors = new InMemoryFloorRepository();
  const changing = new FloorChanges(floors, unit, clock);
  const update = new UpdateTable(tables, audit, unit, clock);
  return {
    tables,
    sessions,
    calls,
    bills,
    states,
    floors,
    createFloor: new CreateFloor(floors, outlets, audit, unit, clock),
    updateFloor: new UpdateFloor(changing, floors, audit),
    deleteFloor: new DeleteFloor(changing, floors, audit),
    arrangeFloor: new ArrangeFloor(changing, floors, seen, audit),
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
    watch: new WatchTableStates(marks, states),
    endPaid: new EndPaidSessions(outlets, marks, sessions, bills, endings, unit, clock),
    follow: new FollowSittings(sessions, states, clock, new SessionTerm(FOUR_HOURS_MS)),
    clean: new CleanTable(tables, marks, states, audit, unit, clock),
    block: new BlockTable(tables, sessions, states, audit, unit, clock),
    unblock: new UnblockTable(tables, marks, states, audit, unit, clock),
    link: new LinkTables(tables, sessions, links, states, endings, audit, unit, clock),
    unlink: new UnlinkTable(tables, sessions, links, leaving, states, audit, unit, clock),
    rotate: new RotateTableQr(tables, secrets, audit, unit, clock),
    api: new TablesFacade(
      tables,
      sessions,
      secrets,
      clock,
      new SessionMoves(tables, sessions, calls, links, endings, log, audit, clock),
      seating,
    ),
  };
}
