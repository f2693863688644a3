import { Module } from '@nestjs/common';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { TablePrinter } from './core/report-table.js';
import { ReportingApi } from './core/reporting.api.js';
import { PresentState, SalesFigures } from './core/reporting.ports.js';
import { SalesRollups } from './core/sales-rollups.js';
import { ListBestSellers } from './core/use-cases/list-best-sellers.js';
import { ListLowStock } from './core/use-cases/list-low-stock.js';
import { RebuildRollups } from './core/use-cases/rebuild-rollups.js';
import { ReportDesk } from './core/use-cases/report-desk.js';
import { RollUpSales } from './core/use-cases/roll-up-sales.js';
import { ShowDashboard } from './core/use-cases/show-dashboard.js';
import { ShowSales } from './core/use-cases/show-sales.js';
import { CsvTablePrinter } from './csv/csv-table-printer.js';
import { ReportAnswer } from './http/report-answer.js';
import { ReportsController } from './http/reports.controller.js';
import { RollUpSalesJob } from './jobs/roll-up-sales.job.js';
import { SqlPresentState } from './typeorm/sql-present-state.js';
import { SqlSalesFigures } from './typeorm/sql-sales-figures.js';
import { SqlSalesRollups } from './typeorm/sql-sales-rollups.js';

@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [ReportsController],
  providers: [
    ListBestSellers,
    ListLowStock,
    RebuildRollups,
    ReportDesk,
    RollUpSales,
    ShowDashboard,
    ShowSales,
    ReportAnswer,
    RollUpSalesJob,
    { provide: PresentState, useClass: SqlPresentState },
    { provide: SalesFigures, useClass: SqlSalesFigures },
    { provide: SalesRollups, useClass: SqlSalesRollups },
    { provide: TablePrinter, useClass: CsvTablePrinter },
    {
      provide: ReportingApi,
      useFactory: (rebuild: RebuildRollups): ReportingApi => ({ rebuild: () => rebuild.execute() }),
      inject: [RebuildRollups],
    },
  ],
  exports: [ReportingApi],
})
export class ReportingModule {}
