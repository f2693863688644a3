import { daysAfter, wallClock } from './business-date.js';

export const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Hours of some weekdays, `HH:MM`, `to` excluded. `to` at or before `from` runs past midnight and belongs to the day it began. */
export interface ScheduleWindow {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** When something holds, by the clock on an outlet's wall. Dates are `YYYY-MM-DD`, both ends included. */
export interface Schedule {
  readonly windows: readonly ScheduleWindow[];
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Days on which no window begins. */
  readonly except: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A week and a day: what repeats each week has turned by then, but for its exceptions. */
const LONGEST_WAIT = 9;

/**
 * Whether the schedule holds at an instant, which the clock on the wall of the time zone decides: an hour that the clock skips does not occur, and one that
 * it shows twice runs twice.
 */
export function isScheduled(schedule: Schedule, at: Date, timeZone: string): boolean {
  const wall = shownAt(minuteOf(at), timeZone);
  const today = dayOf(wall);
  const minute = (wall - Date.parse(today)) / MINUTE_MS;
  return schedule.windows.some(({ days, from, to }) => {
    const [begin, end] = [minuteOfDay(from), minuteOfDay(to)];
    const beginsOn = (day: string) => days.includes(weekdayOf(day)) && isDayOf(schedule, day);
    if (begin < end) return begin <= minute && minute < end && beginsOn(today);
    return (begin <= minute && beginsOn(today)) || (minute < end && beginsOn(daysAfter(today, -1)));
  });
}

/** The first minute after an instant at which the schedule holds and did not, or the other way round; null when it never turns again. */
export function nextTurn(schedule: Schedule, at: Date, timeZone: string): Date | null {
  const isOn = isScheduled(schedule, at, timeZone);
  const start = dayOf(wallClock(minuteOf(at), timeZone));
  const first = schedule.startsOn !== null && schedule.startsOn > start ? daysAfter(schedule.startsOn, -1) : start;
  const last = lastDayToLookAt(schedule, first);
  for (let day = first; day <= last; day = daysAfter(day, 1)) {
    const found = turnsOf(schedule, day, timeZone).find(
      (ms) => ms > at.getTime() && isScheduled(schedule, new Date(ms), timeZone) !== isOn,
    );
    if (found !== undefined) return new Date(found);
  }
  return null;
}

/** Whether a window of the schedule may begin on this day. */
const isDayOf = ({ startsOn, endsOn, except }: Schedule, day: string): boolean =>
  (startsOn === null || startsOn <= day) && (endsOn === null || day <= endsOn) && !except.includes(day);

function lastDayToLookAt({ endsOn, except }: Schedule, first: string): string {
  if (endsOn !== null) return daysAfter(endsOn < first ? first : endsOn, 2);
  return daysAfter([first, ...except].sort().at(-1) ?? first, LONGEST_WAIT);
}

/** Every instant of a day on the wall at which a window may begin or end, in order. */
function turnsOf({ windows }: Schedule, day: string, timeZone: string): number[] {
  const midnight = Date.parse(day);
  const hours = new Set(windows.flatMap(({ from, to }) => [minuteOfDay(from), minuteOfDay(to)]).concat(0));
  const shown = [...hours].flatMap((minute) => instantsOf(midnight + minute * MINUTE_MS, timeZone));
  return [...shown, ...changeOfClocks(midnight, timeZone)].sort((a, b) => a - b);
}

/** The instants at which the clock shows a time: none, one or two. */
function instantsOf(wall: number, timeZone: string): number[] {
  const candidates = offsetsAround(wall, timeZone).map((offset) => wall - offset);
  return [...new Set(candidates)].filter((ms) => wallClock(ms, timeZone) === wall);
}

/** How the clock stood a day before and a day after: zones do not change twice within two days. */
const offsetsAround = (wall: number, timeZone: string): number[] =>
  [wall - DAY_MS, wall + DAY_MS].map((ms) => wallClock(ms, timeZone) - ms);

/** The instant of a day on the wall at which the clocks were changed, when they were. */
function changeOfClocks(midnight: number, timeZone: string): number[] {
  const offsetAt = (ms: number): number => wallClock(ms, timeZone) - ms;
  let [before, after] = [midnight - DAY_MS, midnight + 2 * DAY_MS];
  const old = offsetAt(before);
  if (old === offsetAt(after)) return [];
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / MINUTE_MS / 2) * MINUTE_MS;
    if (offsetAt(middle) === old) before = middle;
    else after = middle;
  }
  // Each day tells its own, so that the turns of all days are in order.
  return dayOf(wallClock(after, timeZone)) === dayOf(midnight) ? [after] : [];
}

/** The offset asked for last in each time zone. Clocks are changed at quarters of an hour; telling the time anew takes as long as pricing an order. */
const lastOffsets = new Map<string, { readonly quarter: number; readonly offset: number }>();

function shownAt(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / (15 * MINUTE_MS));
  const known = lastOffsets.get(timeZone);
  if (known?.quarter === quarter) return ms + known.offset;
  const offset = wallClock(ms, timeZone) - ms;
  lastOffsets.set(timeZone, { quarter, offset });
  return ms + offset;
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const weekdayOf = (day: string): Weekday => WEEKDAYS[new Date(day).getUTCDay()] ?? 'SUN';

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
