import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { type Dashboard, merged } from '../model/dashboard.js';
import { PresentState, SalesFigures } from '../reporting.ports.js';
import { dayBefore } from '../model/sales-report.js';
import { ReportDesk } from './report-outlets.js';

export interface ShowDashboardInput {
  readonly actor: UserActor;
  readonly outletId?: string;
}

const EVERYTHING = { limit: 1_000, offset: 0 };
const TOP = { limit: 5, offset: 0 };

@Injectable()
export class ShowDashboard {
  constructor(
    private readonly desk: ReportDesk,
    private readonly figures: SalesFigures,
    private readonly present: PresentState,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404). */
  async execute({ actor, outletId }: ShowDashboardInput): Promise<Dashboard> {
    const scope = await this.desk.scopeOf(actor, outletId);
    await this.desk.catchUp();
    const asOf = await this.figures.asOf();
    const byDay = await this.desk.outletsByDay(scope);
    const days = await Promise.all([...byDay].map(([day, outlets]) => this.day(day, outlets)));
    const lowStock = await this.present.lowStock(scope, { limit: 1, offset: 0 });
    return {
      date: [...byDay.keys()].toSorted().at(-1) ?? asOf.toISOString().slice(0, 10),
      asOf,
      today: merged(days.flatMap(({ sales }) => sales.totals)),
      yesterday: merged(days.flatMap(({ yesterday }) => yesterday.totals)),
      outlets: merged(days.flatMap(({ sales }) => sales.rows)),
      payments: merged(days.flatMap(({ payments }) => payments.rows)),
      bestSellers: merged(days.flatMap(({ best }) => best.data))
        .sort((a, b) => (b.items_count ?? 0) - (a.items_count ?? 0))
        .slice(0, TOP.limit),
      openBills: await this.present.openBills(scope),
      openShifts: await this.present.openShifts(scope),
      lowStockCount: lowStock.total,
    };
  }

  private async day(day: string, outlets: readonly string[]) {
    const today = { from: day, to: day };
    const before = { from: dayBefore(day), to: dayBefore(day) };
    const [sales, yesterday, payments, best] = await Promise.all([
      this.figures.by('outlet', outlets, today, EVERYTHING),
      this.figures.by('day', outlets, before, EVERYTHING),
      this.figures.by('payment_method', outlets, today, EVERYTHING),
      this.figures.ranked('quantity', outlets, today, TOP),
    ]);
    return { sales, yesterday, payments, best };
  }
}
