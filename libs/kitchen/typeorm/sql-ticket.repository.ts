import { Injectable } from '@nestjs/common';

import type { NewEvent } from '#libs/kernel';
import { awaitAll, Database, eventsJson, insertEvents, insertRows, SqlEventLog, toEventRow } from '#libs/platform';

import { type LoadedRounds, TicketRepository } from '../core/kitchen.ports.js';
import type { RoundsChange } from '../core/model/rounds-frame.js';
import type { TicketView } from '../core/model/ticket.js';
import {
  LINE_COLUMNS,
  MOVE_COLUMNS,
  TICKET_COLUMNS,
  toKitchenLine,
  toLineRow,
  toMoveRow,
  toTicket,
  toTicketRow,
} from './kitchen-rows.js';
import type { KitchenLineRow, TicketRow } from './kitchen.schema.js';
import { TICKET_VIEWS, type TicketViewRow, toTicketView } from './ticket-views.js';

/** A statement for each count of lines up to this; longer orders go as JSON. */
const FEW_LINES = 10;

/**
 * The orders whose rounds are touched: those named, and those that the named lines and tickets were placed with. Arrays, since they are made once
 * and looked up in an index, where a plan for any number of rows may ask a subquery for each row.
 */
const ROUNDS_OF = `$2::uuid[]
  || ARRAY(SELECT t.order_id FROM kitchen_tickets t WHERE t.outlet_id = $1 AND t.id = ANY(ARRAY(
       SELECT l.ticket_id FROM kitchen_lines l
       WHERE l.outlet_id = $1 AND l.item_id = ANY($3::uuid[]) AND l.remade_from IS NULL)))
  || ARRAY(SELECT t.order_id FROM kitchen_tickets t WHERE t.outlet_id = $1 AND t.id = ANY($4::uuid[]))`;

const SAVE = `
  WITH ticketed AS (
    INSERT INTO kitchen_tickets (${TICKET_COLUMNS.of()})
    SELECT ${TICKET_COLUMNS.of()} FROM json_to_recordset($1) AS given (${TICKET_COLUMNS.typed})
    ON CONFLICT (outlet_id, id) DO UPDATE SET
      order_number = excluded.order_number, table_name = excluded.table_name, order_type = excluded.order_type,
      note = excluded.note, customer_id = excluded.customer_id, state = excluded.state, rush = excluded.rush,
      fired_at = excluded.fired_at, due_at = excluded.due_at, warn_at = excluded.warn_at, late_at = excluded.late_at,
      marks = excluded.marks, bumped_at = excluded.bumped_at, closed_at = excluded.closed_at, version = excluded.version
  ), lined AS (
    INSERT INTO kitchen_lines (${LINE_COLUMNS.of()})
    SELECT ${LINE_COLUMNS.of()} FROM json_to_recordset($2) AS given (${LINE_COLUMNS.typed})
    ON CONFLICT (outlet_id, id) DO UPDATE SET
      order_id = excluded.order_id, quantity = excluded.quantity, modifiers = excluded.modifiers, note = excluded.note,
      status = excluded.status,
      fired = excluded.fired, fired_at = excluded.fired_at, started_at = excluded.started_at, ready_at = excluded.ready_at,
      served_at = excluded.served_at, void_reason = excluded.void_reason, was = excluded.was, is_gone = excluded.is_gone
  ), moved AS (
    INSERT INTO kitchen_moves (${MOVE_COLUMNS.of()})
    SELECT ${MOVE_COLUMNS.of()} FROM json_to_recordset($3) AS given (${MOVE_COLUMNS.typed})
  )
  ${insertEvents('$4')}`;

@Injectable()
export class SqlTicketRepository extends TicketRepository {
  constructor(
    private readonly database: Database,
    private readonly eventLog: SqlEventLog,
  ) {
    super();
  }

  async lock(
    outletId: string,
    { orderIds = [], itemIds = [], ticketIds = [] }: Parameters<TicketRepository['lock']>[1],
  ): Promise<LoadedRounds> {
    const values = [outletId, orderIds, itemIds, ticketIds];
    const locking = this.database.query<TicketRow & Record<string, unknown>>({
      name: 'kitchen.lock-tickets',
      text: `SELECT ${TICKET_COLUMNS.of()} FROM kitchen_tickets
             WHERE outlet_id = $1 AND order_id = ANY(${ROUNDS_OF}) ORDER BY id FOR UPDATE`,
      values,
    });
    // A statement of its own, which sees what those wrote that the locks were waited for.
    const reading = this.database.query<KitchenLineRow & Record<string, unknown>>({
      name: 'kitchen.lines-of-rounds',
      text: `SELECT ${LINE_COLUMNS.of()} FROM kitchen_lines
             WHERE outlet_id = $1 AND ticket_id = ANY(ARRAY(
               SELECT id FROM kitchen_tickets WHERE outlet_id = $1 AND order_id = ANY(${ROUNDS_OF})))`,
      values,
    });
    const [tickets, lines] = await awaitBoth(locking, reading);
    return { tickets: tickets.map(toTicket), lines: lines.map(toKitchenLine) };
  }

  insertionOf(change: RoundsChange, events: readonly NewEvent[]): () => Promise<void> {
    const { tickets, lines, moves } = change;
    const isShort = lines.length <= FEW_LINES && moves.length === 0;
    const outletId = tickets[0]?.outletId ?? '';
    return async () => {
      const statement = isShort
        ? insertRows(
            `kitchen.insert-${tickets.length}-${lines.length}-${events.length}`,
            { table: 'kitchen_tickets', rows: tickets.map(toTicketRow) },
            { table: 'kitchen_lines', rows: lines.map(toLineRow) },
            { table: 'events', rows: events.map(toEventRow) },
          )
        : saving(outletId, change, events);
      await awaitAll([this.database.execute(statement), this.eventLog.written(events)]);
    };
  }

  async save(outletId: string, change: RoundsChange, events: readonly NewEvent[]): Promise<void> {
    await this.database.execute(saving(outletId, change, events));
    await this.eventLog.written(events);
  }

  async takeLate(outletId: string, now: Date): Promise<TicketView[]> {
    const rows = await this.database.query<TicketViewRow & Record<string, unknown>>({
      name: 'kitchen.take-late',
      text: `WITH late AS (
               UPDATE kitchen_tickets SET late_told_at = $2
               WHERE outlet_id = $1 AND id IN (
                 SELECT id FROM kitchen_tickets
                 WHERE outlet_id = $1 AND closed_at IS NULL AND created_at > $2::timestamptz - interval '36 hours'
                   AND state = 'OPEN' AND late_at <= $2 AND late_told_at IS NULL
                 ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
               RETURNING id
             )
             SELECT ${TICKET_VIEWS} FROM kitchen_tickets t WHERE t.outlet_id = $1 AND t.id IN (SELECT id FROM late)`,
      values: [outletId, now],
    });
    return rows.map(toTicketView);
  }

  async erase(customerId: string): Promise<void> {
    const outlets = await this.database.query<{ outlet_id: string }>({
      name: 'kitchen.outlets-of-customer',
      text: 'SELECT DISTINCT outlet_id FROM kitchen_tickets WHERE customer_id = $1 ORDER BY outlet_id',
      values: [customerId],
    });
    for (const { outlet_id: outletId } of outlets) {
      await this.database.execute({
        name: 'kitchen.erase-customer',
        text: `
          WITH theirs AS (
            UPDATE kitchen_tickets SET note = NULL, customer_id = NULL WHERE outlet_id = $1 AND customer_id = $2 RETURNING id
          ), lines AS (
            UPDATE kitchen_lines SET note = NULL, void_reason = NULL, was = was || '{"note": null}'
            WHERE outlet_id = $1 AND ticket_id IN (SELECT id FROM theirs) AND num_nonnulls(note, void_reason, was) > 0
          )
          UPDATE kitchen_moves SET reason = NULL, actor_id = nullif(actor_id, $2)
          WHERE outlet_id = $1 AND ticket_id IN (SELECT id FROM theirs)`,
        values: [outletId, customerId],
      });
    }
  }
}

const saving = (outletId: string, { tickets, lines, moves }: RoundsChange, events: readonly NewEvent[]) => ({
  name: 'kitchen.save',
  text: SAVE,
  values: [
    JSON.stringify(tickets.map(toTicketRow)),
    JSON.stringify(lines.map(toLineRow)),
    JSON.stringify(moves.map((move) => toMoveRow(outletId, move))),
    eventsJson(events),
  ],
});

/** Both are begun at once, and travel together. */
async function awaitBoth<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await awaitAll([one, other]);
  return [await one, await other];
}
