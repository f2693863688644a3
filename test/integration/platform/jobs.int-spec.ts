import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { PaymentUpdated } from '#events/ordering';
import { JobGivesUp } from '#libs/kernel';
import {
  createDataSource,
  Database,
  EventReactions,
  HandlesJob,
  type Job,
  type JobHandler,
  type Logger,
  Metrics,
} from '#libs/platform';

import { JobRunner } from '../../../libs/platform/jobs/job-runner.js';
import { SqlJobQueue } from '../../../libs/platform/jobs/sql-job-queue.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

class NobodyThere extends JobGivesUp {
  override readonly name = 'NobodyThere';
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

@HandlesJob({ kind: 'test.count' })
class Count implements JobHandler {
  readonly runs: Job[] = [];
  failures = 0;

  handle(job: Job): Promise<void> {
    this.runs.push(job);
    if (job.payload['hopeless'] === true) throw new NobodyThere();
    if (this.failures > 0) {
      this.failures -= 1;
      throw Object.assign(new Error('the password is hunter2'), { code: 'E_TEST' });
    }
    return Promise.resolve();
  }
}

@HandlesJob({
  kind: 'test.follow',
  on: PaymentUpdated,
  job: ({ payload }) =>
    payload.payment_status === 'PAID' ? { key: payload.order_id, payload: { from: 'event' } } : null,
})
class Follow implements JobHandler {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}

describe('jobs', () => {
  let store: TestDatabase;
  let database: Database;
  let queue: SqlJobQueue;
  const handler = new Count();
  const woken: string[] = [];
  let runners: readonly [JobRunner, JobRunner];

  beforeAll(async () => {
    store = await createTestDatabase({ eventsAreMadeUp: true });
    database = new Database(createDataSource({ url: store.url, poolMax: 8, entities: [] }));
    await database.onModuleInit();
    queue = new SqlJobQueue(database, { wake: (id) => woken.push(id) });
    const discovery = { getProviders: () => [{ instance: handler, metatype: Count }] };
    const start = () => new JobRunner(database, quiet, new Metrics(), discovery as never);
    runners = [start(), start()];
    runners.forEach((runner) => runner.onApplicationBootstrap());
  });

  afterAll(() => database.onApplicationShutdown());

  const rowOf = async (key: string) => {
    const [row] = await store.query<{
      id: string;
      status: string;
      attempts: number;
      last_error: string | null;
      wait: number;
    }>(
      'SELECT id, status, attempts, last_error, extract(epoch FROM run_at - now())::float AS wait FROM jobs WHERE key = $1',
      [key],
    );
    if (!row) throw new Error(`No job ${key}`);
    return row;
  };
  const enqueue = (key: string, more: object = {}) =>
    database.run(() => queue.enqueue({ kind: 'test.count', key, payload: { key }, ...more }));
  const runsOf = (key: string) => handler.runs.filter(({ payload }) => payload['key'] === key).length;

  it('are there when their cause is committed, once for one key, and wake a runner after the commit', async () => {
    await enqueue('once');
    await enqueue('once');
    await database
      .run(async () => {
        await queue.enqueue({ kind: 'test.count', key: 'undone', payload: {} });
        throw new Error('no');
      })
      .catch(() => undefined);

    expect(woken).toEqual([(await rowOf('once')).id]);
    await expect(rowOf('undone')).rejects.toThrow('No job');
  });

  it('follow from events, in the transaction of the fact, once for one key, and only where they are wanted', async () => {
    const discovery = { getProviders: () => [{ metatype: Follow }, { metatype: null }] };
    const reactions = new EventReactions(discovery as never, queue, {} as never);
    reactions.onApplicationBootstrap();
    const told = (order_id: string, payment_status: string) =>
      reactions.follow([{ type: 'PAYMENT_UPDATED', outletId: null, payload: { order_id, payment_status } }]);

    await database.run(() => told('order-1', 'PAID'));
    await database.run(() => told('order-1', 'PAID'));
    await database.run(() => told('order-2', 'PENDING'));
    await database
      .run(() => told('order-3', 'PAID').then(() => Promise.reject(new Error('no'))))
      .catch(() => undefined);

    const rows = await store.query("SELECT key, payload FROM jobs WHERE kind = 'test.follow'");
    expect(rows).toEqual([{ key: 'order-1', payload: { from: 'event' } }]);
  });

  it('run once although every runner is woken for them, over and over', async () => {
    await enqueue('raced');
    const { id } = await rowOf('raced');

    const ran = await Promise.all(Array.from({ length: 20 }, (_, i) => runners[i % 2 === 0 ? 0 : 1].runById(id)));

    expect(ran.filter(Boolean)).toHaveLength(1);
    expect(runsOf('raced')).toBe(1);
    expect(await rowOf('raced')).toMatchObject({ status: 'DONE', attempts: 1 });
  });

  it('wait longer after each failure, and die for a person to see, without a word of the data', async () => {
    await enqueue('failing', { maxAttempts: 2 });
    handler.failures = 2;
    const { id } = await rowOf('failing');

    await runners[0].runById(id);
    const waiting = await rowOf('failing');
    expect(waiting).toMatchObject({ status: 'PENDING', attempts: 1, last_error: 'Error E_TEST' });
    expect(waiting.wait).toBeGreaterThan(1);
    expect(await runners[0].runById(id)).toBe(false);
    await store.query('UPDATE jobs SET run_at = now() WHERE id = $1', [id]);
    await runners[0].runById(id);

    expect(await rowOf('failing')).toMatchObject({ status: 'DEAD', attempts: 2, last_error: 'Error E_TEST' });
  });

  it('know when they are tried for the last time', async () => {
    await enqueue('last', { maxAttempts: 2 });
    handler.failures = 1;
    const { id } = await rowOf('last');

    await runners[0].runById(id);
    await store.query('UPDATE jobs SET run_at = now() WHERE id = $1', [id]);
    await runners[0].runById(id);

    const runs = handler.runs.filter(({ payload }) => payload['key'] === 'last');
    expect(runs.map(({ isLastAttempt }) => isLastAttempt)).toEqual([false, true]);
  });

  it('wait for a person at once when trying again cannot help', async () => {
    await enqueue('hopeless', { payload: { hopeless: true } });

    await runners[0].runById((await rowOf('hopeless')).id);

    expect(await rowOf('hopeless')).toMatchObject({ status: 'DEAD', attempts: 1, last_error: 'NobodyThere' });
  });

  it('of a process that died are taken over when its lease is over, and its late answer counts for nothing', async () => {
    await enqueue('orphan');
    const { id } = await rowOf('orphan');
    await store.query("UPDATE jobs SET attempts = 1, locked_until = now() + interval '1 minute' WHERE id = $1", [id]);
    expect(await runners[0].runById(id)).toBe(false);

    await store.query("UPDATE jobs SET locked_until = now() - interval '1 second' WHERE id = $1", [id]);
    expect(await runners[1].runById(id)).toBe(true);

    expect(await rowOf('orphan')).toMatchObject({ status: 'DONE', attempts: 2 });
  });

  it('that nobody was woken for are found in turn, each by one runner', async () => {
    await store.query("DELETE FROM jobs WHERE status = 'PENDING'");
    for (let i = 0; i < 30; i++) await enqueue(`swept-${i}`);
    const drain = async (runner: JobRunner) => {
      let count = 0;
      while (await runner.runNext()) count += 1;
      return count;
    };

    const counts = await Promise.all(runners.map(drain));

    expect(counts.reduce((a, b) => a + b, 0)).toBe(30);
    for (let i = 0; i < 30; i++) expect(runsOf(`swept-${i}`)).toBe(1);
  });
});
