import { describe, expect, it } from '@jest/globals';

import { narrowed } from './clock.js';

describe('what an answer tells of the server’s clock', () => {
  it('is within its whole second, and within the time that it was on its way', () => {
    // Written at 10.000 to 10.999 by the server, between 4.000 and 4.200 by ours.
    expect(narrowed(null, 10_000, 4_000, 4_200)).toEqual({ least: 5_800, most: 7_000 });
  });

  it('narrows with each answer', () => {
    const first = narrowed(null, 10_000, 4_000, 4_200);
    // By then ours says 4.900 to 4.950 and the server is in its next second.
    expect(narrowed(first, 11_000, 4_900, 4_950)).toEqual({ least: 6_050, most: 7_000 });
  });

  it('is believed alone when a clock was set meanwhile', () => {
    const before = { least: 5_800, most: 7_000 };
    expect(narrowed(before, 60_000, 4_000, 4_100)).toEqual({ least: 55_900, most: 57_000 });
  });
});
