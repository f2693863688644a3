import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import type { PageRequest } from '#libs/kernel';

import { SalesFigures } from '../reporting.ports.js';
import type { Grouping, Period, SalesReport } from '../model/sales-report.js';
import { ReportDesk, type ReportRequest } from './report-outlets.js';

export interface ShowSalesInput extends ReportRequest {
  readonly grouping: Grouping;
  readonly page: PageRequest;
}

export interface ShownSales extends SalesReport {
  readonly period: Period;
  readonly asOf: Date;
}

@Injectable()
export class ShowSales {
  constructor(
    private readonly desk: ReportDesk,
    private readonly figures: SalesFigures,
    private readonly identity: IdentityApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404), `PERIOD_BACKWARDS` (400). */
  async execute({ grouping, page, ...request }: ShowSalesInput): Promise<ShownSales> {
    const { scope, period } = await this.desk.open(request);
    const asOf = await this.figures.asOf();
    const report = await this.figures.by(grouping, scope, period, page);
    return { ...(grouping === 'cashier' ? await this.named(report) : report), period, asOf };
  }

  private async named(report: SalesReport): Promise<SalesReport> {
    const names = await this.identity.namesOf(report.rows.flatMap(({ key }) => key ?? []));
    const rows = report.rows.map((row) => ({ ...row, name: row.key === null ? null : (names.get(row.key) ?? null) }));
    return { ...report, rows };
  }
}
