import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { newSchedule, reviseSchedule } from '../core/model/named-schedule.js';
import type { ScheduleRepository } from '../core/outlets.ports.js';

const NOON = new Date('2026-03-16T12:00:00Z');
const LATER = new Date('2026-03-16T13:00:00Z');
const windows = [{ days: ['MON' as const, 'FRI' as const], from: '17:00', to: '19:00' }];

/** What a repository of schedules does; run on the fake and on PostgreSQL. */
export function scheduleRepositoryContract(given: () => ScheduleRepository): void {
  const stored = async (outletId: string | null, name: string) => {
    const schedule = newSchedule(outletId, { name, windows, endsOn: '2026-12-31', except: ['2026-12-25'] }, NOON);
    await given().insert(schedule);
    return schedule;
  };

  describe('schedules', () => {
    it('come back as they were stored, to the outlets that may use them', async () => {
      const [cafe, bakery] = [newId(), newId()];
      const [own, shared] = [await stored(cafe, `A ${cafe}`), await stored(null, `B ${cafe}`)];
      const foreign = await stored(bakery, `C ${cafe}`);

      expect(await given().lock([cafe], own.id)).toEqual(own);
      expect(await given().lock([cafe], shared.id)).toEqual(shared);
      expect(await given().lock([cafe], foreign.id)).toBeNull();
      expect(await given().lock('all', foreign.id)).toEqual(foreign);
      const named = async (...asked: [readonly string[] | 'all', string | null]) =>
        (await given().page(...asked, { limit: 1_000, offset: 0 })).data
          .map(({ name }) => name)
          .filter((name) => name.endsWith(cafe))
          .map((name) => name[0]);
      expect(await named([cafe], null)).toEqual(['A', 'B']);
      expect(await named('all', null)).toEqual(['A', 'B', 'C']);
      expect(await named('all', bakery)).toEqual(['B', 'C']);
    });

    it('are written over the version just before and over no other, and removed', async () => {
      const before = await stored(newId(), 'Happy hour');
      const after = reviseSchedule(before, { startsOn: '2026-06-01', except: [] }, LATER);
      await given().update(after);

      expect(await given().lock('all', before.id)).toEqual(after);
      await expect(given().update(after)).rejects.toThrow('without its lock');
      await given().remove(before.id, LATER);
      expect(await given().lock('all', before.id)).toBeNull();
    });
  });
}
