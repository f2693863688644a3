import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { aCoupon, NOON } from '../../testing/a-coupon.js';
import { reviseCoupon } from './coupon.js';
import { couponDiscount } from './coupon-terms.js';

const HOUR = 3_600_000;
const before = new Date(NOON.getTime() - HOUR);
const after = new Date(NOON.getTime() + HOUR);

describe('a coupon', () => {
  it('is between nothing and the subtotal, for any terms and bill', () => {
    const terms = fc.oneof(
      fc.record({ type: fc.constant('PERCENT' as const), rate: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ type: fc.constant('FIXED' as const), amount: fc.integer({ min: 1, max: 1_000_000_000_000 }) }),
    );
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 10_000_000_000 }), (off, subtotal) => {
        const discount = couponDiscount(off, subtotal);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(subtotal);
      }),
    );
  });

  it('ends after it begins, and cannot be limited to fewer uses than there were', async () => {
    expect(() => aCoupon({ startsAt: after, endsAt: before })).toThrow('not as they should be');
    expect(() => reviseCoupon({ ...aCoupon(), used: 5 }, { maxUses: 4 }, NOON)).toThrow('more often');
    const coupon = aCoupon();
    expect(reviseCoupon(coupon, { active: true }, NOON)).toBe(coupon);
  });
});
