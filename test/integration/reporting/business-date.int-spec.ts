import { beforeAll, describe, expect, it } from '@jest/globals';

import { BUSINESS_DATES, BUSINESS_DAYS } from '../../../libs/kernel/testing/business-dates.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

describe('the business date in SQL', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  const dateOf = async (at: string, zone: string, cutoff: string): Promise<string | undefined> => {
    const text = 'SELECT business_date($1, $2, $3)::text AS day';
    return (await database.query<{ day: string }>(text, [at, zone, cutoff]))[0]?.day;
  };

  it.each(BUSINESS_DATES)('in %s with cutoff %s, at %s (%s there), is %s', async (zone, cutoff, at, wall, day) => {
    const clock = `SELECT to_char($1::timestamptz AT TIME ZONE $2, 'HH24:MI') AS wall`;
    expect(await database.query(clock, [at, zone])).toEqual([{ wall }]);
    expect(await dateOf(at, zone, cutoff)).toBe(day);
  });

  it.each(BUSINESS_DAYS)(
    'in %s with cutoff %s, %s begins at %s and ends at %s',
    async (zone, cutoff, day, from, to) => {
      const lastOf = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
      expect(await dateOf(from, zone, cutoff)).toBe(day);
      expect(await dateOf(lastOf(to), zone, cutoff)).toBe(day);
      expect(await dateOf(to, zone, cutoff)).not.toBe(day);
      expect(await dateOf(lastOf(from), zone, cutoff)).not.toBe(day);
    },
  );
});
