import type { ActorRef } from '#libs/kernel';
import { columnsOf } from '#libs/platform';

import type { OrderStatus } from '../core/model/order-words.js';
import type { KitchenAct, KitchenLine, KitchenMove, Ticket } from '../core/model/ticket.js';
import {
  type KitchenLineRow,
  KitchenLineSchema,
  type KitchenMoveRow,
  KitchenMoveSchema,
  type TicketRow,
  TicketSchema,
} from './kitchen.schema.js';

export const TICKET_COLUMNS = columnsOf(TicketSchema);
export const LINE_COLUMNS = columnsOf(KitchenLineSchema);
export const MOVE_COLUMNS = columnsOf(KitchenMoveSchema);

export const toTicketRow = (ticket: Ticket): TicketRow => ({
  outlet_id: ticket.outletId,
  id: ticket.id,
  order_id: ticket.orderId,
  order_number: ticket.orderNumber,
  order_type: ticket.orderType,
  table_name: ticket.tableName,
  is_guests: ticket.isGuests,
  customer_id: ticket.customerId,
  number: ticket.number,
  round: ticket.round,
  course: ticket.course,
  station: ticket.station,
  state: ticket.state,
  rush: ticket.rush,
  remake: ticket.remake,
  note: ticket.note,
  created_at: ticket.createdAt,
  fired_at: ticket.firedAt,
  fire_at: ticket.fireAt,
  due_at: ticket.dueAt,
  warn_at: ticket.warnAt,
  late_at: ticket.lateAt,
  promised_at: ticket.promisedAt,
  late_told_at: ticket.lateToldAt,
  marks: [...ticket.marks],
  bumped_at: ticket.bumpedAt,
  closed_at: ticket.closedAt,
  version: ticket.version,
});

export const toTicket = (row: TicketRow): Ticket => ({
  outletId: row.outlet_id,
  id: row.id,
  orderId: row.order_id,
  orderNumber: row.order_number,
  orderType: row.order_type,
  tableName: row.table_name,
  isGuests: row.is_guests,
  customerId: row.customer_id,
  number: row.number,
  round: row.round,
  course: row.course,
  station: row.station,
  state: row.state,
  rush: row.rush,
  remake: row.remake,
  note: row.note,
  createdAt: row.created_at,
  firedAt: row.fired_at,
  fireAt: row.fire_at,
  dueAt: row.due_at,
  warnAt: row.warn_at,
  lateAt: row.late_at,
  promisedAt: row.promised_at,
  lateToldAt: row.late_told_at,
  marks: row.marks,
  bumpedAt: row.bumped_at,
  closedAt: row.closed_at,
  version: row.version,
});

export const toLineRow = (line: KitchenLine): KitchenLineRow => ({
  outlet_id: line.outletId,
  id: line.id,
  ticket_id: line.ticketId,
  order_id: line.orderId,
  item_id: line.itemId,
  component: line.component,
  position: line.position,
  product_id: line.productId,
  name: line.name,
  quantity: line.quantity,
  modifiers: line.modifiers,
  note: line.note,
  status: line.status,
  fired: line.fired,
  fired_at: line.firedAt,
  started_at: line.startedAt,
  ready_at: line.readyAt,
  served_at: line.servedAt,
  void_reason: line.voidReason,
  was: line.was,
  is_gone: line.isGone,
  remade_from: line.remadeFrom,
});

/** Times are texts where a row was read as JSON. */
const asDate = (time: Date | string | null): Date | null => (time === null ? null : new Date(time));

export const toKitchenLine = (row: KitchenLineRow): KitchenLine => ({
  outletId: row.outlet_id,
  id: row.id,
  ticketId: row.ticket_id,
  orderId: row.order_id,
  itemId: row.item_id,
  component: row.component,
  position: row.position,
  productId: row.product_id,
  name: row.name,
  quantity: row.quantity,
  modifiers: row.modifiers,
  note: row.note,
  status: row.status,
  fired: row.fired,
  firedAt: asDate(row.fired_at),
  startedAt: asDate(row.started_at),
  readyAt: asDate(row.ready_at),
  servedAt: asDate(row.served_at),
  voidReason: row.void_reason,
  was: row.was,
  isGone: row.is_gone,
  remadeFrom: row.remade_from,
});

export const toMoveRow = (outletId: string, move: KitchenMove): KitchenMoveRow => ({
  outlet_id: outletId,
  id: move.id,
  ticket_id: move.ticketId,
  order_id: move.orderId,
  line_id: move.lineId,
  act: move.act,
  pieces: move.pieces,
  from_status: move.from,
  to_status: move.to,
  actor_kind: move.actor.kind,
  actor_id: move.actor.id,
  actor_role: move.actor.role,
  reason: move.reason,
  occurred_at: move.at,
});

export const toMove = (row: KitchenMoveRow): KitchenMove => ({
  id: row.id,
  ticketId: row.ticket_id,
  orderId: row.order_id,
  lineId: row.line_id,
  act: row.act as KitchenAct,
  pieces: row.pieces,
  from: row.from_status as OrderStatus | null,
  to: row.to_status as OrderStatus | null,
  actor: { kind: row.actor_kind, id: row.actor_id, role: row.actor_role } as ActorRef,
  reason: row.reason,
  at: row.occurred_at,
});
