/** Where a line stands in the kitchen, as on the wire. */
export type LineStatus = 'HELD' | 'NEW' | 'ACCEPTED' | 'COOKING' | 'READY' | 'DONE' | 'VOIDED';
export type TicketState = 'HELD' | 'OPEN' | 'READY' | 'SERVED' | 'VOIDED';
export type TicketMark = 'VOID' | 'CHANGED' | 'MOVED';
export type TicketChange =
  | 'FIRED'
  | 'STATUS'
  | 'RECALLED'
  | 'VOIDED'
  | 'CHANGED'
  | 'MOVED'
  | 'RUSH'
  | 'SEEN'
  | 'REMADE';

export interface LineModifier {
  readonly group: string | null;
  readonly name: string;
  readonly quantity: number;
}

/** One dish of a ticket. Times are ISO 8601, null while the act that sets them has not happened. */
export interface Line {
  readonly id: string;
  readonly item_id: string;
  readonly order_id: string;
  readonly product_id: string;
  readonly component: number | null;
  readonly name: string;
  readonly quantity: number;
  readonly modifiers: readonly LineModifier[];
  readonly note: string | null;
  readonly status: LineStatus;
  readonly fired_at: string | null;
  readonly started_at: string | null;
  readonly ready_at: string | null;
  readonly served_at: string | null;
  readonly void_reason: string | null;
  readonly was?: Was | null;
}

/** What a line said before it was changed; what did not change is null or left out. */
export interface Was {
  readonly quantity?: number | null;
  readonly note?: string | null;
  readonly modifiers?: readonly LineModifier[] | null;
}

export interface AlsoAt {
  readonly station: string;
  readonly open: number;
  readonly ready: number;
}

/** What one station cooks of one round of an order. `version` grows with each change of it. */
export interface Ticket {
  readonly id: string;
  readonly number: string;
  readonly order_id: string;
  readonly order_number: string;
  readonly order_type: string;
  readonly table_name: string | null;
  readonly guest: boolean;
  readonly round: number;
  readonly course: number;
  readonly station: string;
  readonly state: TicketState;
  readonly rush: boolean;
  readonly remake: boolean;
  readonly note: string | null;
  readonly fired_at: string | null;
  readonly fire_at: string | null;
  readonly due_at: string | null;
  readonly warn_at: string | null;
  readonly late_at: string | null;
  readonly promised_at: string | null;
  readonly also_at: readonly AlsoAt[];
  readonly marks: readonly TicketMark[];
  readonly version: number;
  readonly lines: readonly Line[];
}

export interface Snapshot {
  readonly seq: number;
  readonly truncated: boolean;
  readonly data: readonly Ticket[];
}

/** A TICKETS_CHANGED as the display hears it. `change` is null for tickets that a request answered with. */
export interface TicketsChanged {
  readonly seq: number | null;
  readonly change: TicketChange | null;
  readonly tickets: readonly Ticket[];
}

interface Held {
  readonly ticket: Ticket;
  /** The last event that changed it; 0 for what came with a snapshot or an answer. */
  readonly seq: number;
  /** The table that it was called by before it moved, and when it moved (ms of server time). */
  readonly moved: Moved | null;
}

export interface Moved {
  readonly from: string;
  readonly at: number;
}

/** What the server said last, by ticket. Never changed in place: a ticket that did not change is the same object as before. */
export interface Board {
  readonly seq: number;
  readonly truncated: boolean;
  readonly tickets: ReadonlyMap<string, Held>;
}

export const EMPTY_BOARD: Board = { seq: 0, truncated: false, tickets: new Map() };

/** A line that takes nobody's attention any more, or never will again. */
const CLOSED: readonly LineStatus[] = ['READY', 'DONE', 'VOIDED'];
const RANK: Readonly<Record<LineStatus, number>> = {
  HELD: 0,
  NEW: 1,
  ACCEPTED: 2,
  COOKING: 3,
  READY: 4,
  DONE: 5,
  VOIDED: 6,
};

/** The name that a ticket is called by: its table, or the end of its order's number. */
export function calledBy(ticket: Pick<Ticket, 'table_name' | 'number'>): string {
  return ticket.table_name ?? ticket.number;
}

export function isOpenLine(line: Line): boolean {
  return !CLOSED.includes(line.status);
}

/** Whether `status` is at or beyond `wanted`; never so for a void line. */
export function hasReached(status: LineStatus, wanted: LineStatus): boolean {
  return status !== 'VOIDED' && RANK[status] >= RANK[wanted];
}

/**
 * The board after a snapshot. What was heard while the snapshot was on its way is newer than it and stays.
 */
export function withSnapshot(board: Board, snapshot: Snapshot): Board {
  const tickets = new Map<string, Held>();
  for (const ticket of snapshot.data) {
    const held = board.tickets.get(ticket.id);
    tickets.set(
      ticket.id,
      held && held.ticket.version >= ticket.version ? held : { ticket, seq: 0, moved: held?.moved ?? null },
    );
  }
  for (const [id, held] of board.tickets) {
    if (held.seq > snapshot.seq && !tickets.has(id)) tickets.set(id, held);
  }
  return { seq: Math.max(board.seq, snapshot.seq), truncated: snapshot.truncated, tickets };
}

/** The board after a message or an answer; the very same board when it says nothing new. `now` is ms of server time. */
export function withChange(board: Board, message: TicketsChanged, now: number): Board {
  const seq = Math.max(board.seq, message.seq ?? 0);
  const newer = message.tickets.filter(
    (ticket) => ticket.version > (board.tickets.get(ticket.id)?.ticket.version ?? 0),
  );
  if (newer.length === 0) return seq === board.seq ? board : { ...board, seq };
  const tickets = new Map(board.tickets);
  for (const ticket of newer) {
    const before = tickets.get(ticket.id);
    tickets.set(ticket.id, { ticket, seq: message.seq ?? before?.seq ?? 0, moved: movedFrom(before, ticket, now) });
  }
  return { ...board, seq, tickets };
}

function movedFrom(before: Held | undefined, ticket: Ticket, now: number): Moved | null {
  if (!before) return null;
  const from = calledBy(before.ticket);
  return from === calledBy(ticket) ? before.moved : { from, at: now };
}

/** The board without tickets that have been closed since before `until` (ms of server time), so that a long day does not fill the memory. */
export function withoutClosedBefore(board: Board, until: number): Board {
  const tickets = new Map([...board.tickets].filter(([, { ticket }]) => !isClosedBefore(ticket, until)));
  return tickets.size === board.tickets.size ? board : { ...board, tickets };
}

function isClosedBefore(ticket: Ticket, until: number): boolean {
  if (ticket.state === 'VOIDED') return !ticket.marks.includes('VOID');
  if (ticket.state !== 'SERVED' && ticket.state !== 'READY') return false;
  const at = closedAt(ticket);
  return ticket.state === 'SERVED' && at !== null && at < until;
}

/** When the last line of a ticket was bumped, ms; null while none was. */
export function closedAt(ticket: Ticket): number | null {
  const times = ticket.lines.flatMap((line) => [line.ready_at, line.served_at]).filter((at) => at !== null);
  return times.length === 0 ? null : Math.max(...times.map((at) => Date.parse(at)));
}

/** The state that follows from the lines of a ticket, as the server derives it. A held ticket stays held. */
export function stateOf(ticket: Ticket, lines: readonly Line[]): TicketState {
  const standing = lines.filter((line) => line.status !== 'VOIDED');
  if (standing.length === 0) return 'VOIDED';
  if (standing.every((line) => line.status === 'DONE')) return 'SERVED';
  if (standing.every((line) => !isOpenLine(line))) return 'READY';
  return ticket.state === 'HELD' ? 'HELD' : 'OPEN';
}
