import { beforeEach, describe, expect, it } from '@jest/globals';

import { type LoggedEvent, newId, type UserActor } from '#libs/kernel';
import type { EventTail } from '#libs/platform';

import type { ClientMessage } from '../core/model/event-message.js';
import type { Since } from '../core/model/log-place.js';
import { EventReader } from '../core/services/event-reader.js';
import { anEvent } from '../testing/an-event.js';
import { FakeConnection } from '../testing/fake-connection.js';
import { InMemoryEventQueries } from '../testing/in-memory-event.queries.js';
import { type Channel, LiveFeed } from './live-feed.js';
import { Replays } from './replays.js';

const HERE = newId();
const waiterAt = (...outletIds: string[]): UserActor => ({ kind: 'user', id: newId(), role: 'WAITER', outletIds });

const at = (seq: number): Since => ({ seq });
const inHistory = (place: number, epoch: string): Since => ({ place, epoch });

describe('the live feed', () => {
  let log: InMemoryEventQueries;
  let tail: { position: number; begin: number; epoch: string; advance: () => Promise<void>; seqOf: () => number };
  let feed: LiveFeed;
  let clients: FakeConnection[];
  let broadcasts: number;

  beforeEach(() => {
    log = new InMemoryEventQueries();
    tail = {
      position: 0,
      begin: 1,
      epoch: '00000001',
      advance: () => Promise.resolve(),
      seqOf: () => tail.position,
    };
    const tailOfProcess = tail as unknown as EventTail;
    feed = new LiveFeed(tailOfProcess, new Replays(tailOfProcess, new EventReader(log)));
    [clients, broadcasts] = [[], 0];
    const channel: Channel = {
      broadcast: (room: string, message: ClientMessage) => {
        broadcasts += 1;
        clients.filter(({ rooms }) => rooms.has(room)).forEach((client) => client.send(message));
      },
    };
    feed.addChannel(channel);
  });

  const connect = (actor: UserActor = waiterAt(HERE), stations: string[] = []): FakeConnection => {
    const client = new FakeConnection({ actor, stations });
    clients.push(client);
    return client;
  };
  const commit = (outletId = HERE): LoggedEvent => {
    const place = log.events.length + 1;
    const event = anEvent({ outletId, place, seq: place });
    log.events.push(event);
    return event;
  };
  /** The tail has read the event, and what listens to it is told. */
  const happens = (outletId = HERE): void => {
    const event = commit(outletId);
    tail.position = event.place;
    feed.publish(event);
  };
  const seqs = (client: FakeConnection) => client.received.map(({ seq }) => seq);

  it('tells a client that knows more than the log, and everybody when the log was begun again, to fetch anew', async () => {
    [1, 2, 3].forEach(() => happens());
    const [ahead, here] = [connect(), connect()];

    await feed.subscribe(ahead, at(7));
    await feed.subscribe(here, at(3));
    expect([ahead.received, here.received]).toEqual([
      [{ type: 'RESYNC_REQUIRED', seq: 3, cursor: '00000001.3', payload: {} }],
      [],
    ]);
    tail.position = 2;
    feed.resync();
    happens();

    const told = ({ received }: FakeConnection) => received.slice(-2).map(({ type, seq }) => [type, seq]);
    expect([told(ahead), told(here)]).toEqual([
      [
        ['RESYNC_REQUIRED', 2],
        ['NEW_ORDER', 4],
      ],
      [
        ['RESYNC_REQUIRED', 2],
        ['NEW_ORDER', 4],
      ],
    ]);
  });

  it('tells a client that was away for too long, or heard another history, to fetch anew, and goes on from there', async () => {
    for (let n = 0; n < 5_002; n++) commit();
    tail.position = 5_002;
    [tail.begin, log.first] = [2, 2];
    log.earlier.set('00000000', 5_000);
    const places = [at(0), at(1), at(2), inHistory(5_001, '00000000'), inHistory(5_000, '00000000')];
    const sent: [string, number][] = [];

    for (const place of places) {
      const client = connect();
      await feed.subscribe(client, place);
      sent.push([client.received[0]?.type ?? '', client.received.length]);
    }
    happens();

    expect(sent).toEqual([
      ['RESYNC_REQUIRED', 1],
      ['RESYNC_REQUIRED', 1],
      ['NEW_ORDER', 5_000],
      ['RESYNC_REQUIRED', 1],
      ['NEW_ORDER', 2],
    ]);
    expect(clients.map(({ received }) => received.at(-1)?.seq)).toEqual([5_003, 5_003, 5_003, 5_003, 5_003]);
  });

  it('sends what happens from now on when a client names no seq', async () => {
    happens();
    const client = connect();

    await feed.subscribe(client, undefined);
    happens();

    expect(seqs(client)).toEqual([2]);
  });

  it('replays what a client missed, then goes on, without a gap and without a repeat', async () => {
    for (let n = 0; n < 1_200; n++) commit();
    tail.position = 1_200;
    const client = connect();
    let more = 3;
    client.drained = async () => {
      if (more-- > 0) happens();
    };

    await feed.subscribe(client, at(0));
    happens();

    expect(seqs(client)).toEqual(Array.from({ length: log.events.length }, (_, n) => n + 1));
    expect(log.reads.every(({ limit }) => limit === 500)).toBe(true);
  });

  it('has this process read on first for a client that has seen more elsewhere', async () => {
    commit();
    commit();
    tail.advance = async () => void (tail.position = 2);
    const client = connect();

    await feed.subscribe(client, at(2));
    happens();

    expect(seqs(client)).toEqual([3]);
  });

  it('stops a replay of which a newer one has taken the place, and one whose client is gone', async () => {
    for (let n = 0; n < 3; n++) commit();
    tail.position = 3;
    const [twice, gone] = [connect(), connect()];

    const older = feed.subscribe(twice, at(0));
    const newer = feed.subscribe(twice, at(1));
    const leaving = feed.subscribe(gone, at(0));
    gone.end();
    await Promise.all([older, newer, leaving]);

    expect(seqs(twice)).toEqual([2, 3]);
    expect([gone.received, gone.rooms.size]).toEqual([[], 0]);
  });

  it('makes a message once for all who may see the same, and none for those of another outlet', async () => {
    const waiters = [connect(), connect()];
    const other = connect(waiterAt(newId()));
    await Promise.all(clients.map((client) => feed.subscribe(client, undefined)));

    happens();

    expect(waiters.map(seqs)).toEqual([[1], [1]]);
    expect(other.received).toEqual([]);
    expect(broadcasts).toBe(1);
  });

  it('tells of an approval whoever it is for, in a room that is shared with those whom it is not for', async () => {
    const [asker, colleague] = [waiterAt(HERE), waiterAt(HERE)];
    const [before, beside] = [connect(asker), connect(colleague)];
    await Promise.all([before, beside].map((client) => feed.subscribe(client, undefined)));
    const decided = anEvent({
      type: 'APPROVAL_DECIDED',
      outletId: HERE,
      place: 1,
      seq: 1,
      payload: { asked_by: asker.id },
    });
    log.events.push(decided);
    tail.position = 1;
    feed.publish(decided);

    expect([before, beside].map(seqs)).toEqual([[1], []]);
    expect(broadcasts).toBe(0);

    const [after, too] = [connect(asker), connect(colleague)];
    await Promise.all([after, too].map((client) => feed.subscribe(client, at(0))));
    expect([after, too].map(seqs)).toEqual([[1], []]);
  });

  it('changes the room of a client whose rights changed, and forgets rooms that are empty', async () => {
    const there = newId();
    const client = connect();
    await feed.subscribe(client, undefined);

    client.audience = { actor: waiterAt(there), stations: [] };
    feed.move(client);
    happens(HERE);
    happens(there);

    expect(seqs(client)).toEqual([2]);
    expect(client.rooms.size).toBe(1);
    feed.leave(client);
    happens(there);
    expect(broadcasts).toBe(1);
    expect([client.room, client.rooms.size]).toEqual([undefined, 0]);
  });

  it('leaves a client where it is while its replay goes on, or when it may see the same', async () => {
    const client = connect();
    feed.move(client);
    expect(client.rooms.size).toBe(0);

    await feed.subscribe(client, undefined);
    const [room] = client.rooms;
    client.audience = { actor: waiterAt(HERE), stations: [] };
    feed.move(client);
    expect([...client.rooms]).toEqual([room]);
  });
});
