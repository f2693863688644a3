import { describe, expect, it } from '@jest/globals';

import { shareOfBill } from './refund-share.js';

describe('what a bill hears of a refund', () => {
  const taken = { amount: 50, appliedAmount: 30, refundedAmount: 0 };

  it('is nothing of what it never took', () => {
    expect(shareOfBill(taken, 20)).toBe(0);
    expect(shareOfBill({ ...taken, appliedAmount: 0 }, 50)).toBe(0);
  });

  it('is the rest, however the refunds are cut', () => {
    expect(shareOfBill(taken, 50)).toBe(30);
    expect(shareOfBill(taken, 35)).toBe(15);
    expect(shareOfBill({ ...taken, refundedAmount: 35 }, 15)).toBe(15);
    expect(shareOfBill({ ...taken, appliedAmount: 50 }, 7)).toBe(7);
  });
});
