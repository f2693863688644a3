import { EventEmitter } from 'node:events';

import { describe, expect, it } from '@jest/globals';

import { Metrics } from '../telemetry/metrics.js';
import { BullJobProcessor, BullJobWaker } from './bull-jobs.js';

/** A Bull queue as far as its end goes: `close` answers when the test says so. */
class EndingQueue extends EventEmitter {
  readonly client = Object.assign(new EventEmitter(), { status: 'ready' });
  onApplicationShutdown?: () => Promise<void>;
  end: () => void = () => undefined;
  close = () => new Promise<void>((resolve) => (this.end = resolve));
}

const ending = () => {
  const queue = new EndingQueue();
  new BullJobWaker(queue as never, { warn: () => undefined } as never, new Metrics()).onModuleInit();
  let isOver = false;
  const over = queue.onApplicationShutdown!().then(() => (isOver = true));
  return { queue, over, isOver: () => isOver };
};
const afterMs = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('the end of a process that has a Bull queue', () => {
  it('waits for the queue while Redis is there, however long', async () => {
    const { queue, over, isOver } = ending();
    await afterMs(2_600);
    expect(isOver()).toBe(false);

    queue.end();

    await over;
  });

  it('does not wait for a Redis that is away for two seconds', async () => {
    const { queue, over } = ending();

    queue.client.status = 'reconnecting';

    await over;
  }, 4_000);

  it('waits for the jobs in hand, whether or not Bull hears of them', async () => {
    let finish: () => void = () => undefined;
    const runner = { runById: () => new Promise<void>((resolve) => (finish = resolve)) };
    const processor = new BullJobProcessor(runner as never);
    const processed = processor.process({ data: { id: 'job-1' } } as never);
    let isOver = false;
    const over = processor.onApplicationShutdown().then(() => (isOver = true));
    await afterMs(20);
    expect(isOver).toBe(false);

    finish();

    await Promise.all([processed, over]);
  });
});
