import { describe, expect, it } from '@jest/globals';

import { countedPieces, countedTotal, denominationsOf } from './denominations.js';

describe('a drawer that is counted', () => {
  it('counts a note and a coin of the same worth apart', () => {
    const thousands = denominationsOf('IDR').flatMap(({ value, kind }, at) => (value === 1_000 ? [[kind, at]] : []));

    expect(thousands).toEqual([
      ['note', 6],
      ['coin', 7],
    ]);
    expect(countedTotal('IDR', [2, 0, 1, 0, 0, 0, 3, 4])).toBe(227_000);
  });

  it('is told by value: what is worth the same is one row, and what is not there is none', () => {
    expect(countedPieces('IDR', [2, 0, 1, 0, 0, 0, 3, 4])).toEqual([
      { value: 100_000, count: 2 },
      { value: 20_000, count: 1 },
      { value: 1_000, count: 7 },
    ]);
  });

  it('counts centavos', () => {
    expect(countedTotal('BRL', [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])).toBe(100_15);
  });

  it('is one amount where the currency is not known', () => {
    expect([denominationsOf('XTS'), countedTotal('XTS', [1])]).toEqual([[], 0]);
  });
});
