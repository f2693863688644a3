import { describe, expect, it } from '@jest/globals';

import { leftOf, worthOf } from './worth.js';

const line = (more: Partial<Parameters<typeof worthOf>[0]> = {}) => ({
  quantity: 3,
  refunded_quantity: 0,
  comped_quantity: 0,
  total: 100,
  ...more,
});

describe('what pieces of a line are worth that come back', () => {
  it('is their part of what it cost, and all of them what it cost', () => {
    expect([1, 2, 3].map((n) => worthOf(line(), n))).toEqual([33, 67, 100]);
    expect(worthOf(line({ refunded_quantity: 1 }), 1)).toBe(34);
    expect(worthOf(line({ refunded_quantity: 1 }), 2)).toBe(67);
    expect(leftOf(line({ refunded_quantity: 1 }))).toBe(2);
  });

  it('is nothing for those on the house, which come last', () => {
    const one = line({ comped_quantity: 1 });
    expect([1, 2, 3].map((n) => worthOf(one, n))).toEqual([50, 100, 100]);
    expect(worthOf(line({ comped_quantity: 3, total: 0 }), 2)).toBe(0);
  });
});
