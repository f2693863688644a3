import { newId } from '#libs/kernel';
import type { Demand, OrderType } from '#libs/ordering';

import type { TicketTimes } from './station.js';
import {
  alsoAtOf,
  isActive,
  type KitchenAct,
  type KitchenLine,
  type KitchenMove,
  stateOf,
  type Ticket,
  type TicketChange,
  type TicketMark,
  type TicketView,
} from './ticket.js';

export type Act = Demand['act'];
/** When a ticket of a station is to be ready, warned of, and late. */
export type Times = (station: string, type: OrderType, firedAt: Date, preps: readonly (number | null)[]) => TicketTimes;

/** What is to be written, and what is to be told of it. */
export interface RoundsChange {
  /** Whether nothing was there before: all of it is new. */
  readonly isNew: boolean;
  readonly tickets: readonly Ticket[];
  readonly lines: readonly KitchenLine[];
  readonly moves: readonly KitchenMove[];
  readonly change: TicketChange;
  /** The tickets that changed, and those whose other stations did. */
  readonly told: readonly TicketView[];
}

/** Of several acts at once the message names the first of these. */
const CHANGE_OF: readonly (readonly [KitchenAct, TicketChange])[] = [
  ['FIRED', 'FIRED'],
  ['REMADE', 'REMADE'],
  ['VOIDED', 'VOIDED'],
  ['RECALLED', 'RECALLED'],
  ['STATUS', 'STATUS'],
  ['MOVED', 'MOVED'],
  ['RUSH', 'RUSH'],
  ['SEEN', 'SEEN'],
];

/** What the verbs of rounds stand on: tickets with their lines, and what became of them since they were loaded. */
export abstract class RoundsFrame {
  protected readonly tickets: Map<string, Ticket>;
  protected readonly lines: Map<string, KitchenLine>;
  private readonly before: ReadonlyMap<string, string>;
  private readonly loaded: ReadonlyMap<string, Ticket>;
  private readonly touched = new Set<string>();
  private readonly touchedLines = new Set<string>();
  private readonly moves: KitchenMove[] = [];
  protected readonly acts = new Set<KitchenAct>();

  constructor(
    tickets: readonly Ticket[],
    lines: readonly KitchenLine[],
    protected readonly times: Times,
  ) {
    this.tickets = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    this.loaded = new Map(this.tickets);
    this.lines = new Map(lines.map((line) => [line.id, line]));
    this.before = new Map(tickets.map((ticket) => [ticket.id, JSON.stringify(this.alsoAt(ticket))]));
  }

  /** What has to be written and told; null when nothing changed. */
  pull(at: Date): RoundsChange | null {
    for (const id of this.touched) this.settle(id, at);
    const isOther = (ticket: Ticket) => JSON.stringify(this.alsoAt(ticket)) !== (this.before.get(ticket.id) ?? '[]');
    const changed = [...this.tickets.values()].filter((ticket) => this.touched.has(ticket.id) || isOther(ticket));
    if (changed.length === 0) return null;
    const tickets = changed.map((ticket) => ({ ...ticket, version: (this.loaded.get(ticket.id)?.version ?? 0) + 1 }));
    tickets.forEach((ticket) => this.tickets.set(ticket.id, ticket));
    return {
      isNew: this.loaded.size === 0,
      tickets,
      lines: [...this.touchedLines].flatMap((id) => this.lines.get(id) ?? []),
      moves: this.moves,
      change: this.change,
      told: tickets.map((ticket) => this.view(ticket)),
    };
  }

  view(ticket: Ticket): TicketView {
    return { ticket, lines: this.linesOf(ticket.id), alsoAt: this.alsoAt(ticket) };
  }

  private get change(): TicketChange {
    return CHANGE_OF.find(([act]) => this.acts.has(act))?.[1] ?? 'CHANGED';
  }

  /** What stations make of a line: one, or one for each of its components. */
  protected partsOf(itemId: string): KitchenLine[] {
    return [...this.lines.values()]
      .filter((line) => line.itemId === itemId && line.remadeFrom === null)
      .sort((a, b) => a.component - b.component);
  }

  /** With those that were made of it again. */
  protected linesOfItem(itemId: string): KitchenLine[] {
    return [...this.lines.values()].filter((line) => line.itemId === itemId);
  }

  protected linesOf(ticketId: string): KitchenLine[] {
    return [...this.lines.values()]
      .filter((line) => line.ticketId === ticketId)
      .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  }

  private alsoAt(ticket: Ticket) {
    const others = [...this.tickets.values()].filter(
      ({ id, orderId, round, course }) =>
        id !== ticket.id && orderId === ticket.orderId && round === ticket.round && course === ticket.course,
    );
    return alsoAtOf(others.flatMap(({ id, station }) => this.linesOf(id).map(({ status }) => ({ station, status }))));
  }

  private settle(ticketId: string, at: Date): void {
    const ticket = this.tickets.get(ticketId);
    if (!ticket) return;
    const state = stateOf(this.linesOf(ticketId));
    const isOver = (state === 'SERVED' || state === 'VOIDED') && ticket.marks.length === 0;
    this.tickets.set(ticketId, { ...ticket, state, closedAt: isOver ? (ticket.closedAt ?? at) : null });
  }

  protected mark(ticketId: string, mark: TicketMark): void {
    const ticket = this.tickets.get(ticketId);
    if (ticket && !ticket.marks.includes(mark)) this.put({ ...ticket, marks: [...ticket.marks, mark] });
  }

  protected alter(ticketId: string, change: Partial<Ticket>): void {
    const ticket = this.tickets.get(ticketId);
    if (ticket) this.put({ ...ticket, ...change });
  }

  /** When a ticket of these lines is to be ready, warned of, and late. */
  protected timesFor({ station, orderType }: Ticket, lines: readonly KitchenLine[], at: Date): TicketTimes {
    const preps = lines.filter(isActive).map(({ prepSeconds }) => prepSeconds);
    return this.times(station, orderType, at, preps);
  }

  protected get({ id }: KitchenLine): KitchenLine {
    return this.lines.get(id)!;
  }

  protected put(ticket: Ticket): void {
    this.tickets.set(ticket.id, ticket);
    this.touched.add(ticket.id);
  }

  protected putLine(line: KitchenLine): void {
    this.lines.set(line.id, line);
    this.touchedLines.add(line.id);
    this.touched.add(line.ticketId);
  }

  protected note(line: KitchenLine, act: KitchenAct, by: Act, more: Partial<KitchenMove>): void {
    this.entry({ ticketId: line.ticketId, orderId: this.get(line).orderId, lineId: line.id }, act, by, more);
  }

  protected noteTicket({ id, orderId }: Ticket, act: KitchenAct, by: Act): void {
    this.entry({ ticketId: id, orderId, lineId: null }, act, by, {});
  }

  private entry(
    what: Pick<KitchenMove, 'ticketId' | 'orderId' | 'lineId'>,
    act: KitchenAct,
    by: Act,
    more: Partial<KitchenMove>,
  ): void {
    const empty = { pieces: null, from: null, to: null, reason: by.reason ?? null };
    this.moves.push({ id: newId(), ...empty, ...what, act, actor: by.actor, at: by.at, ...more });
    this.acts.add(act);
  }
}
