import type { Line, LineStatus, Ticket } from '../tickets.js';

/** A moment that every fixture counts from: 30 November 2026, noon, UTC. */
export const NOON = Date.parse('2026-11-30T12:00:00.000Z');

/** ISO time, minutes after noon. */
export function at(minutes: number): string {
  return new Date(NOON + minutes * 60_000).toISOString();
}

/** A line of one piece, fired at noon. */
export function aLine(id: string, name: string, more: Partial<Line> = {}): Line {
  const status: LineStatus = more.status ?? 'NEW';
  const begun = status === 'COOKING' || status === 'READY' || status === 'DONE';
  return {
    id,
    item_id: `item-${id}`,
    order_id: 'order-1',
    product_id: `product-${name}`,
    component: null,
    name,
    quantity: 1,
    modifiers: [],
    note: null,
    status,
    fired_at: at(0),
    started_at: begun ? at(1) : null,
    ready_at: status === 'READY' || status === 'DONE' ? at(2) : null,
    served_at: status === 'DONE' ? at(3) : null,
    void_reason: null,
    ...more,
  };
}

/** An open ticket of the kitchen: the first round of table 4. */
export function aTicket(id: string, more: Partial<Ticket> = {}): Ticket {
  return {
    id,
    number: '0042-1',
    order_id: 'order-1',
    order_number: 'A-0042',
    order_type: 'DINE_IN',
    table_name: 'Meja 4',
    guest: false,
    round: 1,
    course: 1,
    station: 'kitchen',
    state: 'OPEN',
    rush: false,
    remake: false,
    note: null,
    fired_at: at(0),
    fire_at: null,
    due_at: at(8),
    warn_at: at(8),
    late_at: at(15),
    promised_at: null,
    also_at: [],
    marks: [],
    version: 1,
    lines: [aLine(`${id}-1`, 'Nasi goreng', { quantity: 2 })],
    ...more,
  };
}
