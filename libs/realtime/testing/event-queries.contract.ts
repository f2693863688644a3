import { beforeAll, expect, it } from '@jest/globals';

import { type Actor, type LoggedEvent, newId, type UserActor } from '#libs/kernel';

import { type Audience, messageFor } from '../core/model/event-visibility.js';
import type { EventQueries } from '../core/realtime.ports.js';
import { anEvent } from './an-event.js';

const [HERE, ELSEWHERE] = [newId(), newId()];
const [sessionId, customerId] = [newId(), newId()];
const at = (outletId: string) => ({ outletId, sessionId: null, customerId: null });

/** Events of two outlets, a session and a customer; `seq` runs from 1. */
const LOG: readonly LoggedEvent[] = [
  anEvent(at(HERE)),
  anEvent(at(ELSEWHERE)),
  anEvent({ ...at(HERE), sessionId }),
  anEvent({ ...at(HERE), type: 'PRODUCT_AVAILABILITY_CHANGED', payload: { id: newId() } }),
  anEvent({ ...at(ELSEWHERE), type: 'PRODUCT_AVAILABILITY_CHANGED', payload: { id: newId() } }),
  anEvent({ ...at(ELSEWHERE), customerId }),
  anEvent({ ...at(HERE), type: 'SHIFT_OPENED', payload: { id: newId() } }),
  anEvent({ ...at(HERE), sessionId, customerId }),
  anEvent({ ...at(HERE), type: 'CATALOG_CHANGED', payload: {} }),
].map((event, index) => ({ ...event, seq: index + 1 }));
const LAST = LOG.length;

const user = (role: UserActor['role'], ...outletIds: string[]): Actor => ({
  kind: 'user',
  id: customerId,
  role,
  outletIds,
});

const AUDIENCES: readonly (readonly [string, Audience])[] = [
  ['an ADMIN', { actor: user('ADMIN'), stations: [] }],
  ['a WAITER', { actor: user('WAITER', HERE), stations: [] }],
  ['a KASIR of two outlets', { actor: user('KASIR', HERE, ELSEWHERE), stations: [] }],
  ['a bar', { actor: user('KITCHEN', HERE), stations: ['bar'] }],
  ['a CUSTOMER', { actor: user('CUSTOMER'), stations: [] }],
  ['a guest', { actor: { kind: 'guest', role: 'GUEST', sessionId, tableId: newId(), outletId: HERE }, stations: [] }],
  ['a socket without a token', { actor: null, stations: [] }],
];

/** What every EventQueries does; run on the fake and on PostgreSQL. `make` fills a log with these events. */
export function eventQueriesContract(make: (events: readonly LoggedEvent[]) => Promise<EventQueries>): void {
  let queries: EventQueries;
  beforeAll(async () => {
    queries = await make(LOG);
  });

  const seqs = (events: readonly LoggedEvent[]) => events.map(({ seq }) => seq);
  const visible = (audience: Audience, events: readonly LoggedEvent[]) =>
    events.filter((event) => messageFor(audience, event, '00000001') !== null);

  it('knows from where to where the log goes', async () => {
    const { epoch, ...span } = await queries.span();

    expect(span).toEqual({ firstSeq: 1, lastSeq: LAST });
    expect(epoch).toMatch(/^[0-9A-F]{8}$/);
    expect(await queries.holdsUpTo('0000000F')).toBe(-1);
  });

  it.each(AUDIENCES)('counts for %s what it would give, up to the limit', async (_, audience) => {
    const range = { after: 1, upTo: LAST - 1, limit: 100 };
    const given = await queries.read(audience, range);

    expect(await queries.count(audience, range)).toBe(given.length);
    expect(await queries.count(audience, { ...range, limit: 1 })).toBe(Math.min(given.length, 1));
  });

  it.each(AUDIENCES)('gives %s all that they may see, in the order of seq', async (_, audience) => {
    const read = await queries.read(audience, { after: 0, upTo: LAST, limit: 100 });

    expect(seqs(read)).toEqual(seqs(read).sort((a, b) => a - b));
    expect(seqs(visible(audience, read))).toEqual(seqs(visible(audience, LOG)));
  });

  it.each(AUDIENCES)('gives %s a range, a limited number at a time', async (_, audience) => {
    const whole = await queries.read(audience, { after: 1, upTo: LAST - 1, limit: 100 });
    const parts: LoggedEvent[] = [];
    let after = 1;
    for (let page = await read(after); page.length > 0; page = await read(after)) {
      expect(page.length).toBeLessThanOrEqual(2);
      parts.push(...page);
      after = page.at(-1)?.seq ?? LAST;
    }

    expect(seqs(parts)).toEqual(seqs(whole));
    expect(seqs(whole).every((seq) => seq > 1 && seq < LAST)).toBe(true);

    function read(from: number): Promise<LoggedEvent[]> {
      return queries.read(audience, { after: from, upTo: LAST - 1, limit: 2 });
    }
  });

  it('gives events as they were written', async () => {
    const [first] = await queries.read({ actor: user('ADMIN'), stations: [] }, { after: 0, upTo: 1, limit: 1 });

    expect(first).toEqual(LOG[0]);
  });
}
