import { describe, expect, it } from '@jest/globals';

import { SeenEvents } from './seen-events.js';

const event = (seq: number, outlet: string | null = 'a') => ({ seq, cursor: `C.${seq}`, outlet_id: outlet });

describe('events that a page has seen', () => {
  it('are those of its snapshot, and each that it was told once', () => {
    const seen = new SeenEvents(5);
    expect([5, 6, 6, 9, 8, 10].map((seq) => seen.isNew(event(seq)))).toEqual([false, true, false, true, false, true]);
    expect(seen.since).toBe('C.10');
  });

  it('are counted for each outlet by itself', () => {
    const seen = new SeenEvents('C.100');
    expect([event(7, 'a'), event(3, 'b'), event(3, 'b'), event(8, 'a')].map((one) => seen.isNew(one))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('are forgotten when everything was fetched anew, also where the count began again', () => {
    const seen = new SeenEvents(500);
    seen.isNew(event(501));
    seen.startFrom(20);
    expect(seen.since).toBe(20);
    expect([20, 21].map((seq) => seen.isNew(event(seq)))).toEqual([false, true]);
  });
});
