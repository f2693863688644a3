import { describe, expect, it } from '@jest/globals';

import { isScheduled, nextTurn, type Schedule, type ScheduleWindow, WEEKDAYS } from './schedule.js';
import { propertyRuns } from './testing/index.js';

const EVERY_DAY = [...WEEKDAYS];
const schedule = (windows: ScheduleWindow[], more: Partial<Schedule> = {}): Schedule => ({
  ...{ windows, startsOn: null, endsOn: null, except: [] },
  ...more,
});
const at = (text: string) => new Date(text);

describe('a schedule', () => {
  const happyHour = schedule([{ days: ['MON', 'FRI'], from: '17:00', to: '19:00' }], { except: ['2026-12-25'] });
  const night = schedule([{ days: ['FRI'], from: '22:00', to: '02:00' }]);
  const NEW_YORK = 'America/New_York';

  it.each([
    // Monday 16 March 2026 in Jakarta is seven hours before UTC.
    [happyHour, 'Asia/Jakarta', '2026-03-16T09:59:59Z', false, '2026-03-16T10:00:00Z'],
    [happyHour, 'Asia/Jakarta', '2026-03-16T10:00:00Z', true, '2026-03-16T12:00:00Z'],
    [happyHour, 'Asia/Jakarta', '2026-03-16T11:59:59Z', true, '2026-03-16T12:00:00Z'],
    [happyHour, 'Asia/Jakarta', '2026-03-16T12:00:00Z', false, '2026-03-20T10:00:00Z'],
    // Friday, 25 December, is an exception: the next window is Monday's.
    [happyHour, 'Asia/Jakarta', '2026-12-25T10:30:00Z', false, '2026-12-28T10:00:00Z'],
    // Past midnight it belongs to Friday; on the night to Friday nothing began.
    [night, 'Asia/Jakarta', '2026-03-20T17:30:00Z', true, '2026-03-20T19:00:00Z'],
    [night, 'Asia/Jakarta', '2026-03-19T17:30:00Z', false, '2026-03-20T15:00:00Z'],
    [
      schedule([{ days: ['FRI'], from: '22:00', to: '02:00' }], { endsOn: '2026-03-20' }),
      'Asia/Jakarta',
      '2026-03-20T19:00:00Z',
      false,
      null,
    ],
    [schedule([{ days: EVERY_DAY, from: '00:00', to: '00:00' }]), 'Asia/Jakarta', '2026-03-20T19:00:00Z', true, null],
    [
      schedule([{ days: EVERY_DAY, from: '00:00', to: '00:00' }], { startsOn: '2027-01-01' }),
      'Asia/Jakarta',
      '2026-03-20T19:00:00Z',
      false,
      '2026-12-31T17:00:00Z',
    ],
    [schedule([]), 'Asia/Jakarta', '2026-03-20T19:00:00Z', false, null],
    // The clock of New York skips 02:00 to 03:00 on 8 March, and shows 01:00 to 02:00 twice on 1 November.
    [
      schedule([{ days: ['SUN'], from: '02:00', to: '03:00' }]),
      NEW_YORK,
      '2026-03-08T06:30:00Z',
      false,
      '2026-03-15T06:00:00Z',
    ],
    [
      schedule([{ days: ['SUN'], from: '02:00', to: '03:00' }]),
      NEW_YORK,
      '2026-03-08T07:00:00Z',
      false,
      '2026-03-15T06:00:00Z',
    ],
    [
      schedule([{ days: ['SUN'], from: '01:00', to: '02:00' }]),
      NEW_YORK,
      '2026-11-01T05:00:00Z',
      true,
      '2026-11-01T07:00:00Z',
    ],
    [
      schedule([{ days: ['SUN'], from: '01:30', to: '02:00' }]),
      NEW_YORK,
      '2026-11-01T05:45:00Z',
      true,
      '2026-11-01T06:00:00Z',
    ],
    [
      schedule([{ days: ['SUN'], from: '01:30', to: '02:00' }]),
      NEW_YORK,
      '2026-11-01T06:10:00Z',
      false,
      '2026-11-01T06:30:00Z',
    ],
    [
      schedule([{ days: ['SUN'], from: '02:30', to: '04:00' }]),
      NEW_YORK,
      '2026-03-08T06:59:00Z',
      false,
      '2026-03-08T07:00:00Z',
    ],
    // The evening before the clocks change: the turn at 01:17 comes before the one that the change makes.
    [
      schedule([{ days: ['SUN'], from: '01:17', to: '04:00' }]),
      NEW_YORK,
      '2026-03-08T03:59:00Z',
      false,
      '2026-03-08T06:17:00Z',
    ],
  ])('%# holds or not, and turns next', (one, zone, instant, holds, turn) => {
    expect(isScheduled(one, at(instant), zone)).toBe(holds);
    expect(nextTurn(one, at(instant), zone)?.toISOString() ?? null).toBe(turn && at(turn).toISOString());
  });
});

/** What a wall clock shows at each minute of the year, as text: a second implementation, which compares texts and walks. */
const YEAR = 365;
const FIRST = Date.parse('2026-01-01T00:00Z');
const MINUTE = 60_000;

function shownIn(zone: string, from: number, minutes: number): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return Array.from({ length: minutes }, (_, minute) => format.format(from + minute * MINUTE));
}

function holdsByText(one: Schedule, shown: string): boolean {
  const [date = '', time = ''] = shown.split(' ');
  const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
  const begins = ({ days }: ScheduleWindow, day: string): boolean => {
    if (one.except.includes(day)) return false;
    if (one.startsOn !== null && day < one.startsOn) return false;
    if (one.endsOn !== null && day > one.endsOn) return false;
    return days.some((name) => WEEKDAYS.indexOf(name) === new Date(`${day}T12:00Z`).getUTCDay());
  };
  return one.windows.some((window) => {
    const isPastMidnight = window.to <= window.from;
    if (!isPastMidnight) return begins(window, date) && time >= window.from && time < window.to;
    return (time >= window.from && begins(window, date)) || (time < window.to && begins(window, before));
  });
}

/** What is drawn can be drawn again: `SEED=… npm run test:unit -- schedule`. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

describe(`a schedule at every minute, seed ${SEED}`, () => {
  // Mulberry32, as it is in the public domain.
  let state = SEED;
  const random = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
  };
  const time = () => `${String(random(24)).padStart(2, '0')}:${['00', '30', '17', '59'][random(4)]}`;
  const day = () => new Date(FIRST + random(YEAR) * 86_400_000).toISOString().slice(0, 10);
  const drawn = (): Schedule => {
    const windows = Array.from({ length: 1 + random(3) }, () => ({
      days: EVERY_DAY.filter(() => random(2) === 0),
      from: time(),
      to: time(),
    }));
    const ends = random(3) === 0 ? [day(), day()].sort() : [null, null];
    return schedule(windows, {
      startsOn: ends[0] ?? null,
      endsOn: ends[1] ?? null,
      except: Array.from({ length: random(6) }, day),
    });
  };

  it.each(['Asia/Jakarta', 'America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon'])('of %s', (zone) => {
    const days = propertyRuns(YEAR);
    const from = FIRST + random(YEAR - days + 1) * 86_400_000;
    const shown = shownIn(zone, from, days * 1440);
    for (const one of Array.from({ length: propertyRuns(2) }, drawn)) {
      const expected = shown.map((text) => holdsByText(one, text));
      const wrong = expected.findIndex(
        (holds, minute) => isScheduled(one, new Date(from + minute * MINUTE), zone) !== holds,
      );
      expect([one, zone, wrong]).toEqual([one, zone, -1]);
      const turns = expected.flatMap((holds, minute) => (minute > 0 && holds !== expected[minute - 1] ? [minute] : []));
      for (const [index, minute] of [0, ...turns].slice(0, -1).entries()) {
        const next = nextTurn(one, new Date(from + minute * MINUTE + random(MINUTE)), zone);
        expect([one, zone, minute, next && (next.getTime() - from) / MINUTE]).toEqual([
          one,
          zone,
          minute,
          turns[index],
        ]);
      }
    }
  });
});
