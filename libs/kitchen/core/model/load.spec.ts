import { describe, expect, it } from '@jest/globals';

import { backlogOf, pacePercentOf, quoteOf, weightOf } from './load.js';
import { undescribed } from './station.js';

const grill = { ...undescribed('grill'), parallel: 2, prepSeconds: 600 };
const steaks = (count: number) => ({
  lines: Array.from({ length: count }, () => ({ quantity: 1, prepSeconds: null })),
});
const busy = (seconds: number, pacePercent = 100, described = grill) => ({
  station: 'grill',
  described,
  seconds,
  pacePercent,
});

describe('how much there is to do', () => {
  it('weighs a line by its time, and each piece after the first by half of it', () => {
    expect([1, 2, 3].map((quantity) => weightOf(600, quantity))).toEqual([600, 900, 1200]);
    const lines = [
      { quantity: 2, prepSeconds: null },
      { quantity: 1, prepSeconds: 240 },
    ];
    expect(backlogOf({ lines }, grill)).toBe(900 + 240);
  });

  it('promises one more steak behind six in 35 minutes, and in 70 at half the pace', () => {
    const seconds = backlogOf(steaks(6), grill);
    expect(quoteOf([busy(seconds)])).toBe(35 * 60);
    expect(quoteOf([busy(seconds, 200)])).toBe(70 * 60);
  });

  it('promises what the slowest station does, in whole minutes', () => {
    const bar = { ...undescribed('bar'), parallel: 4, prepSeconds: 60 };
    expect(quoteOf([busy(0), busy(0, 100, bar)])).toBe(300);
    expect(quoteOf([busy(0, 100, bar)])).toBe(60);
    expect(quoteOf([])).toBeNull();
  });

  it('believes a pace of 20 lines and more, between half and three times', () => {
    expect(pacePercentOf(undefined)).toBe(100);
    expect(pacePercentOf({ samples: 19, percent: 200 })).toBe(100);
    expect(pacePercentOf({ samples: 20, percent: 200 })).toBe(200);
    expect(pacePercentOf({ samples: 20, percent: 10 })).toBe(50);
    expect(pacePercentOf({ samples: 20, percent: 1000 })).toBe(300);
    expect(pacePercentOf({ samples: 0, percent: null })).toBe(100);
  });
});
