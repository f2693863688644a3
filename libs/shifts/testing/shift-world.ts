import { createHash } from 'node:crypto';

import type { Approval, IdentityApi } from '#libs/identity';
import { FixedClock, forbidden, JobQueue, type NewJob, type UserActor, type UserRole } from '#libs/kernel';
import type { OpenOrder, OrderingApi } from '#libs/ordering';
import type { OutletsApi, OutletSettings } from '#libs/outlets';
import type { PaymentsApi, Tender } from '#libs/payments';

import { KeptAuditLog, KeptEventLog, DefaultPermissions, PlainUnitOfWork } from '../../kernel/testing/index.js';
import type { Figures } from '../core/model/shift-report.js';
import { LateAdjustments } from '../core/services/late-adjustments.js';
import { OutletDrawers } from '../core/services/outlet-drawers.js';
import { ReportChain } from '../core/services/report-chain.js';
import { ShiftCashDrawer } from '../core/services/shift-cash-drawer.js';
import { ShiftChangeLog } from '../core/services/shift-change-log.js';
import { ShiftReporter } from '../core/services/shift-reporter.js';
import { ShiftReportViews } from '../core/services/shift-report-views.js';
import { ShiftSurroundings } from '../core/services/shift-surroundings.js';
import { Digest, ShiftFigures } from '../core/shifts.ports.js';
import { ShiftCount } from '../core/services/shift-count.js';
import { AddShiftMember } from '../core/use-cases/add-shift-member.js';
import { AdjustShift } from '../core/use-cases/adjust-shift.js';
import { AuditShift } from '../core/use-cases/audit-shift.js';
import { CloseShift } from '../core/use-cases/close-shift.js';
import { CreateDrawer } from '../core/use-cases/create-drawer.js';
import { DeleteDrawer } from '../core/use-cases/delete-drawer.js';
import { EndShift } from '../core/use-cases/end-shift.js';
import { HandOverShift } from '../core/use-cases/hand-over-shift.js';
import { MakeShiftReport } from '../core/use-cases/make-shift-report.js';
import { OpenDrawer } from '../core/use-cases/open-drawer.js';
import { OpenShift } from '../core/use-cases/open-shift.js';
import { RecordCashMovement } from '../core/use-cases/record-cash-movement.js';
import { RemoveShiftMember } from '../core/use-cases/remove-shift-member.js';
import { UpdateDrawer } from '../core/use-cases/update-drawer.js';
import { MORNING, noFigures } from './a-shift.js';
import { InMemoryShiftAdjustments } from './in-memory-shift-adjustments.js';
import { InMemoryShiftReports } from './in-memory-shift-reports.js';
import { inMemoryShifts } from './in-memory-shifts.js';

export const PIN = '2222';

class KeptJobs extends JobQueue {
  readonly jobs: NewJob[] = [];
  enqueue = async (job: NewJob) => void this.jobs.push(job);
}

/** Figures that a test sets. */
class GivenFigures extends ShiftFigures {
  figures: Figures = noFigures();
  of = async () => this.figures;
  byTender = async () => [...this.figures.tenders];
}

class Sha256 extends Digest {
  of = (text: string) => createHash('sha256').update(text).digest('hex');
}

/** People by id; a supervisor proves their consent with {@link PIN}. */
function staffOf(roles: ReadonlyMap<string, UserRole>) {
  return {
    approve: async (actor: UserActor, _: string, approval?: Approval) => {
      if (actor.role !== 'KASIR') return actor.id;
      if (approval?.userId !== undefined && approval.pin === PIN) return approval.userId;
      throw forbidden('APPROVAL_DENIED', 'That is not their PIN.');
    },
    namesOf: async (ids: readonly string[]) => new Map(ids.map((id) => [id, `Person ${id.slice(-4)}`])),
    lockRoleAt: async (userId: string) => roles.get(userId) ?? null,
  } as Partial<IdentityApi> as IdentityApi;
}

/** The use cases of shifts at one outlet, on in-memory stores, in the morning. */
export function shiftWorld(outlet: OutletSettings) {
  const { shifts, ledger, members, openings, drawers, movements } = inMemoryShifts();
  const reports = new InMemoryShiftReports();
  const clock = new FixedClock(MORNING);
  const events = new KeptEventLog();
  const audit = new KeptAuditLog();
  const jobs = new KeptJobs();
  const unitOfWork = new PlainUnitOfWork();
  const permissions = new DefaultPermissions();
  const roles = new Map<string, UserRole>();
  const openOrders: OpenOrder[] = [];
  const outlets = { get: async (id: string) => ({ ...outlet, id }) } as Partial<OutletsApi> as OutletsApi;
  const ordering = { openOrders: async () => openOrders } as Partial<OrderingApi> as OrderingApi;
  const identity = staffOf(roles);
  const tenders: Tender[] = [];
  const payments = { tendersOf: async () => tenders } as Partial<PaymentsApi> as PaymentsApi;
  const figures = new GivenFigures();
  const surroundings = new ShiftSurroundings(outlets, ordering, identity, payments);
  const changes = new ShiftChangeLog(events, audit, jobs);
  const reporter = new ShiftReporter(figures, identity, clock);
  const count = new ShiftCount(shifts, ledger, surroundings, changes, clock, figures, permissions);
  const chain = new ReportChain(reports, new Sha256());
  const adjustments = new InMemoryShiftAdjustments(reports);
  const makeReport = new MakeShiftReport(unitOfWork, shifts, reports, reporter, chain, changes, audit, adjustments);
  const late = new LateAdjustments(makeReport, reports, adjustments, changes, clock);
  return {
    adjustments,
    shifts,
    ledger,
    movements,
    members,
    drawers: new OutletDrawers(drawers, outlets, identity),
    createDrawer: new CreateDrawer(drawers, outlets, audit, unitOfWork, clock),
    updateDrawer: new UpdateDrawer(drawers, audit, unitOfWork, clock),
    deleteDrawer: new DeleteDrawer(drawers, identity, audit, unitOfWork, clock),
    reports,
    clock,
    events: events.events,
    audit: audit.entries,
    auditLog: audit,
    jobs: jobs.jobs,
    roles,
    openOrders,
    tenders,
    figures,
    permissions,
    open: new OpenShift(unitOfWork, shifts, outlets, identity, changes, clock, drawers),
    close: new CloseShift(unitOfWork, count),
    end: new EndShift(unitOfWork, count),
    auditShift: new AuditShift(unitOfWork, shifts, ledger, figures, surroundings, permissions, changes, clock),
    handOver: new HandOverShift(unitOfWork, count, shifts, members, identity, outlets, changes, drawers),
    addMember: new AddShiftMember(unitOfWork, shifts, members, ledger, identity, permissions, changes, clock),
    removeMember: new RemoveShiftMember(unitOfWork, shifts, members, ledger, changes, clock),
    openDrawer: new OpenDrawer(unitOfWork, shifts, openings, members, ledger, permissions, changes, clock),
    record: new RecordCashMovement(unitOfWork, shifts, ledger, changes, clock, permissions),
    makeReport,
    adjust: new AdjustShift(unitOfWork, shifts, adjustments, late, payments, permissions),
    reportViews: new ShiftReportViews(shifts, reports, reporter, chain, outlets, surroundings),
    drawer: new ShiftCashDrawer(unitOfWork, ledger, clock, shifts, late),
  };
}
