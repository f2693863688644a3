import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';

import { SalesFigures } from '../reporting.ports.js';
import type { Period, ProductSales, Ranking } from '../model/sales-report.js';
import { ReportDesk, type ReportRequest } from '../services/report-outlets.js';

export interface ListBestSellersInput extends ReportRequest {
  readonly ranking: Ranking;
  readonly page: PageRequest;
}

export interface BestSellers extends Page<ProductSales> {
  readonly period: Period;
  readonly asOf: Date;
}

@Injectable()
export class ListBestSellers {
  constructor(
    private readonly desk: ReportDesk,
    private readonly figures: SalesFigures,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404), `PERIOD_BACKWARDS` (400). */
  async execute({ ranking, page, ...request }: ListBestSellersInput): Promise<BestSellers> {
    const { scope, period } = await this.desk.open(request);
    const asOf = await this.figures.asOf();
    return { ...(await this.figures.ranked(ranking, scope, period, page)), period, asOf };
  }
}
