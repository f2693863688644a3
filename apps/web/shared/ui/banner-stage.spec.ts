import { describe, expect, it } from '@jest/globals';

import { bannerStage, isOld } from './banner-stage.js';

describe('the banner', () => {
  it.each([
    ['live', null, 0, 'quiet'],
    ['starting', null, 0, 'quiet'],
    ['lost', 1_000, 3_999, 'quiet'],
    ['lost', 1_000, 4_000, 'reconnecting'],
    ['lost', 1_000, 40_999, 'reconnecting'],
    ['lost', 1_000, 41_000, 'gone'],
    ['starting', 1_000, 41_000, 'gone'],
    ['refused', 1_000, 1_000, 'refused'],
  ] as const)('of %s since %p at %d is %s', (state, since, now, stage) => {
    expect(bannerStage(state, since, now)).toBe(stage);
  });

  it('dims what is older than two minutes, and never what is live', () => {
    expect([isOld('lost', 0, 120_000), isOld('lost', 0, 120_001), isOld('live', 0, 999_999)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
