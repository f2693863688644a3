import { describe, expect, it } from '@jest/globals';

import type { LoggedEvent, UserActor } from '#libs/kernel';

import { EventQueries, type LogSpan, type SeqRange } from '../realtime.ports.js';
import { type Audience } from '../model/event-visibility.js';
import { EventReader } from './event-reader.js';

const HERE = 'outlet-1';
const waiter: UserActor = { kind: 'user', id: 'waiter-1', role: 'WAITER', outletIds: [HERE] };

/** A log of orders whose `seq` runs from 1; every tenth has a line for the bar. */
class Log extends EventQueries {
  readonly reads: SeqRange[] = [];

  constructor(
    private readonly length: number,
    private readonly first = 1,
  ) {
    super();
  }

  span(): Promise<LogSpan> {
    return Promise.resolve({ firstSeq: this.first, lastSeq: this.length, epoch: '00000002' });
  }

  holdsUpTo(epoch: string): Promise<number> {
    return Promise.resolve(epoch === '00000001' ? 6 : -1);
  }

  count(_: Audience, { after, upTo, limit }: SeqRange): Promise<number> {
    return Promise.resolve(Math.min(upTo - after, limit));
  }

  read(_: Audience, range: SeqRange): Promise<LoggedEvent[]> {
    this.reads.push(range);
    const { after, upTo, limit } = range;
    const count = Math.min(limit, upTo - after);
    return Promise.resolve(Array.from({ length: count }, (_event, n) => orderOf(after + n + 1)));
  }
}

const orderOf = (seq: number): LoggedEvent => ({
  id: `event-${seq}`,
  seq,
  type: 'NEW_ORDER',
  outletId: HERE,
  sessionId: null,
  customerId: null,
  occurredAt: new Date(0),
  payload: { items: [{ station: seq % 10 === 0 ? 'bar' : 'kitchen' }] },
});

const read = async (log: Log, after: number, limit: number, stations: string[] = []) => {
  const {
    messages,
    epoch: _,
    ...rest
  } = await new EventReader(log).page({
    audience: { actor: waiter, stations },
    after: { seq: after, epoch: null },
    limit,
  });
  return { seqs: messages.map(({ seq }) => seq), ...rest };
};

describe('reading events', () => {
  it('gives a page and where to read on', async () => {
    expect(await read(new Log(10), 2, 3)).toEqual({ seqs: [3, 4, 5], nextAfter: 5, lastSeq: 10 });
  });

  it('says when the log has ended', async () => {
    expect(await read(new Log(10), 8, 20)).toEqual({ seqs: [9, 10], nextAfter: null, lastSeq: 10 });
    expect(await read(new Log(10), 7, 3)).toEqual({ seqs: [8, 9, 10], nextAfter: null, lastSeq: 10 });
    expect(await read(new Log(10), 10, 3)).toEqual({ seqs: [], nextAfter: null, lastSeq: 10 });
  });

  it('has whoever knows more than the log fetch anew', async () => {
    await expect(read(new Log(10), 11, 3)).rejects.toMatchObject({
      code: 'RESYNC_REQUIRED',
      details: { first_seq: 1, last_seq: 10 },
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
    [{ seq: 6, epoch: '00000001' }, true],
    [{ seq: 7, epoch: '00000001' }, false],
    [{ seq: 7, epoch: '00000002' }, true],
    [{ seq: 7, epoch: null }, true],
    [{ seq: 1, epoch: '00000009' }, false],
  ])('goes on from %j of a log that a standby took over at 6: %s', async (place, goesOn) => {
    const log = new Log(10);

    expect(await new EventReader(log).goesOnFrom(place, await log.span())).toBe(goesOn);
  });

  it('finds more than 5,000 events too much for one client, and counts them only where there may be so many', async () => {
    const log = new Log(20_000);
    const counts: SeqRange[] = [];
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
    const second = await read(log, first.nextAfter ?? 0, 100, ['bar']);

    expect(first).toEqual({ seqs: [10, 20, 30], nextAfter: 30, lastSeq: 200 });
    expect(second.seqs).toEqual(Array.from({ length: 17 }, (_, n) => 40 + 10 * n));
    expect(second.nextAfter).toBeNull();
  });

  it('stops after ten thousand events for a station that hears nothing, and says where', async () => {
    const log = new Log(1_000_000);

    const { seqs, nextAfter } = await read(log, 0, 20, ['nowhere']);

    expect(seqs).toEqual([]);
    expect(log.reads).toHaveLength(20);
    expect(nextAfter).toBe(20 + 19 * 500);
  });
});
