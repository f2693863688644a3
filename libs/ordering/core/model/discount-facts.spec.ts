import { describe, expect, it } from '@jest/globals';

import { anOrder } from '../../testing/an-order.js';
import { discountFacts } from './discount-facts.js';

describe('how much a discount takes off', () => {
  const bill = anOrder().with('Nasi Goreng', 30_000, 2).with('Air', 5_000, 1).placed({});

  it('is said as an amount and as a rate, whichever was typed', () => {
    expect(discountFacts(bill, { type: 'PERCENT', rate: 1_000, reason: 'x' })).toEqual({
      amount: 6_500,
      basisPoints: 1_000,
    });
    expect(discountFacts(bill, { type: 'FIXED', amount: 6_500, reason: 'x' })).toEqual({
      amount: 6_500,
      basisPoints: 1_000,
    });
  });

  it('rounds the rate up: an amount just above is above', () => {
    expect(discountFacts(bill, { type: 'FIXED', amount: 6_501, reason: 'x' }).basisPoints).toBe(1_001);
  });

  it('is never more than the bill, and nothing where it is taken away', () => {
    expect(discountFacts(bill, { type: 'FIXED', amount: 1_000_000, reason: 'x' })).toEqual({
      amount: 65_000,
      basisPoints: 10_000,
    });
    expect(discountFacts(bill, null)).toEqual({ amount: 0, basisPoints: 0 });
  });
});
