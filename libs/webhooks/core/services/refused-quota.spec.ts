import { describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import { RefusedQuota } from './refused-quota.js';

describe('what a flooder can make us store', () => {
  it('is 200 refused webhooks of a provider an hour', () => {
    const clock = new FixedClock(new Date('2026-11-21T05:00:00Z'));
    const quota = new RefusedQuota(clock);
    const kept = (provider: string) => Array.from({ length: 1_000 }, () => quota.take(provider)).filter(Boolean).length;
    expect([kept('stripe'), kept('midtrans'), kept('stripe')]).toEqual([200, 200, 0]);
    clock.set(new Date('2026-11-21T06:00:00Z'));
    expect(kept('stripe')).toBe(200);
  });
});
