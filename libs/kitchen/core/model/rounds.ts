import { newId } from '#libs/kernel';
import type { Demand, DemandedLine, DemandingOrder, OrderStatus } from '#libs/ordering';

import { isBegun, laggards, RANK, standingOf, timed, untimed } from './line-times.js';
import { lineAgain, newLine, newTicket, wantedParts } from './new-tickets.js';
import { type Act, RoundsFrame } from './rounds-frame.js';
import { isActive, isOpen, isOwn, type KitchenLine, type Ticket, ticketNumber } from './ticket.js';

/** A line of an order, and where it stands by its components now. */
export interface MovedStanding {
  readonly orderId: string;
  readonly itemId: string;
  readonly to: OrderStatus;
}

/**
 * All rounds of the orders that one act touches, with their lines. Verbs bring them to what ordering says, or do what only the kitchen does; what they
 * did is in `pull()`. Nothing is fired twice: a line is found by its order's line, and pieces that went to another bill are taken from the line that
 * they were cooked as.
 */
export class Rounds extends RoundsFrame {
  /** Brings the kitchen to what ordering says of an order. */
  follow({ order, lines, act }: Demand): void {
    const fresh: DemandedLine[] = [];
    for (const line of lines) {
      const known = this.partsOf(line.itemId);
      const parts = known.length > 0 ? known : this.splitOff(line, order, act);
      if (parts.length > 0) this.followLine(parts, line, order, act);
      else if (line.pieces > 0 && line.status !== 'VOIDED' && line.status !== 'DONE') fresh.push(line);
    }
    if (fresh.length > 0) this.begin(order, fresh, act);
    this.followOrder(order, act);
  }

  /** The same pieces once more, on tickets of their own: dropped, burnt, or wrong. */
  remake(lineIds: readonly string[], act: Act): void {
    const wanted = lineIds.flatMap((id) => this.lines.get(id) ?? []);
    const byTicket = new Map<string, KitchenLine[]>();
    for (const line of wanted) byTicket.set(line.ticketId, [...(byTicket.get(line.ticketId) ?? []), line]);
    for (const [ticketId, lines] of byTicket) {
      const origin = this.tickets.get(ticketId);
      if (!origin) continue;
      const round = this.nextRound(origin.orderId);
      const number = ticketNumber(origin.number.split('-')[0] ?? origin.orderNumber, round);
      const fired = { firedAt: act.at, ...this.timesFor(origin, lines, act.at) };
      const cleared = { marks: [], bumpedAt: null, closedAt: null, lateToldAt: null, version: 0 };
      const again: Ticket = {
        ...origin,
        ...fired,
        ...cleared,
        id: newId(),
        number,
        round,
        state: 'OPEN',
        remake: true,
        rush: true,
        createdAt: act.at,
      };
      this.put(again);
      lines.forEach((line, i) => {
        const copy = lineAgain(line, again.id, i + 1, act.at);
        this.putLine(copy);
        this.note(copy, 'REMADE', act, { pieces: copy.quantity });
      });
    }
  }

  /**
   * Moves lines on, or back, that no line of an order stands for alone: components, and second cookings. Answers the orders' lines that stand elsewhere
   * than before by what became of their components.
   */
  moveOwn(wanted: ReadonlyMap<string, OrderStatus>, act: Act): MovedStanding[] {
    const lines = [...wanted.keys()].flatMap((id) => this.lines.get(id) ?? []).filter(isOwn);
    const itemIds = [...new Set(lines.filter(({ remadeFrom }) => remadeFrom === null).map(({ itemId }) => itemId))];
    const before = itemIds.map((id) => standingOf(this.partsOf(id)));
    for (const line of lines) {
      const to = wanted.get(line.id) ?? line.status;
      if (isActive(line) && line.status !== to) this.step(line, to, act);
    }
    return itemIds.flatMap((itemId, i) => {
      const parts = this.partsOf(itemId);
      const to = standingOf(parts);
      return parts[0] && to !== before[i] ? [{ orderId: parts[0].orderId, itemId, to }] : [];
    });
  }

  /** Puts tickets before all others, or back among them. */
  rush(ticketIds: readonly string[], on: boolean, act: Act): void {
    for (const id of ticketIds) {
      const ticket = this.tickets.get(id);
      if (!ticket || ticket.rush === on) continue;
      this.put({ ...ticket, rush: on });
      this.noteTicket(ticket, 'RUSH', act);
    }
  }

  /** The station has seen what was struck, changed and moved. */
  see(ticketId: string, act: Act): void {
    const ticket = this.tickets.get(ticketId);
    if (!ticket || ticket.marks.length === 0) return;
    for (const line of this.linesOf(ticketId)) {
      if (line.was !== null || (!isActive(line) && !line.isGone)) {
        this.putLine({ ...line, was: null, isGone: line.isGone || !isActive(line) });
      }
    }
    this.put({ ...ticket, marks: [] });
    this.noteTicket(ticket, 'SEEN', act);
  }

  private nextRound(orderId: string): number {
    const rounds = [...this.tickets.values()].filter((ticket) => ticket.orderId === orderId).map(({ round }) => round);
    return Math.max(0, ...rounds) + 1;
  }

  /** A new round of an order: a ticket for each of its stations. */
  private begin(order: DemandingOrder, lines: readonly DemandedLine[], act: Act): void {
    const round = this.nextRound(order.id);
    const parts = lines.flatMap(wantedParts);
    for (const station of new Set(parts.map((part) => part.station))) {
      const ticket = newTicket(order, { round, station, at: act.at });
      this.put(ticket);
      const own = parts.filter((part) => part.station === station);
      const begun = own.map((part, i) => newLine(order, part, ticket.id, i + 1));
      begun.forEach((line) => this.putLine(line));
      begun.forEach((line, i) => {
        const status = own[i]?.line.status ?? 'HELD';
        if (status !== 'HELD') this.fire(line, status, act);
      });
    }
  }

  /** Pieces of a line that went to a bill of their own: they are cooked where they were. */
  private splitOff(line: DemandedLine, order: DemandingOrder, act: Act): KitchenLine[] {
    const parents = line.splitFrom === null ? [] : this.partsOf(line.splitFrom);
    return parents.map((parent) => this.splitPart(parent, line, order, act));
  }

  private splitPart(parent: KitchenLine, line: DemandedLine, order: DemandingOrder, act: Act): KitchenLine {
    const pieces = Math.min(line.pieces, parent.quantity);
    const rest = { ...parent, quantity: parent.quantity - pieces };
    const part: KitchenLine = {
      ...parent,
      id: newId(),
      orderId: order.id,
      itemId: line.itemId,
      position: Math.max(...this.linesOf(parent.ticketId).map(({ position }) => position)) + 1,
      quantity: pieces,
      // Asked for with the line that it was split from: not once more.
      fired: parent.fired === null ? null : 0,
    };
    this.putLine(rest);
    this.putLine(part);
    if (parent.fired !== null) {
      this.note(rest, 'SPLIT', act, { pieces: -pieces });
      this.note(part, 'SPLIT', act, { pieces });
    }
    return part;
  }

  private followLine(parts: readonly KitchenLine[], line: DemandedLine, order: DemandingOrder, act: Act): void {
    for (const own of parts[0]?.orderId === order.id ? [] : this.linesOfItem(line.itemId)) {
      this.putLine({ ...own, orderId: order.id });
      this.note(own, 'MOVED', act, {});
    }
    const isOff = line.pieces === 0 && line.status !== 'VOIDED';
    const status = isOff ? 'VOIDED' : line.status;
    for (const part of laggards(parts, status)) this.moveTo(this.get(part), status, line, act);
    // Nobody waits for the second cooking of what is void.
    for (const again of status === 'VOIDED' ? this.linesOfItem(line.itemId).filter(isOpen) : []) {
      this.moveTo(again, status, line, act);
    }
    if (isBegun(status) || status === 'VOIDED') return;
    for (const { id } of parts) {
      const now = this.lines.get(id);
      if (!now || !isActive(now)) continue;
      if (now.quantity !== line.pieces) this.recount(now, line.pieces, act);
      this.reword(this.get(now), line, act);
    }
  }

  private moveTo(line: KitchenLine, to: OrderStatus, asked: DemandedLine, act: Act): void {
    const from = line.status;
    if (to === 'VOIDED') {
      const reason = asked.voidReason ?? act.reason ?? null;
      this.putLine({ ...line, status: to, voidReason: reason, isGone: line.firedAt === null });
      this.note(line, 'VOIDED', act, { from, to, reason });
      if (line.firedAt !== null) this.mark(line.ticketId, 'VOID');
      return;
    }
    if (line.firedAt === null) {
      if (to === 'HELD') this.putLine({ ...line, status: to, voidReason: null, isGone: false });
      else this.fire({ ...line, voidReason: null, isGone: false }, to, act);
      return;
    }
    if (from === 'VOIDED') {
      this.putLine({ ...timed(line, to, act.at), status: to, voidReason: null, isGone: false });
      this.note(line, 'REVIVED', act, { from, to });
      this.mark(line.ticketId, 'CHANGED');
      return;
    }
    this.step(line, to, act);
  }

  private step(line: KitchenLine, to: OrderStatus, act: Act): void {
    const from = line.status;
    const isBack = RANK[to] < RANK[from];
    this.putLine({ ...(isBack ? untimed(line, to) : timed(line, to, act.at)), status: to });
    this.note(line, isBack ? 'RECALLED' : 'STATUS', act, { from, to });
    if (isBegun(to) || isBegun(from)) this.alter(line.ticketId, { bumpedAt: act.at });
  }

  /** Reaches the kitchen: once. */
  private fire(line: KitchenLine, to: OrderStatus, act: Act): void {
    const fired = { ...line, status: to, fired: line.fired ?? line.quantity, firedAt: act.at };
    this.putLine(timed(fired, to, act.at));
    this.acts.add('FIRED');
    const ticket = this.tickets.get(line.ticketId);
    if (!ticket || ticket.firedAt !== null) return;
    this.put({ ...ticket, firedAt: act.at, ...this.timesFor(ticket, this.linesOf(ticket.id), act.at) });
  }

  /** Fewer pieces, before anybody began. */
  private recount(line: KitchenLine, pieces: number, act: Act): void {
    const was = line.was ?? { quantity: line.quantity, note: line.note, modifiers: line.modifiers };
    this.putLine({ ...line, quantity: pieces, was: line.firedAt === null ? null : was });
    if (line.firedAt === null) return;
    this.note(line, 'CANCELLED', act, { pieces: pieces - line.quantity });
    this.mark(line.ticketId, 'CHANGED');
  }

  /** Another note, or other modifiers, before anybody began. */
  private reword(line: KitchenLine, { note, modifiers }: DemandedLine, act: Act): void {
    if (line.note === note && areSame(line.modifiers, modifiers)) return;
    const was = line.was ?? { quantity: line.quantity, note: line.note, modifiers: line.modifiers };
    this.putLine({ ...line, note, modifiers, was: line.firedAt === null ? null : was });
    if (line.firedAt === null) return;
    this.note(line, 'CHANGED', act, {});
    this.mark(line.ticketId, 'CHANGED');
  }

  /** Tickets all of whose lines are on this bill are known by its number, stand at its table, and have its type and its note. */
  private followOrder(order: DemandingOrder, act: Act): void {
    for (const ticket of [...this.tickets.values()]) {
      const lines = this.linesOf(ticket.id).filter(isActive);
      if (lines.length === 0 || lines.some(({ orderId }) => orderId !== order.id)) continue;
      if (isOf(ticket, order)) continue;
      const hasMoved = ticket.tableName !== order.tableName;
      const isOther = ticket.orderType !== order.type || ticket.note !== order.note;
      const { number: orderNumber, tableName, type: orderType, note, customerId } = order;
      this.put({ ...ticket, orderNumber, tableName, orderType, note, customerId });
      const isLeft = ticket.firedAt !== null && lines.some(({ status }) => status !== 'DONE');
      if (isOther) this.noteTicket(ticket, 'CHANGED', act);
      if (isOther && isLeft) this.mark(ticket.id, 'CHANGED');
      if (!hasMoved) continue;
      this.noteTicket(ticket, 'MOVED', act);
      if (isLeft) this.mark(ticket.id, 'MOVED');
    }
  }
}

const isOf = (ticket: Ticket, order: DemandingOrder): boolean =>
  ticket.orderNumber === order.number &&
  ticket.tableName === order.tableName &&
  ticket.orderType === order.type &&
  ticket.note === order.note &&
  ticket.customerId === order.customerId;

const areSame = (some: KitchenLine['modifiers'], others: KitchenLine['modifiers']): boolean =>
  some.length === others.length &&
  some.every(({ group, name, quantity }, i) => {
    const other = others[i];
    return other?.group === group && other.name === name && other.quantity === quantity;
  });
