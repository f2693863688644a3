import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import type { OutletScope, Page, PageRequest, UserActor } from '#libs/kernel';

import {
  type Coverage,
  type Grouping,
  type Period,
  periodFrom,
  type ProductSales,
  type Ranking,
  type SalesReport,
} from '../model/sales-report.js';
import { SalesQueries } from '../reporting.ports.js';
import { ReportOutlets } from './report-outlets.js';
import { RollupCatchUp } from './rollup-catch-up.js';

export interface ReportRequest {
  readonly actor: UserActor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly page: PageRequest;
}

/** Reports over days of business, of everything that was committed before they were asked for. */
@Injectable()
export class SalesReports {
  constructor(
    private readonly outlets: ReportOutlets,
    private readonly catchUp: RollupCatchUp,
    private readonly figures: SalesQueries,
    private readonly identity: IdentityApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `PERIOD_BACKWARDS`. */
  async sales(request: ReportRequest & { readonly grouping: Grouping }): Promise<SalesReport & Coverage> {
    const { scope, period, asOf } = await this.open(request);
    const report = await this.figures.by(request.grouping, scope, period, request.page);
    return { ...(request.grouping === 'cashier' ? await this.named(report) : report), period, asOf };
  }

  /** Throws `OUTLET_NOT_FOUND`, `PERIOD_BACKWARDS`. */
  async bestSellers(request: ReportRequest & { readonly ranking: Ranking }): Promise<Page<ProductSales> & Coverage> {
    const { scope, period, asOf } = await this.open(request);
    return { ...(await this.figures.ranked(request.ranking, scope, period, request.page)), period, asOf };
  }

  private async open({ actor, outletId, from, to }: ReportRequest): Promise<Coverage & { scope: OutletScope }> {
    const scope = await this.outlets.scopeOf(actor, outletId);
    const period: Period = periodFrom(from, to, await this.outlets.today(scope));
    await this.catchUp.run();
    return { scope, period, asOf: await this.figures.asOf() };
  }

  private async named(report: SalesReport): Promise<SalesReport> {
    const names = await this.identity.namesOf(report.rows.flatMap(({ key }) => key ?? []));
    const rows = report.rows.map((row) => ({ ...row, name: row.key === null ? null : (names.get(row.key) ?? null) }));
    return { ...report, rows };
  }
}
