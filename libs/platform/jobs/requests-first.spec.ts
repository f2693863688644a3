import { setImmediate as turn } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { Metrics } from '../telemetry/metrics.js';
import { RequestsFirst } from './requests-first.js';

describe('jobs beside requests', () => {
  const beside = (requestsInHand: number) => {
    const metrics = new Metrics();
    metrics.requestsInHand = requestsInHand;
    return new RequestsFirst(metrics);
  };

  async function isBack(waiting: Promise<void>): Promise<boolean> {
    let isOver = false;
    void waiting.then(() => (isOver = true));
    await turn();
    return isOver;
  }

  it('go on at once beside what counters make', async () => {
    expect(await isBack(beside(8).giveWay())).toBe(true);
  });

  it('let a rush go first, and go on all the same', async () => {
    const waiting = beside(9).giveWay();

    expect(await isBack(waiting)).toBe(false);
    await expect(waiting).resolves.toBeUndefined();
  });
});
