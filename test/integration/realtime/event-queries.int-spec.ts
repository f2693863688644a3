import { describe, expect, it } from '@jest/globals';

import { type LoggedEvent, newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import type { Audience } from '../../../libs/realtime/core/model/event-visibility.js';
import { anEvent } from '../../../libs/realtime/testing/an-event.js';
import { eventQueriesContract } from '../../../libs/realtime/testing/event-queries.contract.js';
import { SqlEventQueries } from '../../../libs/realtime/typeorm/sql-event.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

/** Writes events as they are when their numbers were given, and the counters that go with them. */
async function logOf(events: readonly LoggedEvent[]): Promise<Database> {
  const database = await connect(await createTestDatabase({ eventsAreMadeUp: true }), []);
  for (const event of events) {
    await database.execute({
      text: `INSERT INTO events (id, seq, outlet_seq, type, outlet_id, session_id, customer_id, occurred_at, payload)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        event.id,
        event.place,
        event.seq,
        event.type,
        event.outletId,
        event.sessionId,
        event.customerId,
        event.occurredAt,
        JSON.stringify(event.payload),
      ],
    });
  }
  await database.execute({
    text: 'UPDATE event_counter SET last_seq = $1, streams_to = $1',
    values: [events.length],
  });
  await database.execute({
    text: 'INSERT INTO event_streams SELECT outlet_id, max(outlet_seq) FROM events GROUP BY outlet_id',
  });
  return database;
}

describe('SqlEventQueries', () => {
  eventQueriesContract(async (events) => new SqlEventQueries(await logOf(events)));

  it('goes on from the numbers that clients were told before outlets were counted apart', async () => {
    const [cafe, shop] = [newId(), newId()];
    const log = await logOf([
      anEvent({ outletId: cafe, place: 1, seq: 1 }),
      anEvent({ outletId: shop, place: 2, seq: 2 }),
      anEvent({ outletId: cafe, place: 3, seq: 3 }),
      anEvent({ outletId: cafe, place: 4, seq: 2_000_001 }),
    ]);
    await log.execute({ text: 'UPDATE events SET outlet_seq = NULL WHERE seq <= 3' });
    await log.execute({ text: 'UPDATE event_counter SET shared_to = 3, streams_from = 2000000' });
    await log.execute({ text: 'DELETE FROM event_streams WHERE outlet_id = $1', values: [shop] });
    const queries = new SqlEventQueries(log);
    const admin: Audience = { actor: { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] }, stations: [] };
    const placesOf = (outletId: string | undefined, ...seqs: number[]) =>
      queries.placesOf(seqs.map((seq) => ({ outletId, seq })));

    expect(await placesOf(cafe, 1, 2, 3, 4, 1_999_999, 2_000_000, 2_000_001, 2_000_002)).toEqual([
      ...[1, 2, 3, undefined, undefined, 3, 4, undefined],
    ]);
    expect(await placesOf(shop, 2, 3, 2_000_000, 2_000_001)).toEqual([2, 3, 3, undefined]);
    expect(await placesOf(undefined, 2, 4)).toEqual([2, undefined]);
    expect(await Promise.all([cafe, shop].map(async (id) => (await queries.span(id)).lastSeq))).toEqual([
      2_000_001, 2_000_000,
    ]);
    const told = await queries.read(admin, { after: 1, upTo: 4, limit: 9 });
    expect(told.map(({ place, seq }) => [place, seq])).toEqual([
      [2, 2],
      [3, 3],
      [4, 2_000_001],
    ]);
  });
});
