import { describe, expect, it } from '@jest/globals';

import { pauseBefore } from './check-times.js';

describe('the times at which a gateway is asked again', () => {
  it('are 1, 5, 15 and 60 minutes after the start, then every hour for three days', () => {
    const minutes: number[] = [];
    let at = 0;
    for (let check = 0; ; check++) {
      const pause = pauseBefore(check);
      if (pause === null) break;
      minutes.push((at += pause / 60_000));
    }
    expect(minutes.slice(0, 6)).toEqual([1, 5, 15, 60, 120, 180]);
    expect(minutes.at(-1)).toBe(72 * 60);
  });
});
