import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { inTurn } from './in-turn.js';

describe('what is done in turn', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is done once for several calls, and once more for what is called for meanwhile', async () => {
    const ends: (() => void)[] = [];
    const turn = inTurn(() => new Promise<void>((resolve) => ends.push(resolve)), 100);
    for (let n = 0; n < 3; n += 1) turn.again();
    expect(ends.length).toBe(0);
    await jest.advanceTimersByTimeAsync(100);
    expect(ends.length).toBe(1);
    turn.again();
    turn.again();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ends.length).toBe(1);
    ends[0]!();
    await jest.advanceTimersByTimeAsync(100);
    expect(ends.length).toBe(2);
    ends[1]!();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ends.length).toBe(2);
  });

  it('is done no more once it is stopped', async () => {
    const work = jest.fn(() => Promise.resolve());
    const turn = inTurn(work, 100);
    turn.again();
    turn.stop();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work).not.toHaveBeenCalled();
  });
});
