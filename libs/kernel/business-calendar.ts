import { type Actor, type OutletScope, outletScope } from './actor.js';
import { daysAfter, startOfBusinessDate } from './business-date.js';

/** What a list is asked for: days of business (`YYYY-MM-DD`, both included) or instants (`to` excluded), each end for itself. */
export interface ListPeriod {
  readonly from?: string | Date;
  readonly to?: string | Date;
}

/** From an instant on, and before another; open where nothing is said. */
export interface Span {
  readonly from?: Date;
  readonly to?: Date;
}

export interface OutletsSpan extends Span {
  readonly outletIds: readonly string[];
}

/** A period in instants. Outlets in other time zones, or with other cutoffs, have days of their own. */
export interface PeriodSpans {
  /** From the first of the outlets' days to the last: all there is where they keep the same, and for rows of no outlet. */
  readonly whole: Span;
  /** Each outlet's own, where they differ; else empty. */
  readonly apart: readonly OutletsSpan[];
}

/** How days of business are kept at an outlet. */
export interface BusinessClock {
  readonly id: string;
  readonly timeZone: string;
  readonly businessDayCutoff: string;
}

/** The days of business of outlets, as a port: whoever lists rows by date must not know outlets. */
export abstract class BusinessCalendar {
  abstract spansOf(period: ListPeriod, scope: OutletScope): Promise<PeriodSpans>;

  /** By the days of the outlet that is named, else of each that the actor may have rows of. */
  spansFor(period: ListPeriod, actor: Actor, outletId?: string): Promise<PeriodSpans> {
    const own = actor.role === 'CUSTOMER' ? 'all' : outletScope(actor);
    return this.spansOf(period, outletId === undefined ? own : [outletId]);
  }
}

/** The instants that a period means at these outlets; without any, its days are UTC's. */
export function spansAt({ from, to }: ListPeriod, clocks: readonly BusinessClock[]): PeriodSpans {
  const byClock = new Map<string, { clock: Omit<BusinessClock, 'id'>; outletIds: string[] }>();
  for (const { id, ...clock } of clocks) {
    const key = `${clock.timeZone} ${clock.businessDayCutoff}`;
    const same = byClock.get(key);
    if (same) same.outletIds.push(id);
    else byClock.set(key, { clock, outletIds: [id] });
  }
  const startAt = (end: string | Date | undefined, { timeZone, businessDayCutoff }: Omit<BusinessClock, 'id'>) =>
    typeof end === 'string' ? startOfBusinessDate(end, timeZone, businessDayCutoff) : end;
  const end = typeof to === 'string' ? daysAfter(to, 1) : to;
  const apart = [...byClock.values()].map(({ clock, outletIds }) => ({
    outletIds,
    from: startAt(from, clock),
    to: startAt(end, clock),
  }));
  if (apart.length === 0) return { whole: { from: startAt(from, UTC), to: startAt(end, UTC) }, apart: [] };
  const whole = { from: extreme(apart, 'from', Math.min), to: extreme(apart, 'to', Math.max) };
  const differ = [from, to].some((asked) => typeof asked === 'string') && apart.length > 1;
  return { whole, apart: differ ? apart : [] };
}

const UTC = { timeZone: 'UTC', businessDayCutoff: '00:00' };

function extreme(spans: readonly Span[], side: 'from' | 'to', pick: (...times: number[]) => number): Date | undefined {
  const times = spans.flatMap((span) => span[side]?.getTime() ?? []);
  return times.length === 0 ? undefined : new Date(pick(...times));
}
