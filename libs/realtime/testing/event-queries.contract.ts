import { beforeAll, expect, it } from '@jest/globals';

import { type Actor, type LoggedEvent, newId, type UserActor } from '#libs/kernel';

import { type Audience, messageFor } from '../core/model/event-visibility.js';
import type { EventQueries } from '../core/realtime.ports.js';
import { anEvent } from './an-event.js';

const [HERE, ELSEWHERE] = [newId(), newId()];
const [sessionId, customerId] = [newId(), newId()];
const at = (outletId: string) => ({ outletId, sessionId: null, customerId: null });

/** The places of events of two outlets, a session and a customer run from 1. What `seq` counts in each outlet: */
const SEQS = [1, 1, 2, 3, 2, 3, 4, 5, 6];

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
].map((event, index) => ({ ...event, place: index + 1, seq: SEQS[index] ?? 0 }));
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
  [
    'a KASIR of two outlets who names one',
    { actor: user('KASIR', HERE, ELSEWHERE), stations: [], outletId: ELSEWHERE },
  ],
  ['an ADMIN who names one', { actor: user('ADMIN'), stations: [], outletId: HERE }],
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

  const places = (events: readonly LoggedEvent[]) => events.map(({ place }) => place);
  const visible = (audience: Audience, events: readonly LoggedEvent[]) =>
    events.filter((event) => messageFor(audience, event, '00000001') !== null);

  it('knows from where to where the log goes', async () => {
    const { epoch, ...span } = await queries.span();

    expect(span).toEqual({ first: 1, last: LAST, lastSeq: null });
    expect(epoch).toMatch(/^[0-9A-F]{8}$/);
    expect(await queries.holdsUpTo('0000000F')).toBe(-1);
  });

  it('counts the events of each outlet', async () => {
    const unknown = newId();

    expect(await Promise.all([HERE, ELSEWHERE, unknown].map(async (id) => (await queries.span(id)).lastSeq))).toEqual([
      6, 3, 0,
    ]);
    expect(await queries.onlyOutlet()).toBeUndefined();
  });

  it.each<[string, string | undefined, number, number | undefined]>([
    ['the third event of an outlet', HERE, 3, 4],
    ['the third event of another', ELSEWHERE, 3, 6],
    ['the last event of an outlet', HERE, 6, 9],
    ['the time before the first event', HERE, 0, 0],
    ['an event that is still to come', HERE, 7, undefined],
    ['the time before the first event of an outlet where nothing has happened', newId(), 0, 0],
    ['an event of no outlet that is named', undefined, 3, undefined],
  ])('finds the place of %s', async (_, outletId, seq, place) => {
    expect(await queries.placesOf([{ outletId, seq }])).toEqual([place]);
  });

  it('finds the places of several at once, in their order', async () => {
    const seen = [
      { outletId: HERE, seq: 7 },
      { outletId: ELSEWHERE, seq: 3 },
      { outletId: undefined, seq: 3 },
      { outletId: HERE, seq: 3 },
    ];

    expect(await queries.placesOf(seen)).toEqual([undefined, 6, undefined, 4]);
  });

  it.each(AUDIENCES)('counts for %s what it would give, up to the limit', async (_, audience) => {
    const range = { after: 1, upTo: LAST - 1, limit: 100 };
    const given = await queries.read(audience, range);

    expect(await queries.count(audience, range)).toBe(given.length);
    expect(await queries.count(audience, { ...range, limit: 1 })).toBe(Math.min(given.length, 1));
  });

  it.each(AUDIENCES)('gives %s all that they may see, in order', async (_, audience) => {
    const read = await queries.read(audience, { after: 0, upTo: LAST, limit: 100 });

    expect(places(read)).toEqual(places(read).sort((a, b) => a - b));
    expect(places(visible(audience, read))).toEqual(places(visible(audience, LOG)));
  });

  it.each(AUDIENCES)('gives %s a range, a limited number at a time', async (_, audience) => {
    const whole = await queries.read(audience, { after: 1, upTo: LAST - 1, limit: 100 });
    const parts: LoggedEvent[] = [];
    let after = 1;
    for (let page = await read(after); page.length > 0; page = await read(after)) {
      expect(page.length).toBeLessThanOrEqual(2);
      parts.push(...page);
      after = page.at(-1)?.place ?? LAST;
    }

    expect(places(parts)).toEqual(places(whole));
    expect(places(whole).every((place) => place > 1 && place < LAST)).toBe(true);

    function read(from: number): Promise<LoggedEvent[]> {
      return queries.read(audience, { after: from, upTo: LAST - 1, limit: 2 });
    }
  });

  it('gives events as they were written', async () => {
    const [first] = await queries.read({ actor: user('ADMIN'), stations: [] }, { after: 0, upTo: 1, limit: 1 });

    expect(first).toEqual(LOG[0]);
  });
}
