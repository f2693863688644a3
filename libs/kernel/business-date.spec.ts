import { describe, expect, it } from '@jest/globals';

import { businessDate, daysAfter, startOfBusinessDate } from './business-date.js';
import { BUSINESS_DATES, BUSINESS_DAYS } from './testing/business-dates.js';

describe('a business date', () => {
  it.each(BUSINESS_DATES)('in %s with cutoff %s, at %s (%s there), is %s', (zone, cutoff, at, _wall, day) => {
    expect(businessDate(new Date(at), zone, cutoff)).toBe(day);
  });

  it.each(BUSINESS_DAYS)('in %s with cutoff %s, %s lasts from %s to %s', (zone, cutoff, day, from, to) => {
    expect(startOfBusinessDate(day, zone, cutoff)).toEqual(new Date(from));
    expect(startOfBusinessDate(daysAfter(day, 1), zone, cutoff)).toEqual(new Date(to));
  });

  it('begins with its first minute and ends before the next one, every day of a year, wherever the cutoff is', () => {
    for (const zone of new Set(BUSINESS_DATES.map(([name]) => name))) {
      for (const cutoff of ['01:45', '04:00']) {
        for (let i = 0, day = '2026-01-01'; i < 365; i++, day = daysAfter(day, 1)) {
          const from = startOfBusinessDate(day, zone, cutoff);
          const before = new Date(from.getTime() - 60_000);
          expect([zone, cutoff, businessDate(from, zone, cutoff), businessDate(before, zone, cutoff)]).toEqual([
            zone,
            cutoff,
            day,
            daysAfter(day, -1),
          ]);
        }
      }
    }
  });

  it('is the calendar day where there is no cutoff', () => {
    expect(businessDate(new Date('2026-03-02T00:30:00Z'), 'Asia/Jakarta')).toBe('2026-03-02');
  });
});
