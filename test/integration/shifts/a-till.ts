import { createHash } from 'node:crypto';

import type { IdentityApi } from '#libs/identity';
import { Clock, forbidden, JobQueue, type NewJob, SystemClock, type UserActor } from '#libs/kernel';
import { OrderingApi, type OpenOrder } from '#libs/ordering';
import { type OutletSettings, OutletsApi } from '#libs/outlets';
import type { PaymentsApi } from '#libs/payments';
import type { Database } from '#libs/platform';

import { DefaultPermissions, KeptAuditLog } from '../../../libs/kernel/testing/index.js';
import { TakeCash } from '../../../libs/payments/core/use-cases/take-cash.js';
import { PayOutTip } from '../../../libs/payments/core/use-cases/pay-out-tip.js';
import { TipBook } from '../../../libs/payments/core/services/tip-book.js';
import { SqlTipLedger } from '../../../libs/payments/typeorm/sql-tip-ledger.js';
import { SqlPaymentRepository } from '../../../libs/payments/typeorm/sql-payment.repository.js';
import { LateAdjustments } from '../../../libs/shifts/core/services/late-adjustments.js';
import { ReportChain } from '../../../libs/shifts/core/services/report-chain.js';
import { ShiftCashDrawer } from '../../../libs/shifts/core/services/shift-cash-drawer.js';
import { ShiftChangeLog } from '../../../libs/shifts/core/services/shift-change-log.js';
import { ShiftReporter } from '../../../libs/shifts/core/services/shift-reporter.js';
import { ShiftReportViews } from '../../../libs/shifts/core/services/shift-report-views.js';
import { ShiftSurroundings } from '../../../libs/shifts/core/services/shift-surroundings.js';
import { Digest } from '../../../libs/shifts/core/shifts.ports.js';
import { ShiftCount } from '../../../libs/shifts/core/services/shift-count.js';
import { AddShiftMember } from '../../../libs/shifts/core/use-cases/add-shift-member.js';
import { DeleteDrawer } from '../../../libs/shifts/core/use-cases/delete-drawer.js';
import { EndShift } from '../../../libs/shifts/core/use-cases/end-shift.js';
import { HandOverShift } from '../../../libs/shifts/core/use-cases/hand-over-shift.js';
import { RemoveShiftMember } from '../../../libs/shifts/core/use-cases/remove-shift-member.js';
import { SqlShiftMembers } from '../../../libs/shifts/typeorm/sql-shift-members.js';
import { AdjustShift } from '../../../libs/shifts/core/use-cases/adjust-shift.js';
import { AuditShift } from '../../../libs/shifts/core/use-cases/audit-shift.js';
import { CloseShift } from '../../../libs/shifts/core/use-cases/close-shift.js';
import { MakeShiftReport } from '../../../libs/shifts/core/use-cases/make-shift-report.js';
import { PayTipsOut } from '../../../libs/shifts/core/use-cases/pay-tips-out.js';
import { RecordCashMovement } from '../../../libs/shifts/core/use-cases/record-cash-movement.js';
import { OpenShift } from '../../../libs/shifts/core/use-cases/open-shift.js';
import { SqlDrawerLedger } from '../../../libs/shifts/typeorm/sql-drawer-ledger.js';
import { SqlNamedDrawers } from '../../../libs/shifts/typeorm/sql-named-drawers.js';
import { SqlShiftAdjustments } from '../../../libs/shifts/typeorm/sql-shift-adjustments.js';
import { SqlShiftFigures } from '../../../libs/shifts/typeorm/sql-shift-figures.js';
import { SqlShiftQueries } from '../../../libs/shifts/typeorm/sql-shift.queries.js';
import { SqlShiftReports } from '../../../libs/shifts/typeorm/sql-shift-reports.js';
import { SqlShiftRepository } from '../../../libs/shifts/typeorm/sql-shift.repository.js';
import { eventLogOf } from '../../support/data-source.js';

class OneOutlet extends OutletsApi {
  constructor(private readonly outlet: OutletSettings) {
    super();
  }
  get = async (id: string) => ({ ...this.outlet, id });
  list = async () => [this.outlet];
}

class KnownOrders extends OrderingApi {
  readonly open: OpenOrder[] = [];
  changeStatus = async () => Promise.reject(new Error('not asked here'));
  openOrders = async () => this.open;
  sold = async () => Promise.reject(new Error('not asked here'));
}

const knownStaff = {
  approve: async (actor: UserActor, _: string, approval: { userId?: string; pin?: string } | undefined) => {
    if (actor.role !== 'KASIR') return actor.id;
    if (approval?.userId !== undefined && approval.pin === '2222') return approval.userId;
    throw forbidden('APPROVAL_DENIED', 'That is not their PIN.');
  },
  namesOf: async (ids: readonly string[]) => new Map(ids.map((id) => [id, `Person ${id.slice(-4)}`])),
} as Partial<IdentityApi> as IdentityApi;

class KeptJobs extends JobQueue {
  readonly jobs: NewJob[] = [];
  enqueue = async (job: NewJob) => void this.jobs.push(job);
}

class Sha256 extends Digest {
  of = (text: string) => createHash('sha256').update(text).digest('hex');
}

const noTenders = { tendersOf: async () => [] } as Partial<PaymentsApi> as PaymentsApi;

/** Shifts and cash payments as one process has them: a pool of its own, PostgreSQL shared with the others. */
export function tillOn(database: Database, outlet: OutletSettings, clock: Clock = new SystemClock()) {
  const shifts = new SqlShiftRepository(database);
  const ledger = new SqlDrawerLedger(database);
  const reports = new SqlShiftReports(database);
  const events = eventLogOf(database);
  const audit = new KeptAuditLog();
  const jobs = new KeptJobs();
  const orders = new KnownOrders();
  const outlets = new OneOutlet(outlet);
  // A person's row is locked, as identity does it.
  const lockRoleAt = async (userId: string) => {
    await database.execute({ text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', values: [userId] });
    return 'KASIR' as const;
  };
  const staff = { ...knownStaff, lockRoleAt } as Partial<IdentityApi> as IdentityApi;
  const surroundings = new ShiftSurroundings(outlets, orders, staff, noTenders);
  const changes = new ShiftChangeLog(events, audit, jobs);
  const figures = new SqlShiftFigures(database);
  const reporter = new ShiftReporter(figures, staff, clock);
  const members = new SqlShiftMembers(database);
  const permissions = new DefaultPermissions();
  const drawers = new SqlNamedDrawers(database);
  const count = new ShiftCount(shifts, ledger, surroundings, changes, clock, figures, permissions);
  const chain = new ReportChain(reports, new Sha256());
  const adjustments = new SqlShiftAdjustments(database);
  const makeReport = new MakeShiftReport(database, shifts, reports, reporter, chain, changes, audit, adjustments);
  const late = new LateAdjustments(makeReport, reports, adjustments, changes, clock);
  const drawer = new ShiftCashDrawer(database, ledger, clock, shifts, late);
  const tipLedger = new SqlTipLedger(database);
  const tips = new TipBook(tipLedger, outlets, clock);
  const payOut = new PayOutTip(tipLedger, tips, clock);
  const tipsOf = { payOutTip: (input) => payOut.execute(input) } as Partial<PaymentsApi> as PaymentsApi;
  return {
    database,
    audit,
    jobs,
    orders,
    outlets,
    drawer,
    chain,
    reports,
    queries: new SqlShiftQueries(database),
    takeCash: new TakeCash(new SqlPaymentRepository(database), drawer, clock, tips),
    tips,
    open: new OpenShift(database, shifts, outlets, staff, changes, clock, drawers),
    drawers,
    deleteDrawer: new DeleteDrawer(drawers, staff, audit, database, clock),
    close: new CloseShift(database, count),
    end: new EndShift(database, count),
    auditShift: new AuditShift(database, shifts, ledger, figures, surroundings, permissions, changes, clock),
    handOver: new HandOverShift(database, count, shifts, members, staff, outlets, changes, drawers),
    addMember: new AddShiftMember(database, shifts, members, ledger, staff, permissions, changes, clock),
    removeMember: new RemoveShiftMember(database, shifts, members, ledger, changes, clock),
    payTipsOut: new PayTipsOut(database, shifts, ledger, tipsOf, changes, clock, permissions),
    move: new RecordCashMovement(database, shifts, ledger, changes, clock, permissions),
    makeReport,
    adjust: new AdjustShift(database, shifts, adjustments, late, noTenders, permissions),
    reportViews: new ShiftReportViews(shifts, reports, reporter, chain, outlets, surroundings),
  };
}

export type Till = ReturnType<typeof tillOn>;
