import { Injectable } from '@nestjs/common';

import { assertOutlet, businessDate, Clock, outletScope, type OutletScope, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

/** Of which outlets a report is, and what day of business they have. */
@Injectable()
export class ReportOutlets {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  /** All of the actor's outlets when none is named. Throws `OUTLET_NOT_FOUND` for one that is not theirs. */
  async scopeOf(actor: UserActor, outletId: string | undefined): Promise<OutletScope> {
    if (outletId === undefined) return outletScope(actor);
    assertOutlet(actor, outletId);
    return [(await this.outlets.get(outletId)).id];
  }

  /** The outlets of a scope by the day of business that they have now. */
  async byDay(scope: OutletScope): Promise<ReadonlyMap<string, readonly string[]>> {
    const byDay = new Map<string, string[]>();
    for (const { id, timeZone, businessDayCutoff } of await this.outlets.list(scope)) {
      const day = businessDate(this.clock.now(), timeZone, businessDayCutoff);
      byDay.set(day, [...(byDay.get(day) ?? []), id]);
    }
    return byDay;
  }

  /** The latest day of business among the outlets of a scope. */
  async today(scope: OutletScope): Promise<string> {
    const days = [...(await this.byDay(scope)).keys()];
    return days.toSorted().at(-1) ?? this.clock.now().toISOString().slice(0, 10);
  }
}
