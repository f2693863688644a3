import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { Duties } from '#libs/identity';
import { CashDrawer } from '#libs/payments';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';

import { DrawerDuty } from './core/services/drawer-duty.js';
import { LateAdjustments } from './core/services/late-adjustments.js';
import { OutletDrawers } from './core/services/outlet-drawers.js';
import { ReportChain } from './core/services/report-chain.js';
import { ShiftCashDrawer } from './core/services/shift-cash-drawer.js';
import { ShiftChangeLog } from './core/services/shift-change-log.js';
import { ShiftCount } from './core/services/shift-count.js';
import { ShiftReporter } from './core/services/shift-reporter.js';
import { ShiftReportViews } from './core/services/shift-report-views.js';
import { ShiftSurroundings } from './core/services/shift-surroundings.js';
import { ShiftViews } from './core/services/shift-views.js';
import {
  Digest,
  DrawerLedger,
  DrawerOpenings,
  NamedDrawers,
  ShiftAdjustments,
  ShiftFigures,
  ShiftMembers,
  ShiftQueries,
  ShiftReports,
  ShiftRepository,
} from './core/shifts.ports.js';
import { AdjustShift } from './core/use-cases/adjust-shift.js';
import { AuditShift } from './core/use-cases/audit-shift.js';
import { CloseShift } from './core/use-cases/close-shift.js';
import { CreateDrawer } from './core/use-cases/create-drawer.js';
import { DeleteDrawer } from './core/use-cases/delete-drawer.js';
import { EndShift } from './core/use-cases/end-shift.js';
import { MakeShiftReport } from './core/use-cases/make-shift-report.js';
import { PayTipsOut } from './core/use-cases/pay-tips-out.js';
import { RecordCashMovement } from './core/use-cases/record-cash-movement.js';
import { AddShiftMember } from './core/use-cases/add-shift-member.js';
import { HandOverShift } from './core/use-cases/hand-over-shift.js';
import { OpenDrawer } from './core/use-cases/open-drawer.js';
import { OpenShift } from './core/use-cases/open-shift.js';
import { RemoveShiftMember } from './core/use-cases/remove-shift-member.js';
import { UpdateDrawer } from './core/use-cases/update-drawer.js';
import { Sha256Digest } from './crypto/sha256-digest.js';
import { CashMovementsController } from './http/cash-movements.controller.js';
import { DrawersController } from './http/drawers.controller.js';
import { ShiftAdjustmentsController } from './http/shift-adjustments.controller.js';
import { ShiftAuditsController } from './http/shift-audits.controller.js';
import { ShiftMembersController } from './http/shift-members.controller.js';
import { ShiftReportPrinter } from './http/documents/shift-report-printer.js';
import { ShiftReportsController } from './http/shift-reports.controller.js';
import { ShiftsController } from './http/shifts.controller.js';
import { MakeShiftReportJob } from './jobs/make-shift-report.job.js';
import { SqlDrawerLedger } from './typeorm/sql-drawer-ledger.js';
import { SqlDrawerOpenings } from './typeorm/sql-drawer-openings.js';
import { SqlNamedDrawers } from './typeorm/sql-named-drawers.js';
import { SqlShiftAdjustments } from './typeorm/sql-shift-adjustments.js';
import { SqlShiftFigures } from './typeorm/sql-shift-figures.js';
import { SqlShiftMembers } from './typeorm/sql-shift-members.js';
import { SqlShiftQueries } from './typeorm/sql-shift.queries.js';
import { SqlShiftRepository } from './typeorm/sql-shift.repository.js';
import { SqlShiftReports } from './typeorm/sql-shift-reports.js';

const adapters = [
  { provide: ShiftRepository, useClass: SqlShiftRepository },
  { provide: DrawerLedger, useClass: SqlDrawerLedger },
  { provide: ShiftQueries, useClass: SqlShiftQueries },
  { provide: ShiftFigures, useClass: SqlShiftFigures },
  { provide: ShiftAdjustments, useClass: SqlShiftAdjustments },
  { provide: ShiftReports, useClass: SqlShiftReports },
  { provide: ShiftMembers, useClass: SqlShiftMembers },
  { provide: DrawerOpenings, useClass: SqlDrawerOpenings },
  { provide: NamedDrawers, useClass: SqlNamedDrawers },
  { provide: Digest, useClass: Sha256Digest },
];

const services = [
  ShiftCashDrawer,
  ShiftSurroundings,
  ShiftChangeLog,
  ShiftReporter,
  ShiftCount,
  ReportChain,
  LateAdjustments,
  ShiftViews,
  ShiftReportViews,
  DrawerDuty,
  OutletDrawers,
];

@Module({
  imports: [IdentityModule, OrderingModule, OutletsModule, PaymentsModule],
  controllers: [
    ShiftsController,
    DrawersController,
    CashMovementsController,
    ShiftMembersController,
    ShiftAdjustmentsController,
    ShiftAuditsController,
    ShiftReportsController,
  ],
  providers: [
    ...adapters,
    ...services,
    OpenShift,
    CreateDrawer,
    UpdateDrawer,
    DeleteDrawer,
    OpenDrawer,
    AddShiftMember,
    RemoveShiftMember,
    HandOverShift,
    CloseShift,
    EndShift,
    AuditShift,
    AdjustShift,
    RecordCashMovement,
    PayTipsOut,
    MakeShiftReport,
    MakeShiftReportJob,
    ShiftReportPrinter,
  ],
  exports: [ShiftCashDrawer],
})
export class ShiftsModule implements OnModuleInit {
  constructor(
    @Inject(Duties) private readonly duties: Duties,
    @Inject(DrawerDuty) private readonly drawerDuty: DrawerDuty,
  ) {}

  onModuleInit(): void {
    this.duties.register(this.drawerDuty);
  }
}

/** The drawer that payments, which must not know shifts, take cash into. */
@Module({
  imports: [ShiftsModule],
  providers: [{ provide: CashDrawer, useExisting: ShiftCashDrawer }],
  exports: [CashDrawer],
})
export class ShiftsPorts {}
