import { describe, expect, it } from '@jest/globals';

import { merged } from './dashboard.js';
import { dayBefore, measuresOf, periodFrom, wholeMonths } from './sales-report.js';

describe('the days of a report', () => {
  const today = '2026-03-02';

  it('are the last thirty when nothing is said', () => {
    expect(periodFrom(undefined, undefined, today)).toEqual({ from: '2026-02-01', to: today });
    expect(periodFrom(undefined, '2024-03-01', today)).toEqual({ from: '2024-02-01', to: '2024-03-01' });
  });

  it('are those that are asked for, up to today when no end is said', () => {
    expect(periodFrom('2026-03-01', undefined, today)).toEqual({ from: '2026-03-01', to: today });
    expect(periodFrom('2026-01-05', '2026-01-05', today)).toEqual({ from: '2026-01-05', to: '2026-01-05' });
    expect(periodFrom('2027-01-01', undefined, today)).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  });

  it('never go backwards', () => {
    expect(() => periodFrom('2026-03-02', '2026-03-01', today)).toThrow(
      expect.objectContaining({ code: 'PERIOD_BACKWARDS' }),
    );
  });

  it('come after one another over months and leap years', () => {
    expect([dayBefore('2026-03-01'), dayBefore('2024-03-01'), dayBefore('2026-01-01')]).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2025-12-31',
    ]);
  });
});

describe('figures of several reports', () => {
  it('are added up by key, and never over two currencies', () => {
    const row = (key: string, currency: string, net: number) => ({ key, currency, orders_count: 1, net_sales: net });

    expect(merged([row('a', 'IDR', 1), row('b', 'IDR', 5), row('a', 'BRL', 2), row('a', 'IDR', 3)])).toEqual([
      row('b', 'IDR', 5),
      { key: 'a', currency: 'IDR', orders_count: 2, net_sales: 4 },
      row('a', 'BRL', 2),
    ]);
  });

  it('are of bills, of their lines, or of money', () => {
    expect(measuresOf('day')).toContain('shipping');
    expect(measuresOf('category')).not.toContain('refunds');
    expect(measuresOf('cashier')).toEqual([
      'payments_count',
      'refunds_count',
      'gross_sales',
      'rounding',
      'refunds',
      'net_sales',
    ]);
  });
});

describe('the whole months of a report', () => {
  it.each([
    ['2026-01-01', '2026-03-31', { first: '2026-01-01', end: '2026-04-01' }],
    ['2025-12-31', '2026-03-30', { first: '2026-01-01', end: '2026-03-01' }],
    ['2024-01-15', '2024-02-29', { first: '2024-02-01', end: '2024-03-01' }],
    ['2025-02-01', '2025-02-28', { first: '2025-02-01', end: '2025-03-01' }],
    ['2025-11-30', '2026-01-01', { first: '2025-12-01', end: '2026-01-01' }],
  ])('from %s to %s', (from, to, months) => {
    expect(wholeMonths({ from, to })).toEqual(months);
  });

  it.each([
    ['2026-01-01', '2026-01-30'],
    ['2026-01-02', '2026-02-27'],
    ['2026-01-15', '2026-01-15'],
    ['2026-01-31', '2026-02-01'],
  ])('there are none from %s to %s', (from, to) => {
    expect(wholeMonths({ from, to })).toBeUndefined();
  });
});
