import { type AlsoAt, calledBy, isOpenLine, type Line, type Moved, type Ticket, type TicketMark } from './tickets.js';

export type View = 'STATION' | 'PASS';

/**
 * What one screen shows of one round: the tickets of its stations, put together. `lines` are those that still have to be seen here; in the
 * pass's view also those that others have not finished.
 */
export interface Card {
  /** Stays the same as long as the round does, also when its bill is moved, merged or split. */
  readonly key: string;
  readonly tickets: readonly Ticket[];
  readonly name: string;
  readonly number: string;
  readonly type: string;
  readonly guest: boolean;
  readonly addOn: boolean;
  readonly remake: boolean;
  readonly rush: boolean;
  readonly held: boolean;
  readonly firedAt: number | null;
  readonly fireAt: number | null;
  readonly warnAt: number | null;
  readonly lateAt: number | null;
  readonly notes: readonly string[];
  readonly alsoAt: readonly AlsoAt[];
  readonly marks: readonly TicketMark[];
  readonly moved: Moved | null;
  readonly lines: readonly Line[];
}

export interface Filter {
  readonly view: View;
  /** Empty: every station. */
  readonly stations: readonly string[];
  /** Empty: every type of order. */
  readonly types: readonly string[];
  /** Stations whose tickets this view does not show, whatever it is asked for. */
  readonly without?: readonly string[];
}

/** A ticket with what the screen knows of it besides. */
export interface Entry {
  readonly ticket: Ticket;
  readonly moved: Moved | null;
}

/** The cards of a screen: rush first, then oldest, held ones last. At the pass the late ones come first. `now` is ms of server time. */
export function cardsOf(entries: Iterable<Entry>, filter: Filter, now: number): readonly Card[] {
  const rounds = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!isMine(entry.ticket, filter)) continue;
    const key = roundOf(entry.ticket);
    const round = rounds.get(key);
    if (round) round.push(entry);
    else rounds.set(key, [entry]);
  }
  const cards = [...rounds.values()].flatMap((round) => cardOf(round, filter) ?? []);
  return cards.sort(filter.view === 'PASS' ? byLateness(now) : byTurn);
}

/** Tickets of one round and course of an order. A remake is a round of its own. */
function roundOf(ticket: Ticket): string {
  return `${ticket.order_id} ${ticket.number} ${ticket.course}${ticket.remake ? ` ${ticket.id}` : ''}`;
}

export function isMine(ticket: Ticket, { stations, types, without = [] }: Omit<Filter, 'view'>): boolean {
  if (without.includes(ticket.station)) return false;
  if (types.length > 0 && !types.includes(ticket.order_type)) return false;
  return stations.length === 0 || stations.includes(ticket.station);
}

function cardOf(round: readonly Entry[], filter: Filter): Card | null {
  const shown = round.filter(({ ticket }) => (filter.view === 'PASS' ? isStanding(ticket) : isAtStation(ticket)));
  const first = shown[0];
  if (!first) return null;
  const tickets = shown.map(({ ticket }) => ticket);
  if (filter.view === 'PASS' && !tickets.some((ticket) => isForPass(ticket))) return null;
  return {
    key: round.map(({ ticket }) => ticket.id).reduce((least, id) => (id < least ? id : least)),
    tickets,
    name: calledBy(first.ticket),
    number: first.ticket.number,
    type: first.ticket.order_type,
    guest: tickets.some((ticket) => ticket.guest),
    addOn: first.ticket.round > 1 && !first.ticket.remake,
    remake: first.ticket.remake,
    rush: tickets.some((ticket) => ticket.rush),
    held: tickets.every((ticket) => ticket.state === 'HELD'),
    firedAt: earliest(tickets.map((ticket) => ticket.fired_at)),
    fireAt: earliest(tickets.map((ticket) => ticket.fire_at)),
    warnAt: earliest(tickets.map((ticket) => ticket.warn_at)),
    lateAt: earliest(tickets.map((ticket) => ticket.late_at)),
    notes: [...new Set(tickets.flatMap((ticket) => ticket.note ?? []))],
    alsoAt: first.ticket.also_at.filter(({ station }) => !tickets.some((ticket) => ticket.station === station)),
    marks: [...new Set(tickets.flatMap((ticket) => ticket.marks))],
    moved: first.moved,
    lines: tickets.flatMap((ticket) => linesShown(ticket)),
  };
}

function isAtStation(ticket: Ticket): boolean {
  return (
    ticket.state === 'OPEN' || ticket.state === 'HELD' || (ticket.state === 'VOIDED' && ticket.marks.includes('VOID'))
  );
}

function isStanding(ticket: Ticket): boolean {
  return ticket.state === 'OPEN' || ticket.state === 'READY';
}

function isForPass(ticket: Ticket): boolean {
  return ticket.lines.some((line) => line.status === 'READY');
}

/** A void line leaves the screen once it was seen, a served one when it was taken away. */
function linesShown(ticket: Ticket): readonly Line[] {
  return ticket.lines.filter((line) => {
    if (line.status === 'VOIDED') return ticket.marks.includes('VOID');
    return line.status !== 'DONE';
  });
}

function earliest(times: readonly (string | null)[]): number | null {
  const known = times.filter((at) => at !== null).map((at) => Date.parse(at));
  return known.length === 0 ? null : Math.min(...known);
}

function byTurn(a: Card, b: Card): number {
  if (a.held !== b.held) return a.held ? 1 : -1;
  if (a.rush !== b.rush) return a.rush ? -1 : 1;
  return turnOf(a) - turnOf(b) || (a.number < b.number ? -1 : Number(a.number > b.number));
}

function turnOf(card: Card): number {
  return card.firedAt ?? card.fireAt ?? Number.MAX_SAFE_INTEGER;
}

function byLateness(now: number): (a: Card, b: Card) => number {
  const isLate = (card: Card) => card.lateAt !== null && card.lateAt <= now;
  return (a, b) => Number(isLate(b)) - Number(isLate(a)) || byTurn(a, b);
}

/** A line as it is drawn: identical ones of a card may be put together. */
export interface DrawnLine {
  readonly ids: readonly string[];
  readonly line: Line;
  readonly quantity: number;
}

/** The lines of a card in their order, identical ones combined where asked for. Void and changed lines stay by themselves. */
export function drawnLines(lines: readonly Line[], combine: boolean): readonly DrawnLine[] {
  const drawn: DrawnLine[] = [];
  const places = new Map<string, number>();
  for (const line of lines) {
    const alike = JSON.stringify([line.product_id, line.name, line.note, line.status, line.modifiers]);
    const place = combine && line.status !== 'VOIDED' && !line.was ? places.get(alike) : undefined;
    const before = place === undefined ? undefined : drawn[place];
    if (place === undefined || !before) {
      if (!line.was) places.set(alike, drawn.length);
      drawn.push({ ids: [line.id], line, quantity: line.quantity });
    } else {
      drawn[place] = { ids: [...before.ids, line.id], line: before.line, quantity: before.quantity + line.quantity };
    }
  }
  return drawn;
}

/** Rounds that were bumped here, newest first: what *Recent* lists and *Recall* brings back. `since` is ms of server time. */
export function recentOf(entries: Iterable<Entry>, filter: Filter, since: number): readonly Recent[] {
  const wanted: Ticket['state'][] = filter.view === 'PASS' ? ['SERVED'] : ['READY', 'SERVED'];
  const recent: Recent[] = [];
  for (const { ticket } of entries) {
    if (!isMine(ticket, filter) || !wanted.includes(ticket.state)) continue;
    const at = bumpedAt(ticket, filter.view);
    if (at !== null && at >= since) recent.push({ ticket, at });
  }
  return recent.sort((a, b) => b.at - a.at);
}

export interface Recent {
  readonly ticket: Ticket;
  readonly at: number;
}

function bumpedAt(ticket: Ticket, view: View): number | null {
  const times = ticket.lines
    .map((line) => (view === 'PASS' ? line.served_at : line.ready_at))
    .filter((at) => at !== null);
  return times.length === 0 ? null : Math.max(...times.map((at) => Date.parse(at)));
}

/** Rounds, as the board shows them: a round that two of the screen's stations cook is one. */
export interface Counts {
  /** Something is still to be made. */
  readonly open: number;
  readonly late: number;
  /** Nothing is to be made any more and something waits to be served; at the pass, where it is carried away, some of it is enough. */
  readonly ready: number;
}

/** Open, late and ready rounds of a station, or of several. `now` is ms of server time. */
export function countsOf(entries: Iterable<Entry>, filter: Filter, now: number): Counts {
  const rounds = new Map<string, { open: boolean; late: boolean; ready: boolean }>();
  for (const { ticket } of entries) {
    if (!isMine(ticket, filter)) continue;
    const [isOpen, isReady] = [ticket.state === 'OPEN' && ticket.lines.some(isOpenLine), ticket.state === 'READY'];
    if (!isOpen && !isReady) continue;
    const key = roundOf(ticket);
    const { open, late, ready } = rounds.get(key) ?? { open: false, late: false, ready: false };
    const isLate = isOpen && ticket.late_at !== null && Date.parse(ticket.late_at) <= now;
    rounds.set(key, { open: open || isOpen, late: late || isLate, ready: ready || isReady });
  }
  const all = [...rounds.values()];
  return {
    open: all.filter(({ open }) => open).length,
    late: all.filter(({ late }) => late).length,
    ready: all.filter(({ open, ready }) => ready && (filter.view === 'PASS' || !open)).length,
  };
}

/** `next`, with the very objects of `before` for cards that did not change, so that they are not drawn anew. */
export function keepUnchanged(before: readonly Card[], next: readonly Card[]): readonly Card[] {
  const known = new Map(before.map((card) => [card.key, card]));
  const kept = next.map((card) => {
    const old = known.get(card.key);
    return old && isSameCard(old, card) ? old : card;
  });
  return kept.length === before.length && kept.every((card, index) => card === before[index]) ? before : kept;
}

function isSameCard(a: Card, b: Card): boolean {
  return (
    a.moved === b.moved &&
    a.lines.length === b.lines.length &&
    a.tickets.length === b.tickets.length &&
    a.tickets.every((ticket, index) => ticket === b.tickets[index])
  );
}
