import { describe, expect, it } from '@jest/globals';

import { countedTotal, denominationsOf } from './denominations.js';

describe('a drawer that is counted', () => {
  it('counts a note and a coin of the same worth apart', () => {
    const thousands = denominationsOf('IDR').flatMap(({ value, kind }, at) => (value === 1_000 ? [[kind, at]] : []));

    expect(thousands).toEqual([
      ['note', 6],
      ['coin', 7],
    ]);
    expect(countedTotal('IDR', [2, 0, 1, 0, 0, 0, 3, 4])).toBe(227_000);
  });

  it('counts centavos', () => {
    expect(countedTotal('BRL', [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])).toBe(100_15);
  });

  it('is one amount where the currency is not known', () => {
    expect([denominationsOf('XTS'), countedTotal('XTS', [1])]).toEqual([[], 0]);
  });
});
