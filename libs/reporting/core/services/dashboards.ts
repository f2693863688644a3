import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { type Dashboard, type DayOfBusiness, MOST_BEST_SELLERS, sumOf } from '../model/dashboard.js';
import { dayBefore } from '../model/sales-report.js';
import { CurrentStateQueries, SalesQueries } from '../reporting.ports.js';
import { ReportOutlets } from './report-outlets.js';
import { RollupCatchUp } from './rollup-catch-up.js';

const EVERYTHING = { limit: 1_000, offset: 0 };
const BEST = { limit: MOST_BEST_SELLERS, offset: 0 };
const COUNT_ALONE = { limit: 1, offset: 0 };

/** Today's figures, each outlet on its own calendar, and what is open or low now. */
@Injectable()
export class Dashboards {
  constructor(
    private readonly outlets: ReportOutlets,
    private readonly catchUp: RollupCatchUp,
    private readonly figures: SalesQueries,
    private readonly current: CurrentStateQueries,
  ) {}

  /** Of all the actor's outlets when none is named. Throws `OUTLET_NOT_FOUND`. */
  async today(actor: UserActor, outletId?: string): Promise<Dashboard> {
    const scope = await this.outlets.scopeOf(actor, outletId);
    await this.catchUp.run();
    const asOf = await this.figures.asOf();
    const byDay = await this.outlets.byDay(scope);
    const days = await Promise.all([...byDay].map(([day, outlets]) => this.dayOf(day, outlets)));
    const lowStock = await this.current.lowStock(scope, COUNT_ALONE);
    return {
      date: [...byDay.keys()].toSorted().at(-1) ?? asOf.toISOString().slice(0, 10),
      asOf,
      ...sumOf(days),
      openBills: await this.current.openBills(scope),
      openShifts: await this.current.openShifts(scope),
      lowStockCount: lowStock.total,
    };
  }

  private async dayOf(day: string, outlets: readonly string[]): Promise<DayOfBusiness> {
    const today = { from: day, to: day };
    const yesterday = { from: dayBefore(day), to: dayBefore(day) };
    const [byOutlet, ofYesterday, byPaymentMethod, best] = await Promise.all([
      this.figures.by('outlet', outlets, today, EVERYTHING),
      this.figures.by('day', outlets, yesterday, EVERYTHING),
      this.figures.by('payment_method', outlets, today, EVERYTHING),
      this.figures.ranked('quantity', outlets, today, BEST),
    ]);
    return { byOutlet, dayBefore: ofYesterday, byPaymentMethod, bestSellers: best.data };
  }
}
