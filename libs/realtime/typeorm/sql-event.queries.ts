import { Injectable } from '@nestjs/common';

import { type LoggedEvent, outletScope } from '#libs/kernel';
import { Database, EVENT_COLUMNS, type EventRow, type Statement, toLoggedEvent } from '#libs/platform';

import type { Audience } from '../core/model/event-visibility.js';
import { EventQueries, type LogSpan, type SeqRange } from '../core/realtime.ports.js';

const IN_RANGE = 'seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3';

/** Reads `events` by the index that fits the audience, so that an old `seq` costs no more than a new one. */
@Injectable()
export class SqlEventQueries extends EventQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async span(): Promise<LogSpan> {
    const [counter] = await this.database.query<{ first_seq: number; last_seq: number; epoch: string }>({
      name: 'realtime.span',
      text: 'SELECT first_seq, last_seq, event_epoch() AS epoch FROM event_counter WHERE id = 1',
    });
    return { firstSeq: counter?.first_seq ?? 1, lastSeq: counter?.last_seq ?? 0, epoch: counter?.epoch ?? '' };
  }

  async holdsUpTo(epoch: string): Promise<number> {
    const [row] = await this.database.query<{ up_to: number | null }>({
      text: `SELECT min(later.after_seq) AS up_to
             FROM event_epochs told JOIN event_epochs later ON later.id > told.id WHERE told.epoch = $1`,
      values: [epoch],
    });
    return row?.up_to ?? -1;
  }

  async count(audience: Audience, { after, upTo, limit }: SeqRange): Promise<number> {
    const { name, text, values } = statementFor(audience);
    const [row] = await this.database.query<{ count: number }>({
      name: `${name}.count`,
      text: `SELECT count(*)::int AS count FROM (${text}) counted`,
      values: [after, upTo, limit, ...(values ?? [])],
    });
    return row?.count ?? 0;
  }

  async read(audience: Audience, { after, upTo, limit }: SeqRange): Promise<LoggedEvent[]> {
    const { values, ...statement } = statementFor(audience);
    const rows = await this.database.query<EventRow>({ ...statement, values: [after, upTo, limit, ...(values ?? [])] });
    return rows.map(toLoggedEvent);
  }
}

function statementFor({ actor }: Audience): Statement {
  if (actor?.kind === 'guest') return { ...OF_GUEST, values: [actor.sessionId, actor.outletId] };
  if (actor?.role === 'CUSTOMER') return { ...OF_CUSTOMER, values: [actor.id] };
  const scope = actor ? outletScope(actor) : 'all';
  return scope === 'all' ? OF_ALL : { ...OF_OUTLETS, values: [scope] };
}

const OF_ALL: Statement = { name: 'realtime.all', text: `SELECT ${EVENT_COLUMNS} FROM events WHERE ${IN_RANGE}` };

/**
 * The range within one outlet, in a form that only an index which begins with the outlet can serve: of `outlet_id = x AND seq > y` PostgreSQL may
 * think that reading every outlet's events until enough are x's is cheaper.
 */
const rangeOf = (outlet: string): string =>
  `(outlet_id, seq) > (${outlet}, $1::bigint) AND (outlet_id, seq) <= (${outlet}, $2::bigint) AND seq IS NOT NULL`;

// One ordered index walk per outlet; `outlet_id = ANY` would sort everything since `after`.
const OF_OUTLETS: Statement = {
  name: 'realtime.of-outlets',
  text: `SELECT ${EVENT_COLUMNS}
         FROM unnest($4::uuid[]) AS outlet (of_outlet)
         CROSS JOIN LATERAL (SELECT ${EVENT_COLUMNS} FROM events WHERE ${rangeOf('of_outlet')} ORDER BY outlet_id, seq LIMIT $3) event
         ORDER BY seq LIMIT $3`,
};

const OF_GUEST: Statement = {
  name: 'realtime.of-guest',
  text: `SELECT ${EVENT_COLUMNS} FROM (
           (SELECT ${EVENT_COLUMNS} FROM events WHERE session_id = $4 AND ${IN_RANGE})
           UNION ALL
           (SELECT ${EVENT_COLUMNS} FROM events
            WHERE ${rangeOf('$5::uuid')} AND type = 'PRODUCT_AVAILABILITY_CHANGED' AND session_id IS DISTINCT FROM $4
            ORDER BY outlet_id, seq LIMIT $3)
         ) event
         ORDER BY seq LIMIT $3`,
};

const OF_CUSTOMER: Statement = {
  name: 'realtime.of-customer',
  text: `SELECT ${EVENT_COLUMNS} FROM events WHERE customer_id = $4 AND ${IN_RANGE}`,
};
