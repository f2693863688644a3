import { Injectable } from '@nestjs/common';

import { assertOutlet, businessDate, Clock, outletScope, type OutletScope, type UserActor } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { type Period, periodFrom } from '../model/sales-report.js';
import { SalesRollups } from '../sales-rollups.js';
import { RollUpSales } from '../use-cases/roll-up-sales.js';

export interface ReportRequest {
  readonly actor: UserActor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface OpenedReport {
  readonly scope: OutletScope;
  readonly period: Period;
}

/** Some seconds' work at most: a report of a process that was away for long says how far it is, and the next goes on. */
const MOST_BATCHES = 25;

/** What every report begins with: whose figures, of which days, and all of them counted. */
@Injectable()
export class ReportDesk {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly rollups: SalesRollups,
    private readonly rollUp: RollUpSales,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) for an outlet that is not the actor's, `PERIOD_BACKWARDS` (400). */
  async open({ actor, outletId, from, to }: ReportRequest): Promise<OpenedReport> {
    const scope = await this.scopeOf(actor, outletId);
    const days = (await this.outlets.list(scope)).map((outlet) => this.todayAt(outlet));
    const today = days.toSorted().at(-1) ?? this.clock.now().toISOString().slice(0, 10);
    const period = periodFrom(from, to, today);
    await this.catchUp();
    return { scope, period };
  }

  async scopeOf(actor: UserActor, outletId: string | undefined): Promise<OutletScope> {
    if (outletId === undefined) return outletScope(actor);
    assertOutlet(actor, outletId);
    return [(await this.outlets.get(outletId)).id];
  }

  /** The outlets of a scope by the day of business that they have now. */
  async outletsByDay(scope: OutletScope): Promise<ReadonlyMap<string, readonly string[]>> {
    const byDay = new Map<string, string[]>();
    for (const outlet of await this.outlets.list(scope)) {
      const day = this.todayAt(outlet);
      byDay.set(day, [...(byDay.get(day) ?? []), outlet.id]);
    }
    return byDay;
  }

  /** What was committed before this call is in the figures after it. */
  async catchUp(): Promise<void> {
    await this.rollups.untilNumbered();
    await this.rollUp.execute(MOST_BATCHES);
  }

  private todayAt({ timeZone, businessDayCutoff }: OutletSettings): string {
    return businessDate(this.clock.now(), timeZone, businessDayCutoff);
  }
}
