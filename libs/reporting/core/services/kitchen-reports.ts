import { Injectable } from '@nestjs/common';

import { Clock, daysAfter, startOfBusinessDate, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type KitchenGrouping, kitchenPeriod, type KitchenReport } from '../model/kitchen-report.js';
import type { Period } from '../model/sales-report.js';
import { KitchenQueries } from '../reporting.ports.js';
import { ReportOutlets } from './report-outlets.js';

/** How long kitchens took, over days of business. */
@Injectable()
export class KitchenReports {
  constructor(
    private readonly outlets: ReportOutlets,
    private readonly openOutlets: OutletsApi,
    private readonly kitchens: KitchenQueries,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404), `PERIOD_BACKWARDS` and `PERIOD_TOO_LONG` (400). */
  async times(request: {
    readonly actor: UserActor;
    readonly outletId?: string;
    readonly from?: string;
    readonly to?: string;
    readonly grouping: KitchenGrouping;
  }): Promise<KitchenReport & { readonly period: Period }> {
    const scope = await this.outlets.scopeOf(request.actor, request.outletId);
    const period = kitchenPeriod(request.from, request.to, await this.outlets.today(scope));
    const kitchens = (await this.openOutlets.list(scope)).map(({ id, timeZone, businessDayCutoff: cutoff }) => ({
      outletId: id,
      from: startOfBusinessDate(period.from, timeZone, cutoff),
      to: startOfBusinessDate(daysAfter(period.to, 1), timeZone, cutoff),
      timeZone,
      cutoff,
    }));
    return { ...(await this.kitchens.times(request.grouping, kitchens, this.clock.now())), period };
  }
}
