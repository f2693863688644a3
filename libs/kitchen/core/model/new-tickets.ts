import { newId } from '#libs/kernel';
import type { DemandedLine, DemandingOrder } from '#libs/ordering';

import { type KitchenLine, type Ticket, ticketNumber } from './ticket.js';

/** A ticket of a new round, which nothing has reached yet. */
export const newTicket = (
  order: DemandingOrder,
  { round, station, at }: { round: number; station: string; at: Date },
): Ticket => ({
  outletId: order.outletId,
  id: newId(),
  orderId: order.id,
  orderNumber: order.number,
  orderType: order.type,
  tableName: order.tableName,
  isGuests: order.isGuests,
  customerId: order.customerId,
  number: ticketNumber(order.number, round),
  round,
  course: 1,
  station,
  state: 'HELD',
  rush: false,
  remake: false,
  note: order.note,
  createdAt: at,
  firedAt: null,
  fireAt: null,
  dueAt: null,
  warnAt: null,
  lateAt: null,
  promisedAt: null,
  lateToldAt: null,
  marks: [],
  bumpedAt: null,
  closedAt: null,
  version: 0,
});

/** What one station is asked for of a line: a component of it, or all. */
export interface WantedPart {
  readonly line: DemandedLine;
  readonly station: string;
  /** From 1; 0 for all of it. */
  readonly component: number;
  readonly name: string;
  readonly prepSeconds: number | null;
}

/** What stations are asked for of a line: its components, or all of it at its station. */
export function wantedParts(line: DemandedLine): WantedPart[] {
  const { station, name, prepSeconds, components } = line;
  if (components.length === 0) return [{ line, station, component: 0, name, prepSeconds }];
  return components.map((part, i) => ({
    line,
    station: part.station,
    component: i + 1,
    name: `${name}: ${part.name}`,
    prepSeconds: part.prepSeconds ?? prepSeconds,
  }));
}

/** A line of it. */
export const newLine = (
  order: DemandingOrder,
  { line, component, name, prepSeconds }: WantedPart,
  ticketId: string,
  position: number,
): KitchenLine => ({
  outletId: order.outletId,
  id: newId(),
  ticketId,
  orderId: order.id,
  itemId: line.itemId,
  component,
  position,
  productId: line.productId,
  name,
  quantity: line.pieces,
  modifiers: line.modifiers,
  note: line.note,
  prepSeconds,
  status: 'HELD',
  fired: null,
  firedAt: null,
  startedAt: null,
  readyAt: null,
  servedAt: null,
  voidReason: null,
  was: null,
  isGone: false,
  remadeFrom: null,
});

/** A line once more, on a ticket of its own. */
export const lineAgain = (line: KitchenLine, ticketId: string, position: number, at: Date): KitchenLine => ({
  ...line,
  id: newId(),
  ticketId,
  position,
  status: 'NEW',
  fired: line.quantity,
  firedAt: at,
  startedAt: null,
  readyAt: null,
  servedAt: null,
  voidReason: null,
  was: null,
  isGone: false,
  remadeFrom: line.id,
});
