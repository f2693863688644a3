import { describe, expect, it } from '@jest/globals';

import type { LoggedEvent, UserActor } from '#libs/kernel';

import { anEvent } from '../../testing/an-event.js';
import { InMemoryEventQueries } from '../../testing/in-memory-event.queries.js';
import { EventQueries, type LogRange, type LogSpan, type SeenOf } from '../realtime.ports.js';
import { type Audience } from '../model/event-visibility.js';
import type { Since } from '../model/log-place.js';
import { EventReader } from './event-reader.js';

const HERE = 'outlet-1';
const waiter: UserActor = { kind: 'user', id: 'waiter-1', role: 'WAITER', outletIds: [HERE] };

/** A log of one outlet's orders, whose place and `seq` run from 1; every tenth has a line for the bar. */
class Log extends EventQueries {
  readonly reads: LogRange[] = [];

  constructor(
    private readonly length: number,
    private readonly first = 1,
  ) {
    super();
  }

  span(): Promise<LogSpan & { lastSeq: number }> {
    return Promise.resolve({ first: this.first, last: this.length, epoch: '00000002', lastSeq: this.length });
  }

  holdsUpTo(epoch: string): Promise<number> {
    return Promise.resolve(epoch === '00000001' ? 6 : -1);
  }

  onlyOutlet(): Promise<string> {
    return Promise.resolve(HERE);
  }

  placesOf(seen: readonly SeenOf[]): Promise<number[]> {
    return Promise.resolve(seen.map(({ seq }) => seq));
  }

  count(_: Audience, { after, upTo, limit }: LogRange): Promise<number> {
    return Promise.resolve(Math.min(upTo - after, limit));
  }

  read(_: Audience, range: LogRange): Promise<LoggedEvent[]> {
    this.reads.push(range);
    const { after, upTo, limit } = range;
    const count = Math.min(limit, upTo - after);
    return Promise.resolve(Array.from({ length: count }, (_event, n) => orderOf(after + n + 1)));
  }
}

const orderOf = (seq: number): LoggedEvent => ({
  id: `event-${seq}`,
  place: seq,
  seq,
  type: 'NEW_ORDER',
  outletId: HERE,
  sessionId: null,
  customerId: null,
  occurredAt: new Date(0),
  payload: { items: [{ station: seq % 10 === 0 ? 'bar' : 'kitchen' }] },
});

const read = async (log: Log, after: number, limit: number, stations: string[] = []) => {
  const { messages, nextCursor, lastSeq } = await new EventReader(log).page({
    audience: { actor: waiter, stations },
    after: { seq: after },
    limit,
  });
  return { seqs: messages.map(({ seq }) => seq), next: nextCursor, lastSeq };
};

describe('reading events', () => {
  it('gives a page and where to read on', async () => {
    expect(await read(new Log(10), 2, 3)).toEqual({ seqs: [3, 4, 5], next: '00000002.5', lastSeq: 10 });
  });

  it('says when the log has ended', async () => {
    expect(await read(new Log(10), 8, 20)).toEqual({ seqs: [9, 10], next: null, lastSeq: 10 });
    expect(await read(new Log(10), 7, 3)).toEqual({ seqs: [8, 9, 10], next: null, lastSeq: 10 });
    expect(await read(new Log(10), 10, 3)).toEqual({ seqs: [], next: null, lastSeq: 10 });
  });

  it('has whoever knows more than the log fetch anew', async () => {
    await expect(read(new Log(10), 11, 3)).rejects.toMatchObject({
      code: 'RESYNC_REQUIRED',
      details: { last_seq: 10, last_cursor: '00000002.10' },
    });
  });

  it('has whoever is behind what was archived fetch anew, and begins with what is left for who names no place', async () => {
    const log = new Log(10, 4);
    const whole = await new EventReader(log).page({
      audience: { actor: waiter, stations: [] },
      after: undefined,
      limit: 100,
    });

    await expect(read(log, 2, 3)).rejects.toMatchObject({ code: 'RESYNC_REQUIRED' });
    expect((await read(log, 3, 2)).seqs).toEqual([4, 5]);
    expect(whole.messages.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });

  it.each([
    [{ place: 6, epoch: '00000001' }, { place: 6 }],
    [{ place: 7, epoch: '00000001' }, undefined],
    [{ place: 7, epoch: '00000002' }, { place: 7 }],
    [{ seq: 7 }, { place: 7 }],
    [{ place: 1, epoch: '00000009' }, undefined],
  ])('goes on from %j of a log that a standby took over at 6: %j', async (since, resumption) => {
    const log = new Log(10);
    const audience = { actor: waiter, stations: [] };

    expect(await new EventReader(log).resumption(audience, since, await log.span())).toEqual(resumption);
  });

  describe('of two outlets', () => {
    const [CAFE, SHOP] = ['outlet-cafe', 'outlet-shop'];
    const owner: UserActor = { kind: 'user', id: 'owner', role: 'SUPERVISOR', outletIds: [CAFE, SHOP] };
    const log = new InMemoryEventQueries();
    // Places 1 to 6: the café's first and second, the shop's first, the café's third, the shop's second and third.
    for (const [outletId, seq] of [
      [CAFE, 1],
      [CAFE, 2],
      [SHOP, 1],
      [CAFE, 3],
      [SHOP, 2],
      [SHOP, 3],
    ] as const) {
      log.events.push(anEvent({ outletId, seq, place: log.events.length + 1 }));
    }
    const reader = new EventReader(log);
    const page = (after: Since | undefined, outletId?: string) =>
      reader.page({ audience: { actor: owner, stations: [], outletId }, after, limit: 10 });
    const told = ({ messages }: { messages: readonly { outlet_id: string | null; seq: number }[] }) =>
      messages.map(({ outlet_id, seq }) => `${outlet_id === CAFE ? 'café' : 'shop'} ${seq}`);

    it('goes on from a seq where the outlet is named, and is asked for one where it is not', async () => {
      const ofShop = await page({ seq: 1 }, SHOP);

      expect(told(ofShop)).toEqual(['shop 2', 'shop 3']);
      expect([ofShop.lastSeq, ofShop.lastCursor]).toEqual([3, '00000001.6']);
      await expect(page({ seq: 1 })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('goes on from a cursor for both', async () => {
      const both = await page({ epoch: '00000001', place: 3 });

      expect(told(both)).toEqual(['café 3', 'shop 2', 'shop 3']);
      expect(both.lastSeq).toBeNull();
    });

    it('goes on from the last seq of each, and tells of an outlet that is not named from now on', async () => {
      const audience = { actor: owner, stations: [] };
      const span = await log.span();
      const whole = { after: 0, upTo: 6, limit: 10 };
      const missed = async (seqs: Record<string, number>) => {
        const from = await reader.resumption(audience, { seqs: new Map(Object.entries(seqs)) }, span);
        if (!from) return undefined;
        const { told } = await reader.read(audience, { ...whole, after: from.place }, '00000001', from);
        return told.map(({ message }) => ('outlet_id' in message ? `${message.outlet_id} ${message.seq}` : ''));
      };

      expect(await missed({ [CAFE]: 1, [SHOP]: 2 })).toEqual([`${CAFE} 2`, `${CAFE} 3`, `${SHOP} 3`]);
      expect(await missed({ [CAFE]: 2 })).toEqual([`${CAFE} 3`]);
      expect(await missed({ [CAFE]: 2, [SHOP]: 4 })).toBeUndefined();
    });
  });

  it('finds more than 5,000 events too much for one client, and counts them only where there may be so many', async () => {
    const log = new Log(20_000);
    const counts: LogRange[] = [];
    log.count = (_, range) => {
      counts.push(range);
      return Promise.resolve(range.after === 100 ? 5_000 : 5_001);
    };
    const reader = new EventReader(log);
    const isTooMuch = (after: number, upTo: number) =>
      reader.isTooMuch({ actor: waiter, stations: [] }, { after, upTo });

    expect([await isTooMuch(0, 5_000), await isTooMuch(100, 9_000), await isTooMuch(200, 9_000)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(counts.map(({ after, limit }) => [after, limit])).toEqual([
      [100, 5_001],
      [200, 5_001],
    ]);
  });

  it('reads on past what a station does not hear until the page is full, and skips none of what it does', async () => {
    const log = new Log(200);

    const first = await read(log, 0, 3, ['bar']);
    const second = await read(log, 30, 100, ['bar']);

    expect(first).toEqual({ seqs: [10, 20, 30], next: '00000002.30', lastSeq: 200 });
    expect(second.seqs).toEqual(Array.from({ length: 17 }, (_, n) => 40 + 10 * n));
    expect(second.next).toBeNull();
  });

  it('stops after ten thousand events for a station that hears nothing, and says where', async () => {
    const log = new Log(1_000_000);

    const { seqs, next } = await read(log, 0, 20, ['nowhere']);

    expect(seqs).toEqual([]);
    expect(log.reads).toHaveLength(20);
    expect(next).toBe(`00000002.${20 + 19 * 500}`);
  });
});
