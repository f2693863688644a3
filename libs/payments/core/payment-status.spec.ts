import { describe, expect, it } from '@jest/globals';

import { CAPTURED_STATUSES, isCaptured, isLive, LIVE_STATUSES, mayBecome } from './payment-status.js';
import { PAYMENT_STATUSES, type PaymentStatus } from './payments.api.js';

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

/** What a guarded update leaves after these news, in this order. */
const after = (news: readonly PaymentStatus[]): PaymentStatus =>
  news.reduce<PaymentStatus>((status, to) => (mayBecome(to).includes(status) ? to : status), 'UNKNOWN');

describe('the rank of a payment', () => {
  it.each([
    [['PENDING', 'PAID'], 'PAID'],
    [['PENDING', 'PAID', 'EXPIRED'], 'PAID'],
    [['PENDING', 'AUTHORIZED', 'PAID', 'FAILED'], 'PAID'],
    [['PENDING', 'PAID', 'EXPIRED', 'REFUNDED'], 'REFUNDED'],
    [['PENDING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED'], 'REFUNDED'],
  ] as const)('ends %j, told in whatever order and twice, as %s', (news, end) => {
    for (const order of permutations<PaymentStatus>(news)) {
      expect([order, after([...order, ...order])]).toEqual([order, end]);
    }
  });

  it('keeps the first of several ends', () => {
    expect(after(['PENDING', 'EXPIRED', 'CANCELLED', 'FAILED', 'PENDING'])).toBe('EXPIRED');
  });

  it('tells what is still open from what is over and from what is money', () => {
    expect(PAYMENT_STATUSES.filter(isLive).sort()).toEqual([...LIVE_STATUSES].sort());
    expect(PAYMENT_STATUSES.filter(isCaptured).sort()).toEqual([...CAPTURED_STATUSES].sort());
  });
});
