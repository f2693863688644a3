import { describe, expect, it } from '@jest/globals';

import {
  canBecome,
  CAPTURED_STATUSES,
  isCaptured,
  isLive,
  LIVE_STATUSES,
  mayBecome,
  PAYMENT_STATUSES,
  type PaymentStatus,
} from './payment-status.js';

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

/** What a guarded update leaves after it was told these, in this order. */
const after = (told: readonly PaymentStatus[]): PaymentStatus =>
  told.reduce<PaymentStatus>((status, to) => (mayBecome(to).includes(status) ? to : status), 'UNKNOWN');

describe('the transitions of a payment', () => {
  // By hand: a row is what it is, a column what it may become; x where it may.
  const columns: readonly PaymentStatus[] = [
    'UNKNOWN',
    'PENDING',
    'AUTHORIZED',
    'FAILED',
    'EXPIRED',
    'CANCELLED',
    'PAID',
    'PARTIALLY_REFUNDED',
    'REFUNDED',
  ];
  it.each<[PaymentStatus, string]>([
    ['UNKNOWN', '. x x x x x x x x'],
    ['PENDING', 'x . x x x x x x x'],
    ['AUTHORIZED', '. . . x x x x x x'],
    ['FAILED', '. . . . . . x x x'],
    ['EXPIRED', '. . . . . . x x x'],
    ['CANCELLED', '. . . . . . x x x'],
    ['PAID', '. . . . . . . x x'],
    ['PARTIALLY_REFUNDED', '. . . . . . . . x'],
    ['REFUNDED', '. . . . . . . . .'],
  ])('of %s are %s', (from, expected) => {
    expect(columns.map((to) => (canBecome(from, to) ? 'x' : '.')).join(' ')).toBe(expected);
  });
});

describe('the rank of a payment', () => {
  it.each([
    [['PENDING', 'PAID'], 'PAID'],
    [['PENDING', 'PAID', 'EXPIRED'], 'PAID'],
    [['PENDING', 'AUTHORIZED', 'PAID', 'FAILED'], 'PAID'],
    [['PENDING', 'PAID', 'EXPIRED', 'REFUNDED'], 'REFUNDED'],
    [['PENDING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED'], 'REFUNDED'],
  ] as const)('ends %j, told in whatever order and twice, as %s', (told, end) => {
    for (const order of permutations<PaymentStatus>(told)) {
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
