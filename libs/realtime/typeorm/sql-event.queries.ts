import { Injectable } from '@nestjs/common';

import { type LoggedEvent, outletScope } from '#libs/kernel';
import {
  Database,
  EVENT_COLUMNS,
  type EventRow,
  narrowed,
  NO_OUTLET,
  type Statement,
  toLoggedEvent,
} from '#libs/platform';

import type { Audience } from '../core/model/event-visibility.js';
import { EventQueries, type LogRange, type LogSpan, type SeenOf } from '../core/realtime.ports.js';

const IN_RANGE = 'place > $1 AND place <= $2 ORDER BY place LIMIT $3';

/** Reads `events` by the index that fits the audience, so that an old place costs no more than a new one. */
@Injectable()
export class SqlEventQueries extends EventQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async span(outletId?: string): Promise<LogSpan & { lastSeq: number | null }> {
    const [span] = await this.database.query<Span>({
      name: 'realtime.span',
      text: `SELECT counter.first_seq AS first, counter.streams_to AS last, event_epoch() AS epoch,
               CASE WHEN $1::uuid IS NOT NULL THEN coalesce(stream.last_seq, counter.streams_from) END AS "lastSeq"
             FROM event_counter counter LEFT JOIN event_streams stream ON stream.outlet_id = $1`,
      values: [outletId ?? null],
    });
    return span ?? { first: 1, last: 0, epoch: '', lastSeq: null };
  }

  async onlyOutlet(): Promise<string | undefined> {
    const outlets = await this.database.query<{ outlet_id: string }>({
      name: 'realtime.only-outlet',
      text: `SELECT outlet_id FROM event_streams WHERE outlet_id <> '${NO_OUTLET}' LIMIT 2`,
    });
    return outlets.length === 1 ? outlets[0]?.outlet_id : undefined;
  }

  async placesOf(seen: readonly SeenOf[]): Promise<(number | undefined)[]> {
    const rows = await this.database.query<Numbers>({
      name: 'realtime.places-of',
      text: `SELECT asked.outlet_id, asked.seq, counter.shared_to, greatest(counter.first_seq - 1, counter.shared_to) AS before_all,
               coalesce(stream.last_seq, counter.streams_from) AS last_seq, next.place AS next_place, next.seq AS next_seq
             FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS asked (outlet_id, seq, n)
             CROSS JOIN event_counter counter
             LEFT JOIN event_streams stream ON stream.outlet_id = asked.outlet_id
             LEFT JOIN LATERAL (
               SELECT seq AS place, outlet_seq AS seq FROM events
               WHERE outlet_id = asked.outlet_id AND outlet_seq >= asked.seq ORDER BY outlet_id, outlet_seq LIMIT 1
             ) next ON true
             ORDER BY asked.n`,
      values: [seen.map(({ outletId }) => outletId ?? null), seen.map(({ seq }) => seq)],
    });
    return rows.map(placeOf);
  }

  async holdsUpTo(epoch: string): Promise<number> {
    const [row] = await this.database.query<{ up_to: number | null }>({
      text: `SELECT min(later.after_seq) AS up_to
             FROM event_epochs told JOIN event_epochs later ON later.id > told.id WHERE told.epoch = $1`,
      values: [epoch],
    });
    return row?.up_to ?? -1;
  }

  async count(audience: Audience, { after, upTo, limit }: LogRange): Promise<number> {
    const { name, text, values } = statementFor(audience);
    const [row] = await this.database.query<{ count: number }>({
      name: `${name}.count`,
      text: `SELECT count(*)::int AS count FROM (${text}) counted`,
      values: [after, upTo, limit, ...(values ?? [])],
    });
    return row?.count ?? 0;
  }

  async read(audience: Audience, { after, upTo, limit }: LogRange): Promise<LoggedEvent[]> {
    const { values, ...statement } = statementFor(audience);
    const rows = await this.database.query<EventRow>({ ...statement, values: [after, upTo, limit, ...(values ?? [])] });
    return rows.map(toLoggedEvent);
  }
}

interface Span extends Record<string, unknown>, LogSpan {
  readonly lastSeq: number | null;
}

/** A `seq` that was asked for, where the numbers of its outlet end, and the outlet's first event at the `seq` or after it, if the log has one. */
interface Numbers extends Record<string, unknown> {
  readonly outlet_id: string | null;
  readonly seq: number;
  readonly shared_to: number;
  readonly before_all: number;
  readonly last_seq: number;
  readonly next_place: number | null;
  readonly next_seq: number | null;
}

function placeOf(asked: Numbers): number | undefined {
  const { seq, next_place: place, next_seq: next } = asked;
  if (seq <= asked.shared_to) return seq;
  if (place !== null && next === seq) return place;
  if (place !== null && next === seq + 1) return place - 1;
  return asked.outlet_id !== null && next === null && asked.last_seq === seq ? asked.before_all : undefined;
}

function statementFor({ actor, outletId }: Audience): Statement {
  if (actor?.kind === 'guest') return { ...OF_GUEST, values: [actor.sessionId, actor.outletId] };
  if (actor?.role === 'CUSTOMER') return { ...OF_CUSTOMER, values: [actor.id] };
  const scope = narrowed(actor ? outletScope(actor) : 'all', outletId);
  return scope === 'all' ? OF_ALL : { ...OF_OUTLETS, values: [scope] };
}

const OF_ALL: Statement = {
  name: 'realtime.all',
  text: `SELECT ${EVENT_COLUMNS} FROM numbered_events WHERE ${IN_RANGE}`,
};

/**
 * The range within one outlet, in a form that only an index which begins with the outlet can serve: of `outlet_id = x AND place > y` PostgreSQL may
 * think that reading every outlet's events until enough are x's is cheaper.
 */
const rangeOf = (outlet: string): string =>
  `(outlet_id, place) > (${outlet}, $1::bigint) AND (outlet_id, place) <= (${outlet}, $2::bigint) AND place IS NOT NULL`;

// One ordered index walk per outlet; `outlet_id = ANY` would sort everything since `after`.
const OF_OUTLETS: Statement = {
  name: 'realtime.of-outlets',
  text: `SELECT ${EVENT_COLUMNS}
         FROM unnest($4::uuid[]) AS outlet (of_outlet)
         CROSS JOIN LATERAL (SELECT ${EVENT_COLUMNS} FROM numbered_events WHERE ${rangeOf('of_outlet')} ORDER BY outlet_id, place LIMIT $3) event
         ORDER BY place LIMIT $3`,
};

const OF_GUEST: Statement = {
  name: 'realtime.of-guest',
  text: `SELECT ${EVENT_COLUMNS} FROM (
           (SELECT ${EVENT_COLUMNS} FROM numbered_events WHERE session_id = $4 AND ${IN_RANGE})
           UNION ALL
           (SELECT ${EVENT_COLUMNS} FROM numbered_events
            WHERE ${rangeOf('$5::uuid')} AND type = 'PRODUCT_AVAILABILITY_CHANGED' AND session_id IS DISTINCT FROM $4
            ORDER BY outlet_id, place LIMIT $3)
         ) event
         ORDER BY place LIMIT $3`,
};

const OF_CUSTOMER: Statement = {
  name: 'realtime.of-customer',
  text: `SELECT ${EVENT_COLUMNS} FROM numbered_events WHERE customer_id = $4 AND ${IN_RANGE}`,
};
