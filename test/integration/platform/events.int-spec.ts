import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type LoggedEvent, newId } from '#libs/kernel';
import {
  createDataSource,
  Database,
  EventTail,
  Heartbeats,
  type Logger,
  SqlEventLog,
  type WakeBus,
} from '#libs/platform';

import { EventSequencer } from '../../../libs/platform/events/event-sequencer.js';
import { eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

interface Process {
  readonly database: Database;
  readonly log: SqlEventLog;
  readonly heard: LoggedEvent[];
  /** Where the log stood each time it was begun again. */
  readonly restarts: number[];
  stop(): Promise<void>;
}

const quiet = { warn: () => undefined } as unknown as Logger;
const noBus = { publish: () => undefined, subscribe: () => undefined } as unknown as WakeBus;

describe('the event log', () => {
  let store: TestDatabase;
  let processes: Process[];

  beforeAll(async () => {
    store = await createTestDatabase({ eventsAreMadeUp: true });
    processes = [await startProcess(), await startProcess()];
  });

  afterAll(() => Promise.all(processes.map((each) => each.stop())));

  async function startProcess(): Promise<Process> {
    const database = new Database(createDataSource({ url: store.url, poolMax: 6, entities: [] }));
    await database.onModuleInit();
    const tail = new EventTail(database, noBus, quiet, new Heartbeats());
    const sequencer = new EventSequencer(database, tail, quiet);
    const heard: LoggedEvent[] = [];
    const restarts: number[] = [];
    tail.subscribe((events) => heard.push(...events));
    tail.onRestart(() => restarts.push(tail.position));
    await tail.onApplicationBootstrap();
    sequencer.onApplicationBootstrap();
    return {
      database,
      log: eventLogOf(database, sequencer),
      heard,
      restarts,
      stop: async () => {
        sequencer.onApplicationShutdown();
        tail.onApplicationShutdown();
        await database.onApplicationShutdown();
      },
    };
  }

  const outlets = [newId(), newId(), null];
  const event = (name: string, n = 0) => ({
    type: 'NEW_ORDER' as const,
    outletId: outlets[n % 3] ?? null,
    payload: { name },
  });
  const names = (events: readonly LoggedEvent[]) => events.map(({ payload }) => payload['name']);

  it('numbers what was committed, in commit order, and never what was rolled back', async () => {
    const [a] = processes;
    if (!a) throw new Error('No process');
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));

    const slow = a.database.run(async () => {
      await a.log.append([event('begun first, committed last')]);
      await gate;
    });
    await a.database.run(() => a.log.append([event('committed first')]));
    await a.database
      .run(async () => {
        await a.log.append([event('rolled back')]);
        throw new Error('no');
      })
      .catch(() => undefined);
    await eventually(() => expect(names(a.heard)).toEqual(['committed first']));
    release();
    await slow;

    await eventually(() => expect(names(a.heard)).toEqual(['committed first', 'begun first, committed last']));
  });

  it('is heard whole, once and in order by every process while two write at speed', async () => {
    for (const { heard } of processes) await eventually(() => expect(heard).toHaveLength(2));
    const start = processes.map(({ heard }) => heard.length);
    const writes = processes.flatMap((each, p) =>
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = 0; i < 40; i++) await each.database.run(() => each.log.append([event(`${p}-${lane}-${i}`, lane)]));
      }),
    );

    await Promise.all(writes);

    for (const [p, each] of processes.entries()) {
      await eventually(() => expect(each.heard.length - (start[p] ?? 0)).toBe(640));
      const heard = each.heard.slice(start[p]);
      expect(new Set(names(heard)).size).toBe(640);
      expect(heard.map(({ place }) => place)).toEqual(heard.map((_, i) => (heard[0]?.place ?? 0) + i));
      for (const outlet of outlets) {
        const own = heard.filter(({ outletId }) => outletId === outlet);
        expect(own.length).toBeGreaterThanOrEqual(160);
        expect(own.map(({ seq }) => seq)).toEqual(own.map((_, i) => (own[0]?.seq ?? 0) + i));
      }
      // What one writer committed in turn keeps its turn.
      const lane = names(heard).filter((name) => String(name).startsWith('1-3-'));
      expect(lane).toEqual(Array.from({ length: 40 }, (_, i) => `1-3-${i}`));
    }
  });

  it('is begun again at its end by every process that was told more than it has', async () => {
    const told = processes.map(({ heard }) => heard.length);
    // What a standby looks like that took over without the last two events.
    await store.query(
      `WITH lost AS (UPDATE event_counter SET last_seq = last_seq - 2, streams_to = last_seq - 2 RETURNING last_seq),
         gone AS (DELETE FROM events USING lost WHERE seq > lost.last_seq RETURNING events.outlet_id)
       UPDATE event_streams SET last_seq = last_seq - (SELECT count(*) FROM gone WHERE gone.outlet_id = event_streams.outlet_id)`,
    );
    const [counter] = await store.query<{ seq: number }>('SELECT last_seq::int AS seq FROM event_counter');

    for (const { restarts } of processes) await eventually(() => expect(restarts).toEqual([counter?.seq]));
    await processes[0]?.database.run(() =>
      processes[0]!.log.append([event('told under a number that was told before')]),
    );

    for (const [p, { heard }] of processes.entries()) {
      await eventually(() => expect(heard.slice(told[p]).map(({ place }) => place)).toEqual([(counter?.seq ?? 0) + 1]));
    }
  });

  it('finds what a killed process left without a number', async () => {
    const { payload, ...rest } = event('left behind');
    await store.query('INSERT INTO events (id, type, outlet_id, payload) VALUES ($1, $2, $3, $4)', [
      newId(),
      rest.type,
      rest.outletId,
      payload,
    ]);

    for (const { heard } of processes) await eventually(() => expect(names(heard).at(-1)).toBe('left behind'));
  });

  it('counts the events that a process of the version before gave a place, before those that come later', async () => {
    const outlet = newId();
    const told = processes.map(({ heard }) => heard.length);
    // What such a process does: it writes, and numbers over all outlets.
    await store.query(
      `WITH given AS (UPDATE event_counter SET last_seq = last_seq + 2 RETURNING last_seq)
       INSERT INTO events (id, type, outlet_id, payload, seq)
       SELECT gen_random_uuid(), 'NEW_ORDER', $1, jsonb_build_object('name', 'old ' || n), last_seq - 2 + n FROM given, generate_series(1, 2) n`,
      [outlet],
    );
    const [a] = processes;
    await a!.database.run(() => a!.log.append([{ type: 'NEW_ORDER', outletId: outlet, payload: { name: 'new' } }]));

    for (const [p, { heard }] of processes.entries()) {
      await eventually(() =>
        expect(heard.slice(told[p]).map(({ seq, payload }) => [seq, payload['name']])).toEqual([
          [1, 'old 1'],
          [2, 'old 2'],
          [3, 'new'],
        ]),
      );
    }
  });
});
