import { describe, expect, it } from '@jest/globals';

import { withRequest } from '../telemetry/request-context.js';
import { HistoryReads, isOver, type Reads } from './history-reads.js';
import type { Replica } from './replica.js';

const NOON = new Date('2026-11-20T12:00:00Z');
const STATEMENT = { text: 'SELECT 1' };

const reads = (answer: string): Reads => ({ query: async <T>() => [answer] as T[] });
const failing = (): Reads => ({ query: () => Promise.reject(new Error('terminating connection')) });

function over(replica: Reads, asOf: Date | undefined) {
  const distrusted: unknown[] = [];
  const fake = { ...replica, asOf, distrust: (reason: unknown) => void distrusted.push(reason) } as unknown as Replica;
  return { history: new HistoryReads(reads('database'), fake), distrusted };
}

describe('reads of what is over', () => {
  it('go to the replica, and tell how old it is: of several the oldest', async () => {
    const told: string[][] = [];
    const later = new Date(NOON.getTime() + 5_000);
    const request = { requestId: 'r', tell: (...header: string[]) => void told.push(header) };

    await withRequest(request, async () => {
      expect(await over(reads('replica'), later).history.query(STATEMENT)).toEqual(['replica']);
      await over(reads('replica'), NOON).history.query(STATEMENT);
      await over(reads('replica'), later).history.query(STATEMENT);
    });

    expect(told).toEqual([
      ['X-Data-As-Of', '2026-11-20T12:00:05.000Z'],
      ['X-Data-As-Of', '2026-11-20T12:00:00.000Z'],
    ]);
  });

  it('go to the database while the replica is away, and when it fails', async () => {
    const away = over(reads('replica'), undefined);
    const broken = over(failing(), NOON);

    expect([await away.history.query(STATEMENT), await broken.history.query(STATEMENT)]).toEqual([
      ['database'],
      ['database'],
    ]);
    expect([away.history.isUp, broken.history.isUp, broken.distrusted.length]).toEqual([false, true, 1]);
  });
});

describe('a period', () => {
  const until = (to?: string) => ({ whole: { to: to === undefined ? undefined : new Date(to) }, apart: [] });

  it.each([
    [undefined, false],
    [until(), false],
    [until('2026-11-21T00:00:00Z'), false],
    [until('2026-11-20T11:00:01Z'), false],
    [until('2026-11-20T10:59:59Z'), true],
  ])('%j is over an hour after its end: %s', (period, expected) => {
    expect(isOver(period, NOON.getTime())).toBe(expected);
  });
});
