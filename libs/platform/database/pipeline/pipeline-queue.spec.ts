import { setImmediate as turn } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { PipelineQueue } from './pipeline-queue.js';
import { PipelinedTransaction } from './pipelined-transaction.js';
import { type Answer, FakePool } from './testing/fake-postgres.js';

describe('the queue of pipelined transactions', () => {
  function queueOf(max: number, answer?: (text: string) => Answer) {
    const pool = new FakePool({ max }, answer);
    const queue = new PipelineQueue(pool.asPool());
    const run = async (...texts: string[]) => {
      const transaction = new PipelinedTransaction();
      const statements = Promise.allSettled(texts.map((text) => transaction.add({ text })));
      transaction.close();
      await queue.run(transaction);
      return { transaction, statements: await statements };
    };
    return { pool, run };
  }

  beforeEach(() => {
    // What is slow is told by a timer; the fake server answers by immediates.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** Everything has happened that needs no timer. */
  const settled = async () => {
    for (let turns = 0; turns < 50; turns += 1) await turn();
  };

  const isDone = (work: Promise<unknown>) => Promise.race([work.then(() => true), Promise.resolve(false)]);

  const statuses = (outcomes: Awaited<ReturnType<ReturnType<typeof queueOf>['run']>>[]) =>
    outcomes.map(({ transaction }) => transaction.isCommitted);

  it('sends what waits at the same time over a quarter of the pool, each a transaction of its own', async () => {
    const { pool, run } = queueOf(8);

    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => run(`a${i}`, `b${i}`)));

    expect(statuses(outcomes)).toEqual(Array.from({ length: 12 }, () => true));
    expect(pool.servers).toHaveLength(2);
    const syncs = pool.servers.map(({ packets }) => packets.join('').split('S').length - 1);
    expect(syncs.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(pool.released).toEqual(expect.arrayContaining([false, false]));
  });

  it('sends at most eight in a batch', async () => {
    const { pool, run } = queueOf(4);

    await Promise.all(Array.from({ length: 40 }, (_, i) => run(`a${i}`)));

    expect(pool.released.length).toBeGreaterThanOrEqual(5);
    expect(pool.servers.length).toBeLessThanOrEqual(2);
  });

  it('fails the transaction that was refused, and no other of its batch', async () => {
    const { pool, run } = queueOf(1, (text) => (text === 'bad' ? { error: { code: '23505' } } : {}));

    const outcomes = await Promise.all([run('one'), run('bad'), run('three')]);

    expect(statuses(outcomes)).toEqual([true, false, true]);
    expect(outcomes[1]?.statements[0]).toMatchObject({ status: 'rejected', reason: { code: '23505' } });
    expect(pool.released).not.toContain(true);
  });

  it('gives a connection that broke back as broken', async () => {
    const { pool, run } = queueOf(1, (text) => (text === 'bad' ? { error: { code: '57P01', severity: 'FATAL' } } : {}));

    await run('bad');

    expect(pool.released).toEqual([true]);
  });

  it('fails everything that waits when there is no connection to be had', async () => {
    const { pool, run } = queueOf(4);
    pool.failure = new Error('timeout exceeded when trying to connect');

    const outcomes = await Promise.all([run('one'), run('two')]);

    expect(outcomes.map(({ statements }) => statements[0])).toMatchObject([
      { reason: { message: pool.failure.message } },
      { reason: { message: pool.failure.message } },
    ]);
  });

  it('opens another lane in place of a slow one', async () => {
    const { pool, run } = queueOf(1, (text) => (text === 'slow' ? { isStuck: true } : {}));
    const stuck = [run('slow')];
    await settled();
    jest.advanceTimersByTime(10);
    stuck.push(run('slow'));
    await settled();
    const waiting = run('later');
    await settled();
    expect(pool.servers.map(({ executed }) => executed)).toEqual([['slow'], ['slow']]);
    jest.advanceTimersByTime(39);
    await settled();
    expect(pool.servers).toHaveLength(2);

    jest.advanceTimersByTime(1);
    await waiting;

    expect(pool.servers).toHaveLength(3);
    expect(await isDone(Promise.race(stuck))).toBe(false);
  });

  it('does not send a transaction that was cancelled while it waited', async () => {
    const { pool, run } = queueOf(4);
    const transaction = new PipelinedTransaction();
    const statement = transaction.add({ text: 'never' });
    const queue = new PipelineQueue(pool.asPool());
    const ended = queue.run(transaction);

    transaction.cancel(new Error('no'));

    await expect(statement).rejects.toThrow('no');
    await ended;
    await run('one');
    expect(pool.servers.flatMap(({ executed }) => executed)).toEqual(['one']);
  });

  it('fails a transaction whose statement cannot be prepared, and no other', async () => {
    const pool = new FakePool({ max: 1 }, (text) => (text === 'prepare BAD' ? { error: { code: '55P03' } } : {}));
    const queue = new PipelineQueue(pool.asPool());
    const run = async (name: string, text: string) => {
      const transaction = new PipelinedTransaction();
      const statement = transaction.add({ name, text }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
      transaction.close();
      await queue.run(transaction);
      return statement;
    };

    expect(await Promise.all([run('good', 'GOOD'), run('bad', 'BAD'), run('good', 'GOOD')])).toEqual([
      'done',
      '55P03',
      'done',
    ]);
  });
});
