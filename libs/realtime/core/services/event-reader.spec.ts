import { describe, expect, it } from '@jest/globals';

import type { LoggedEvent, UserActor } from '#libs/kernel';

import { EventQueries, type SeqRange } from '../realtime.ports.js';
import { type Audience } from '../model/event-visibility.js';
import { EventReader } from './event-reader.js';

const HERE = 'outlet-1';
const waiter: UserActor = { kind: 'user', id: 'waiter-1', role: 'WAITER', outletIds: [HERE] };

/** A log of orders whose `seq` runs from 1; every tenth has a line for the bar. */
class Log extends EventQueries {
  readonly reads: SeqRange[] = [];

  constructor(private readonly length: number) {
    super();
  }

  lastSeq(): Promise<number> {
    return Promise.resolve(this.length);
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
  const { messages, ...rest } = await new EventReader(log).page({
    audience: { actor: waiter, stations },
    after,
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
      details: { last_seq: 10 },
    });
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
