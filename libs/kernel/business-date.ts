/**
 * The day (`YYYY-MM-DD`) that an instant's business belongs to. The clock on the wall of the time zone is compared with the cutoff: what it
 * shows before `04:00` belongs to the day before, as a bar's till has it, whatever the clocks did that night. SQL has the same rule in the
 * function `business_date`; both are tested against one table written by hand.
 */
export function businessDate(instant: Date, timeZone: string, cutoff = '00:00'): string {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  const known = lastDays.get(timeZone);
  if (known?.minute === minute && known.cutoff === cutoff) return known.day;
  const day = dayOf(wallClock(minute * MINUTE_MS, timeZone) - msOf(cutoff));
  lastDays.set(timeZone, { minute, cutoff, day });
  return day;
}

/**
 * The first instant of a business day: when the clock first shows the cutoff on that date or, where the clocks skip it, the first minute
 * behind. The day ends where the next begins, so the days of a zone are half-open intervals without a gap between them. A cutoff that the
 * clock shows twice begins the day the first time.
 */
export function startOfBusinessDate(day: string, timeZone: string, cutoff = '00:00'): Date {
  const wanted = Date.parse(`${day}T${cutoff}Z`);
  // How the clock stood a day before and a day after: zones do not change twice within two days.
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((at) => wallClock(at, timeZone) - at);
  const candidates = offsets.map((offset) => wanted - offset).sort((a, b) => a - b);
  const shown = candidates.find((at) => wallClock(at, timeZone) === wanted);
  return new Date(shown ?? firstMinuteFrom(wanted, candidates, timeZone));
}

/** The day so many days after another. */
export function daysAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00Z`) + days * DAY_MS);
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The day asked for last in each time zone: it is the same for a whole minute, and telling it takes as long as pricing an order. */
const lastDays = new Map<string, { readonly minute: number; readonly cutoff: string; readonly day: string }>();
const formats = new Map<string, Intl.DateTimeFormat>();

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function msOf(cutoff: string): number {
  const [hours = 0, minutes = 0] = cutoff.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** The clocks went forward between the two instants: the first minute at which they show the wanted time or a later one. */
function firstMinuteFrom(wanted: number, [early = 0, late = 0]: readonly number[], timeZone: string): number {
  let [before, after] = [early - MINUTE_MS, late];
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / MINUTE_MS / 2) * MINUTE_MS;
    if (wallClock(middle, timeZone) < wanted) before = middle;
    else after = middle;
  }
  return after;
}

/** What the clock shows, to the minute, as if it stood in UTC. */
export function wallClock(ms: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const [two, calendar] = ['2-digit', 'gregory'] as const;
    const shown = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, calendar, ...shown });
    formats.set(timeZone, format);
  }
  return format;
}
