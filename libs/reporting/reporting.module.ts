import { Module } from '@nestjs/common';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { CurrentStateQueries, KitchenQueries, SalesQueries, SalesRollups, TipQueries } from './core/reporting.ports.js';
import { Dashboards } from './core/services/dashboards.js';
import { KitchenReports } from './core/services/kitchen-reports.js';
import { ReportOutlets } from './core/services/report-outlets.js';
import { RollupCatchUp } from './core/services/rollup-catch-up.js';
import { SalesReports } from './core/services/sales-reports.js';
import { TipReports } from './core/services/tip-reports.js';
import { RebuildRollups } from './core/use-cases/rebuild-rollups.js';
import { RollUpSales } from './core/use-cases/roll-up-sales.js';
import { ReportsController } from './http/reports.controller.js';
import { TipReportsController } from './http/tip-reports.controller.js';
import { RollUpSalesJob } from './jobs/roll-up-sales.job.js';
import { SqlCurrentStateQueries } from './typeorm/sql-current-state.queries.js';
import { SqlKitchenQueries } from './typeorm/sql-kitchen.queries.js';
import { SqlRollupPlace } from './typeorm/sql-rollup-place.js';
import { SqlSalesQueries } from './typeorm/sql-sales.queries.js';
import { SqlSalesRollups } from './typeorm/sql-sales-rollups.js';
import { SqlTipQueries } from './typeorm/sql-tip.queries.js';

@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [ReportsController, TipReportsController],
  providers: [
    { provide: SalesRollups, useClass: SqlSalesRollups },
    { provide: SalesQueries, useClass: SqlSalesQueries },
    { provide: CurrentStateQueries, useClass: SqlCurrentStateQueries },
    { provide: KitchenQueries, useClass: SqlKitchenQueries },
    { provide: TipQueries, useClass: SqlTipQueries },
    ReportOutlets,
    KitchenReports,
    RollupCatchUp,
    SalesReports,
    TipReports,
    Dashboards,
    RollUpSales,
    RebuildRollups,
    RollUpSalesJob,
    SqlRollupPlace,
  ],
})
export class ReportingModule {}
