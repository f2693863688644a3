import type { KitchenLine, TicketView } from './ticket.js';

const toLineWire = (line: KitchenLine) => ({
  id: line.id,
  item_id: line.itemId,
  order_id: line.orderId,
  product_id: line.productId,
  component: line.component === 0 ? null : line.component,
  name: line.name,
  quantity: line.quantity,
  modifiers: line.modifiers.map(({ group, name, quantity }) => ({ group, name, quantity })),
  note: line.note,
  status: line.status,
  fired_at: line.firedAt?.toISOString() ?? null,
  started_at: line.startedAt?.toISOString() ?? null,
  ready_at: line.readyAt?.toISOString() ?? null,
  served_at: line.servedAt?.toISOString() ?? null,
  void_reason: line.voidReason,
  was: line.was && { quantity: line.was.quantity, note: line.was.note, modifiers: [...line.was.modifiers] },
});

/** A ticket as every client reads it: REST answers, acks and messages. Lines that are void, and were seen to be, are left out. */
export function toTicketWire({ ticket, lines, alsoAt }: TicketView) {
  const shown = lines.filter((line) => !line.isGone);
  return {
    id: ticket.id,
    number: ticket.number,
    order_id: (shown.find(({ status }) => status !== 'VOIDED') ?? shown[0])?.orderId ?? ticket.orderId,
    order_number: ticket.orderNumber,
    order_type: ticket.orderType,
    table_name: ticket.tableName,
    guest: ticket.isGuests,
    round: ticket.round,
    course: ticket.course,
    station: ticket.station,
    state: ticket.state,
    rush: ticket.rush,
    remake: ticket.remake,
    note: ticket.note,
    fired_at: ticket.firedAt?.toISOString() ?? null,
    fire_at: ticket.fireAt?.toISOString() ?? null,
    due_at: ticket.dueAt?.toISOString() ?? null,
    warn_at: ticket.warnAt?.toISOString() ?? null,
    late_at: ticket.lateAt?.toISOString() ?? null,
    promised_at: ticket.promisedAt?.toISOString() ?? null,
    also_at: alsoAt.map(({ station, open, ready }) => ({ station, open, ready })),
    marks: [...ticket.marks],
    prints: 0,
    version: ticket.version,
    lines: shown.map(toLineWire),
  };
}

export type TicketWire = ReturnType<typeof toTicketWire>;
