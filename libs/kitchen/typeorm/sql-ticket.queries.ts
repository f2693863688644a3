import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import {
  type AllDayRow,
  type BoardRow,
  type Snapshot,
  type TicketChoice,
  type TicketFilter,
  TicketQueries,
} from '../core/kitchen.ports.js';
import { ticketNotFound } from '../core/model/kitchen.errors.js';
import type { OrderType } from '../core/model/order-words.js';
import type { KitchenMove, TicketView } from '../core/model/ticket.js';
import { MOVE_COLUMNS, toMove } from './kitchen-rows.js';
import type { KitchenLineRow, KitchenMoveRow } from './kitchen.schema.js';
import { TICKET_VIEWS, type TicketViewRow, toTicketView } from './ticket-views.js';

type ViewRow = TicketViewRow & Record<string, unknown>;

/** A ticket, or the outlet's `seq` alone where there is none. */
type SnapshotRow = (TicketViewRow | Record<keyof TicketViewRow, null>) & { seq: number; reaches: boolean };

/** Tickets that were not served by then are no work any more: a shop without a display never bumps. */
const STALE = `interval '36 hours'`;

/** More than this is fetched in fewer bytes as a snapshot. */
const MOST_MISSED = 5_000;

const ON_SCREENS = `t.closed_at IS NULL AND t.created_at > now() - ${STALE}`;
const OF_STATIONS = `(cardinality($2::text[]) = 0 OR t.station = ANY($2::text[]))`;
/** The expo of a ticket's station decides which of the two views shows it. */
const IN_VIEW = `coalesce((SELECT st.expo FROM kitchen_stations st WHERE st.outlet_id = t.outlet_id AND st.code = t.station), 'SEND')
  <> CASE WHEN $3 = 'PASS' THEN 'SKIP' ELSE 'ONLY' END`;

/** The last number of an outlet's events, and tickets, as of the same moment. */
const withSeq = (reaches: string, tickets: string): string => `
  SELECT coalesce(stream.last_seq, counter.streams_from) AS seq, ${reaches} AS reaches, shown.*
  FROM event_counter counter
  LEFT JOIN event_streams stream ON stream.outlet_id = $1
  LEFT JOIN LATERAL (${tickets}) shown ON true`;

const FIRST_ONES = 'ORDER BY t.rush DESC, coalesce(t.fired_at, t.created_at), t.id';

@Injectable()
export class SqlTicketQueries extends TicketQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async snapshot(outletId: string, filter: TicketFilter): Promise<Snapshot> {
    const { stations, view, states, bumpedSince, limit } = filter;
    const rows = await this.database.query<SnapshotRow>({
      name: 'kitchen.snapshot',
      text: withSeq(
        'true',
        `SELECT ${TICKET_VIEWS} FROM kitchen_tickets t
         WHERE t.outlet_id = $1 AND ${OF_STATIONS} AND ${IN_VIEW}
           AND ((${ON_SCREENS} AND (t.state = ANY($4::text[]) OR t.marks <> '[]'))
                OR ($5::timestamptz IS NOT NULL AND t.bumped_at >= $5))
         ${FIRST_ONES} LIMIT $6`,
      ),
      values: [outletId, stations, view, states, bumpedSince, limit + 1],
    });
    return snapshotOf(rows, limit);
  }

  async since(outletId: string, seq: number, { stations, view, limit }: TicketFilter) {
    const rows = await this.database.query<SnapshotRow>({
      name: 'kitchen.since',
      text: withSeq(
        `$4 = coalesce(stream.last_seq, counter.streams_from)
         OR ($4 < stream.last_seq AND $4 >= stream.last_seq - ${MOST_MISSED} AND EXISTS (
           SELECT FROM events e WHERE e.outlet_id = $1 AND e.outlet_seq = $4 + 1))`,
        `SELECT ${TICKET_VIEWS} FROM kitchen_tickets t
         WHERE t.outlet_id = $1 AND ${OF_STATIONS} AND ${IN_VIEW} AND t.id = ANY(ARRAY(
           SELECT DISTINCT (told ->> 'id')::uuid FROM events e, jsonb_array_elements(e.payload -> 'tickets') AS told
           WHERE e.outlet_id = $1 AND e.outlet_seq > $4 AND e.type = 'TICKETS_CHANGED'))
         ${FIRST_ONES} LIMIT $5`,
      ),
      values: [outletId, stations, view, seq, limit + 1],
    });
    const [first] = rows;
    if (!first?.reaches) return { seq: first?.seq ?? 0, tickets: null };
    return snapshotOf(rows, limit);
  }

  async get(outletIds: readonly string[], id: string): Promise<TicketView> {
    const [row] = await this.database.query<ViewRow>({
      name: 'kitchen.get',
      text: `SELECT ${TICKET_VIEWS} FROM kitchen_tickets t WHERE t.outlet_id = ANY($1::uuid[]) AND t.id = $2`,
      values: [outletIds, id],
    });
    if (!row) throw ticketNotFound();
    return toTicketView(row);
  }

  async history(outletIds: readonly string[], id: string): Promise<readonly KitchenMove[]> {
    const { ticket, lines } = await this.get(outletIds, id);
    const rows = await this.database.query<KitchenMoveRow & Record<string, unknown>>({
      name: 'kitchen.history',
      text: `SELECT ${MOVE_COLUMNS.of()} FROM kitchen_moves WHERE outlet_id = $1 AND ticket_id = $2 ORDER BY id`,
      values: [ticket.outletId, id],
    });
    const fired = lines.flatMap(({ id: lineId, orderId, fired: pieces, firedAt, remadeFrom }): KitchenMove[] =>
      firedAt === null || !pieces || remadeFrom !== null
        ? []
        : [{ ...FIRED, id: lineId, ticketId: id, orderId, lineId, pieces, at: firedAt }],
    );
    return [...fired, ...rows.map(toMove)];
  }

  async find(outletId: string, { ticketIds = [], lineIds = [], itemIds = [] }: TicketChoice): Promise<TicketView[]> {
    const rows = await this.database.query<ViewRow>({
      name: 'kitchen.find',
      text: `SELECT ${TICKET_VIEWS} FROM kitchen_tickets t
             WHERE t.outlet_id = $1 AND t.id = ANY($2::uuid[]
               || ARRAY(SELECT ticket_id FROM kitchen_lines WHERE outlet_id = $1 AND id = ANY($3::uuid[]))
               || ARRAY(SELECT ticket_id FROM kitchen_lines
                        WHERE outlet_id = $1 AND item_id = ANY($4::uuid[]) AND remade_from IS NULL))
             ${FIRST_ONES}`,
      values: [outletId, ticketIds, lineIds, itemIds],
    });
    return rows.map(toTicketView);
  }

  async outletOf(outletIds: readonly string[], { ticketIds = [], lineIds = [], itemIds = [] }: TicketChoice) {
    const [row] = await this.database.query<{ outlet_id: string }>({
      name: 'kitchen.outlet-of',
      text: `SELECT outlet_id FROM kitchen_tickets WHERE outlet_id = ANY($1::uuid[]) AND id = ANY($2::uuid[])
             UNION ALL SELECT outlet_id FROM kitchen_lines WHERE outlet_id = ANY($1::uuid[]) AND id = ANY($3::uuid[])
             UNION ALL SELECT outlet_id FROM kitchen_lines
               WHERE outlet_id = ANY($1::uuid[]) AND item_id = ANY($4::uuid[]) AND remade_from IS NULL
             LIMIT 1`,
      values: [outletIds, ticketIds, lineIds, itemIds],
    });
    return row?.outlet_id ?? null;
  }

  async lastBumped(outletId: string, station: string, since: Date): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }>({
      name: 'kitchen.last-bumped',
      text: `SELECT id FROM kitchen_tickets t
             WHERE t.outlet_id = $1 AND t.station = $2 AND t.bumped_at >= $3 AND EXISTS (
               SELECT FROM kitchen_lines l
               WHERE l.outlet_id = $1 AND l.ticket_id = t.id AND l.status IN ('READY', 'DONE'))
             ORDER BY t.bumped_at DESC, t.id DESC LIMIT 1`,
      values: [outletId, station, since],
    });
    return row?.id ?? null;
  }

  async ofOrder(outletIds: readonly string[], orderId: string): Promise<TicketView[]> {
    const rows = await this.database.query<ViewRow>({
      name: 'kitchen.of-order',
      text: `SELECT ${TICKET_VIEWS} FROM kitchen_tickets t
             WHERE t.outlet_id = ANY($1::uuid[]) AND ${ON_SCREENS} AND (t.order_id = $2 OR EXISTS (
               SELECT FROM kitchen_lines l WHERE l.outlet_id = t.outlet_id AND l.ticket_id = t.id AND l.order_id = $2))
             ${FIRST_ONES}`,
      values: [outletIds, orderId],
    });
    return rows.map(toTicketView);
  }

  async allDay(outletId: string, stations: readonly string[], byModifiers: boolean): Promise<AllDayRow[]> {
    const rows = await this.database.query<{
      product_id: string;
      name: string;
      modifiers: KitchenLineRow['modifiers'] | null;
      waiting: number;
      cooking: number;
      held: number;
    }>({
      name: 'kitchen.all-day',
      text: `SELECT l.product_id, min(l.name) AS name, shown.modifiers,
               coalesce(sum(l.quantity) FILTER (WHERE l.status IN ('NEW', 'ACCEPTED')), 0)::int AS waiting,
               coalesce(sum(l.quantity) FILTER (WHERE l.status = 'COOKING'), 0)::int AS cooking,
               coalesce(sum(l.quantity) FILTER (WHERE l.status = 'HELD'), 0)::int AS held
             FROM kitchen_tickets t JOIN kitchen_lines l ON l.outlet_id = t.outlet_id AND l.ticket_id = t.id
             CROSS JOIN LATERAL (SELECT CASE WHEN $3 THEN l.modifiers END AS modifiers) shown
             WHERE t.outlet_id = $1 AND ${ON_SCREENS} AND ${OF_STATIONS}
               AND l.status IN ('HELD', 'NEW', 'ACCEPTED', 'COOKING')
             GROUP BY l.product_id, l.component, shown.modifiers ORDER BY sum(l.quantity) DESC, min(l.name), l.product_id`,
      values: [outletId, stations, byModifiers],
    });
    return rows.map(({ product_id: productId, modifiers, ...row }) => ({
      ...row,
      productId,
      modifiers: modifiers ?? [],
    }));
  }

  async board(outletId: string, since: Date): Promise<BoardRow[]> {
    const rows = await this.database.query<{ order_number: string; order_type: OrderType; is_ready: boolean }>({
      name: 'kitchen.board',
      text: `SELECT t.order_number, t.order_type, bool_and(t.state = 'READY') AS is_ready
             FROM kitchen_tickets t
             WHERE t.outlet_id = $1 AND ${ON_SCREENS} AND t.order_type <> 'DINE_IN' AND t.state IN ('OPEN', 'READY')
             GROUP BY t.order_number, t.order_type
             HAVING bool_or(t.state = 'OPEN') OR max(t.bumped_at) >= $2
             ORDER BY min(t.fired_at), t.order_number LIMIT 200`,
      values: [outletId, since],
    });
    return rows.map((row) => ({ number: row.order_number, orderType: row.order_type, isReady: row.is_ready }));
  }
}

/** What was asked for is on the line itself. */
const FIRED = {
  act: 'FIRED',
  from: null,
  to: 'NEW',
  actor: { kind: 'system', id: null, role: null },
  reason: null,
} as const;

function snapshotOf(rows: readonly SnapshotRow[], limit: number): Snapshot {
  const tickets = rows.flatMap((row) => (row.id === null ? [] : [toTicketView(row as TicketViewRow)]));
  return {
    seq: rows[0]?.seq ?? 0,
    tickets: tickets.slice(0, limit),
    isTruncated: tickets.length > limit,
  };
}
