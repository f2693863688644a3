import { BusinessCalendar, type ListPeriod, type OutletScope, type PeriodSpans, spansAt } from '#libs/kernel';

import type { OutletsApi } from '../outlets.api.js';

/** Days of business as the open outlets keep them. */
export class OutletCalendar extends BusinessCalendar {
  constructor(private readonly outlets: OutletsApi) {
    super();
  }

  async spansOf(period: ListPeriod, scope: OutletScope): Promise<PeriodSpans> {
    const hasDates = typeof period.from === 'string' || typeof period.to === 'string';
    return spansAt(period, hasDates ? await this.outlets.list(scope) : []);
  }
}
