import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

import { CursorPeriodQuery, periodOf } from './period.js';

const query = (from?: string, to?: string) => plainToInstance(CursorPeriodQuery, { from, to });

describe('a period', () => {
  it.each([
    ['2026-03-01T08:30', '2026-03-01T09:00:00', '2026-03-01T08:30:00.000Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T08:00:00+07:00', '2026-03-01T08:00:00.5Z', '2026-03-01T01:00:00.000Z', '2026-03-01T08:00:00.500Z'],
  ])('from %s to %s is between instants, in UTC where nothing else is said', (from, to, start, end) => {
    expect(validateSync(query(from, to))).toEqual([]);
    expect(periodOf(query(from, to))).toEqual({ from: new Date(start), to: new Date(end) });
  });

  it('of dates is left to the calendar of the outlet', () => {
    expect(validateSync(query('2026-03-01', '2026-03-02'))).toEqual([]);
    expect(periodOf(query('2026-03-01', '2026-03-02'))).toEqual({ from: '2026-03-01', to: '2026-03-02' });
  });

  it('is open where nothing is said', () => {
    expect(validateSync(query())).toEqual([]);
    expect(periodOf(query())).toEqual({ from: undefined, to: undefined });
  });

  it.each([
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T24:00:01Z',
    '2026-W10',
    '20260301',
    '',
    '2026-03-01 08:00',
    '0000-01-01',
    '9999-12-31',
  ])('refuses %j', (text) => {
    expect(validateSync(query(text)).map(({ property }) => property)).toEqual(['from']);
  });
});
