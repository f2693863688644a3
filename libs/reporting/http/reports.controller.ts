import { Controller, Get, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, languageOf, Needs } from '#libs/platform';

import { CurrentStateQueries } from '../core/reporting.ports.js';
import { Dashboards } from '../core/services/dashboards.js';
import { KitchenReports } from '../core/services/kitchen-reports.js';
import { ReportOutlets } from '../core/services/report-outlets.js';
import { SalesReports } from '../core/services/sales-reports.js';
import { KitchenReportResponse, kitchenTable } from './kitchen-report.dto.js';
import { ApiReport, reportAnswer } from './report-answer.js';
import { bestSellersTable, dashboardTable, lowStockTable, salesTable } from './report.tables.js';
import { BestSellersResponse, DashboardResponse, LowStockResponse, SalesReportResponse } from './reports.dto.js';
import { BestSellersQuery, KitchenReportQuery, LowStockQuery, OutletReportQuery, SalesQuery } from './reports.query.js';

@ApiTags('Reports')
@ApiBearerAuth()
@Allow('ADMIN', 'SUPERVISOR')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: SalesReports,
    private readonly dashboards: Dashboards,
    private readonly outlets: ReportOutlets,
    private readonly kitchens: KitchenReports,
    private readonly current: CurrentStateQueries,
  ) {}

  @Get('sales')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(SalesReportResponse)
  @ApiOperation({ summary: 'What was sold and given back, by day, product, cashier or another grouping' })
  @ApiProblems(400, 401, 403, 404)
  async getSalesReport(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, from, to, group_by: grouping, limit, offset, ...file }: SalesQuery,
  ): Promise<SalesReportResponse | StreamableFile> {
    const page = { limit, offset };
    const report = await this.reports.sales({ actor, outletId, from, to, grouping, page });
    const body = SalesReportResponse.from(report, grouping, page, languageOf(request.headers['accept-language']));
    return reportAnswer(`sales-${body.from}-${body.to}`, request, file, body, salesTable);
  }

  @Get('best-sellers')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(BestSellersResponse)
  @ApiOperation({ summary: 'Products by the pieces or the money they sold' })
  @ApiProblems(400, 401, 403, 404)
  async listBestSellers(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, from, to, by: ranking, limit, offset, ...file }: BestSellersQuery,
  ): Promise<BestSellersResponse | StreamableFile> {
    const page = { limit, offset };
    const report = await this.reports.bestSellers({ actor, outletId, from, to, ranking, page });
    const body = BestSellersResponse.from(report);
    return reportAnswer(`best-sellers-${body.from}-${body.to}`, request, file, body, bestSellersTable);
  }

  @Get('top-products')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(BestSellersResponse)
  @ApiOperation({ summary: 'Older name of best-sellers' })
  @ApiProblems(400, 401, 403, 404)
  listTopProducts(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() query: BestSellersQuery,
  ): Promise<BestSellersResponse | StreamableFile> {
    return this.listBestSellers(actor, request, query);
  }

  @Get('kitchen')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(KitchenReportResponse)
  @ApiOperation({
    summary: 'How long the kitchen took, by station, product, hour, day or type of orders; 92 days at most',
  })
  @ApiProblems(400, 401, 403, 404)
  async getKitchenReport(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, from, to, group_by: grouping, ...file }: KitchenReportQuery,
  ): Promise<KitchenReportResponse | StreamableFile> {
    const report = await this.kitchens.times({ actor, outletId, from, to, grouping });
    const body = KitchenReportResponse.from(report, grouping);
    return reportAnswer(`kitchen-${body.from}-${body.to}`, request, file, body, kitchenTable);
  }

  @Get('low-stock')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(LowStockResponse)
  @ApiOperation({ summary: 'Products at or below their threshold, the emptiest first' })
  @ApiProblems(400, 401, 403, 404)
  async listLowStock(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, limit, offset, ...file }: LowStockQuery,
  ): Promise<LowStockResponse | StreamableFile> {
    const scope = await this.outlets.scopeOf(actor, outletId);
    const body: LowStockResponse = await this.current.lowStock(scope, { limit, offset });
    return reportAnswer('low-stock', request, file, body, lowStockTable);
  }

  @Get('dashboard')
  @Needs('reports.view', { query: 'outlet_id' })
  @ApiReport(DashboardResponse)
  @ApiOperation({ summary: 'How business goes today' })
  @ApiProblems(400, 401, 403, 404)
  async getDashboard(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, ...file }: OutletReportQuery,
  ): Promise<DashboardResponse | StreamableFile> {
    const body = DashboardResponse.from(await this.dashboards.today(actor, outletId));
    return reportAnswer(`dashboard-${body.date}`, request, file, body, dashboardTable);
  }
}
