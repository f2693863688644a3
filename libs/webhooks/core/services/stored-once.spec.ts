import { describe, expect, it, jest } from '@jest/globals';

import { StoredOnce } from './stored-once.js';

describe('events that come again and again', () => {
  it('are stored once, whether they come together or later', async () => {
    const once = new StoredOnce();
    const store = jest.fn(() => Promise.resolve(true));
    const together = await Promise.all(Array.from({ length: 1_000 }, () => once.run('stripe evt_1', store)));
    expect(together.filter(Boolean)).toHaveLength(1);
    expect(await once.run('stripe evt_1', store)).toBe(false);
    expect(store).toHaveBeenCalledTimes(1);
    expect(await once.run('stripe evt_2', store)).toBe(true);
  });

  it('are not here when storing them failed, for anybody', async () => {
    const once = new StoredOnce();
    const away = () => Promise.reject(new Error('away'));
    const outcomes = await Promise.allSettled([once.run('a', away), once.run('a', away)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await once.run('a', () => Promise.resolve(true))).toBe(true);
  });
});
