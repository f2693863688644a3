import { describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';
import type { EventTail } from '#libs/platform';

import { EventReader } from '../core/services/event-reader.js';
import { anEvent } from '../testing/an-event.js';
import { FakeConnection } from '../testing/fake-connection.js';
import { InMemoryEventQueries } from '../testing/in-memory-event.queries.js';
import { Replays } from './replays.js';

const HERE = newId();
const waiterAt = (outletId: string): UserActor => ({
  kind: 'user',
  id: newId(),
  role: 'WAITER',
  outletIds: [outletId],
});

/** A log of so many events of one outlet, and clients that come back to it. */
function aHerd(events: number, clients: number) {
  const log = new InMemoryEventQueries();
  for (let seq = 1; seq <= events; seq++) log.events.push(anEvent({ outletId: HERE, place: seq, seq }));
  const tail = { position: events, begin: 1, epoch: '00000001', advance: () => Promise.resolve() };
  const replays = new Replays(tail as unknown as EventTail, new EventReader(log));
  const herd = Array.from({ length: clients }, () => new FakeConnection({ actor: waiterAt(HERE), stations: [] }));
  const sent: (number | null)[] = [];
  const sender = {
    broadcast: (room: string, message: Parameters<FakeConnection['send']>[0]) => {
      sent.push(message.seq);
      herd.filter(({ rooms }) => rooms.has(room)).forEach((client) => client.send(message));
    },
  };
  const comeBack = (client: FakeConnection, seq = 0) =>
    new Promise<boolean>((resolve, reject) => {
      replays.replay(client, { seq }, sender, resolve).catch(reject);
    });
  return { log, herd, sent, comeBack };
}

describe('clients that come back together', () => {
  it('are told what they missed by one reading and one writing of it', async () => {
    const { log, herd, sent, comeBack } = aHerd(1_200, 20);

    const replayed = await Promise.all(herd.map((client) => comeBack(client, 100)));

    expect(replayed).toEqual(Array.from({ length: 20 }, () => true));
    expect(log.reads.map(({ after }) => after)).toEqual([100, 600, 1_100]);
    expect(sent).toEqual(log.events.slice(100).map(({ seq }) => seq));
    for (const client of herd) {
      expect(client.received.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_100 }, (_, n) => 101 + n));
      expect(client.rooms.size).toBe(0);
    }
  });

  it('do not wait for one of them that takes nothing, which has the rest when it does', async () => {
    const { herd, comeBack } = aHerd(600, 3);
    const [slow] = herd as [FakeConnection, ...FakeConnection[]];
    let take = () => undefined as void;
    slow.draining = new Promise((resolve) => (take = resolve));

    const [slowest, ...others] = herd.map((client) => comeBack(client));
    await Promise.all(others);
    expect(herd.map(({ received }) => received.length)).toEqual([500, 600, 600]);
    take();
    await slowest;

    expect(slow.received.map(({ seq }) => seq)).toEqual(Array.from({ length: 600 }, (_, n) => n + 1));
  });

  it('part where one may see something else by then', async () => {
    const { herd, comeBack } = aHerd(600, 2);
    const [moved, stays] = herd as [FakeConnection, FakeConnection];
    stays.drained = () => {
      moved.audience = { actor: waiterAt(newId()), stations: [] };
      return Promise.resolve();
    };

    await Promise.all(herd.map((client) => comeBack(client)));

    expect([moved.received.length, stays.received.length]).toEqual([500, 600]);
  });

  it('are all asked to come again when the log cannot be read, and forgotten when they are gone', async () => {
    const { log, herd, comeBack } = aHerd(3, 2);
    const [gone] = herd as [FakeConnection];
    log.read = () => Promise.reject(new Error('The database is away'));

    const tries = herd.map((client) => comeBack(client).catch((error: Error) => error.message));
    gone.end();

    expect(await tries[1]).toBe('The database is away');
    expect(gone.received).toEqual([]);
  });
});
