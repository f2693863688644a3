import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { Duties, IdentityApi } from '#libs/identity';
import { AuditLog, Clock, EventLog, JobQueue, UnitOfWork } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';
import { CashDrawer } from '#libs/payments';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';

import { DrawerDuty } from './core/drawer-duty.js';
import { ReportChain } from './core/report-chain.js';
import { ShiftCashDrawer } from './core/shift-cash-drawer.js';
import { ShiftJournal } from './core/shift-journal.js';
import { ShiftReporter } from './core/shift-reporter.js';
import { ShiftSurroundings } from './core/shift-surroundings.js';
import {
  Digest,
  DrawerLedger,
  ShiftFigures,
  ShiftQueries,
  ShiftReportPrinter,
  ShiftReports,
  ShiftRepository,
} from './core/shifts.ports.js';
import { CloseShift } from './core/use-cases/close-shift.js';
import { GetCurrentShift } from './core/use-cases/get-current-shift.js';
import { GetShift } from './core/use-cases/get-shift.js';
import { ListCashMovements } from './core/use-cases/list-cash-movements.js';
import { ListShifts } from './core/use-cases/list-shifts.js';
import { MakeShiftReport } from './core/use-cases/make-shift-report.js';
import { MoveCash } from './core/use-cases/move-cash.js';
import { OpenShift } from './core/use-cases/open-shift.js';
import { ReadShiftReport } from './core/use-cases/read-shift-report.js';
import { VerifyShiftReports } from './core/use-cases/verify-shift-reports.js';
import { Sha256Digest } from './crypto/sha256-digest.js';
import { DocumentShiftReportPrinter } from './documents/document-shift-report-printer.js';
import { CashMovementsController } from './http/cash-movements.controller.js';
import { ShiftReportsController } from './http/shift-reports.controller.js';
import { ShiftsController } from './http/shifts.controller.js';
import { MakeShiftReportJob } from './jobs/make-shift-report.job.js';
import { SqlDrawerLedger } from './typeorm/sql-drawer-ledger.js';
import { SqlShiftFigures } from './typeorm/sql-shift-figures.js';
import { SqlShiftQueries } from './typeorm/sql-shift.queries.js';
import { SqlShiftRepository } from './typeorm/sql-shift.repository.js';
import { SqlShiftReports } from './typeorm/sql-shift-reports.js';

const adapters = [
  { provide: ShiftRepository, useClass: SqlShiftRepository },
  { provide: DrawerLedger, useClass: SqlDrawerLedger },
  { provide: ShiftQueries, useClass: SqlShiftQueries },
  { provide: ShiftFigures, useClass: SqlShiftFigures },
  { provide: ShiftReports, useClass: SqlShiftReports },
  { provide: Digest, useClass: Sha256Digest },
  { provide: ShiftReportPrinter, useClass: DocumentShiftReportPrinter },
];

const core = [
  {
    provide: ShiftCashDrawer,
    useFactory: (unitOfWork: UnitOfWork, ledger: DrawerLedger, clock: Clock) =>
      new ShiftCashDrawer(unitOfWork, ledger, clock),
    inject: [UnitOfWork, DrawerLedger, Clock],
  },
  {
    provide: ShiftSurroundings,
    useFactory: (outlets: OutletsApi, ordering: OrderingApi, identity: IdentityApi) =>
      new ShiftSurroundings(outlets, ordering, identity),
    inject: [OutletsApi, OrderingApi, IdentityApi],
  },
  {
    provide: ShiftJournal,
    useFactory: (events: EventLog, audit: AuditLog, jobs: JobQueue) => new ShiftJournal(events, audit, jobs),
    inject: [EventLog, AuditLog, JobQueue],
  },
  {
    provide: ShiftReporter,
    useFactory: (figures: ShiftFigures, surroundings: ShiftSurroundings, clock: Clock) =>
      new ShiftReporter(figures, surroundings, clock),
    inject: [ShiftFigures, ShiftSurroundings, Clock],
  },
  {
    provide: ReportChain,
    useFactory: (reports: ShiftReports, digest: Digest) => new ReportChain(reports, digest),
    inject: [ShiftReports, Digest],
  },
];

@Module({
  imports: [IdentityModule, OrderingModule, OutletsModule, PaymentsModule],
  controllers: [ShiftsController, CashMovementsController, ShiftReportsController],
  providers: [
    ...adapters,
    ...core,
    OpenShift,
    CloseShift,
    MoveCash,
    GetCurrentShift,
    ListShifts,
    GetShift,
    ListCashMovements,
    ReadShiftReport,
    MakeShiftReport,
    VerifyShiftReports,
    MakeShiftReportJob,
  ],
  exports: [ShiftCashDrawer],
})
export class ShiftsModule implements OnModuleInit {
  constructor(
    @Inject(Duties) private readonly duties: Duties,
    @Inject(ShiftQueries) private readonly shifts: ShiftQueries,
  ) {}

  onModuleInit(): void {
    this.duties.register(new DrawerDuty(this.shifts));
  }
}

/** The drawer that payments, which must not know shifts, take cash into. */
@Module({
  imports: [ShiftsModule],
  providers: [{ provide: CashDrawer, useExisting: ShiftCashDrawer }],
  exports: [CashDrawer],
})
export class ShiftsPorts {}
