import type { OrderStatus } from '../core/model/order-words.js';
import { alsoAtOf, type TicketView } from '../core/model/ticket.js';
import { LINE_COLUMNS, TICKET_COLUMNS, toKitchenLine, toTicket } from './kitchen-rows.js';
import type { KitchenLineRow, TicketRow } from './kitchen.schema.js';

/** What is selected of `kitchen_tickets t` to show tickets whole. */
export const TICKET_VIEWS = `${TICKET_COLUMNS.of('t')},
  (SELECT json_agg(lines) FROM (
     SELECT ${LINE_COLUMNS.of('l')} FROM kitchen_lines l
     WHERE l.outlet_id = t.outlet_id AND l.ticket_id = t.id ORDER BY l.position, l.id) lines) AS lines,
  (SELECT json_agg(others) FROM (
     SELECT s.station, l.status FROM kitchen_tickets s
     JOIN kitchen_lines l ON l.outlet_id = s.outlet_id AND l.ticket_id = s.id
     WHERE s.outlet_id = t.outlet_id AND s.order_id = t.order_id AND s.round = t.round AND s.course = t.course
       AND s.id <> t.id) others) AS others`;

export interface TicketViewRow extends TicketRow {
  lines: KitchenLineRow[] | null;
  others: { station: string; status: OrderStatus }[] | null;
}

export const toTicketView = (row: TicketViewRow): TicketView => ({
  ticket: toTicket(row),
  lines: (row.lines ?? []).map(toKitchenLine),
  alsoAt: alsoAtOf(row.others ?? []),
});
