import { hasReached, isOpenLine, type Line, type LineStatus, stateOf, type Ticket } from './tickets.js';

export type BumpStatus = 'COOKING' | 'READY' | 'DONE';

interface Asked {
  /** Lines; of `seen`, tickets. */
  readonly ids: readonly string[];
  /** Ms of server time. */
  readonly at: number;
  /** The tickets as they were on the screen, by which a conflict is judged. */
  readonly seen: readonly Ticket[];
}

/**
 * What somebody at the screen asked for and the server has not confirmed. It is a wish for a state, so that asking twice does no harm: bumped,
 * one step back from where it was seen, or marks taken off.
 */
export type Wish =
  | (Asked & { readonly kind: 'bump'; readonly status: BumpStatus })
  | (Asked & { readonly kind: 'recall' })
  | (Asked & { readonly kind: 'seen' });

const BACK: Readonly<Partial<Record<LineStatus, LineStatus>>> = { READY: 'COOKING', DONE: 'READY' };

/** The ticket as it will be when all wishes are granted; the very same ticket when none touches it. */
export function asWished(ticket: Ticket, wishes: readonly Wish[]): Ticket {
  return wishes.reduce(withWish, ticket);
}

function withWish(ticket: Ticket, wish: Wish): Ticket {
  if (wish.kind === 'seen') {
    if (!wish.ids.includes(ticket.id) || ticket.marks.length === 0) return ticket;
    return { ...ticket, marks: [], lines: ticket.lines.filter((line) => line.status !== 'VOIDED') };
  }
  const lines = ticket.lines.map((line) => (wish.ids.includes(line.id) ? lineAsWished(line, wish) : line));
  if (lines.every((line, index) => line === ticket.lines[index])) return ticket;
  return { ...ticket, lines, state: stateOf(ticket, lines) };
}

function lineAsWished(line: Line, wish: Exclude<Wish, { kind: 'seen' }>): Line {
  if (line.status === 'VOIDED') return line;
  if (wish.kind === 'recall') {
    const target = stepBack(wish, line.id);
    if (!target || line.status === target || !hasReached(line.status, target)) return line;
    return { ...line, status: target, served_at: null, ready_at: target === 'READY' ? line.ready_at : null };
  }
  if (hasReached(line.status, wish.status)) return line;
  const at = new Date(wish.at).toISOString();
  return {
    ...line,
    status: wish.status,
    started_at: line.started_at ?? at,
    ready_at: wish.status === 'COOKING' ? line.ready_at : (line.ready_at ?? at),
    served_at: wish.status === 'DONE' ? at : line.served_at,
  };
}

/** Where a recall wants a line: one step before where it was seen. */
function stepBack(wish: Wish, id: string): LineStatus | undefined {
  const seen = lineOf(wish.seen, id);
  return seen && BACK[seen.status];
}

/** The lines that a bump to `status` would move: never a void one, and to the pass's DONE only what is ready. */
export function linesToBump(ticket: Ticket, status: BumpStatus): readonly Line[] {
  if (ticket.state === 'HELD') return [];
  if (status === 'DONE') return ticket.lines.filter((line) => line.status === 'READY');
  return ticket.lines.filter((line) => isOpenLine(line) && !hasReached(line.status, status));
}

export function linesToRecall(ticket: Ticket): readonly Line[] {
  return ticket.lines.filter((line) => line.status === 'READY' || line.status === 'DONE');
}

/**
 * What a wish is worth, given the tickets as they are now. `granted`: it is so already, whoever did it; `again`: what was asked for still makes
 * sense, whatever else changed; `refused`: what the person saw is not what it is, so that they must look again.
 */
export function judge(wish: Wish, now: readonly Ticket[]): 'granted' | 'again' | 'refused' {
  if (wish.kind === 'seen') return 'again';
  const asked = wish.ids.map((id) => ({ before: lineOf(wish.seen, id), after: lineOf(now, id) }));
  if (asked.every(({ before, after }) => before && after && isGranted(wish, before, after))) return 'granted';
  return asked.every(({ before, after }) => before && after && isSameDish(before, after)) ? 'again' : 'refused';
}

function lineOf(tickets: readonly Ticket[], id: string): Line | undefined {
  for (const ticket of tickets) {
    const line = ticket.lines.find((one) => one.id === id);
    if (line) return line;
  }
  return undefined;
}

function isGranted(wish: Wish, before: Line, after: Line): boolean {
  if (wish.kind === 'bump') return hasReached(after.status, wish.status);
  return after.status === (BACK[before.status] ?? before.status);
}

function isSameDish(before: Line, after: Line): boolean {
  return after.status !== 'VOIDED' && dishOf(before) === dishOf(after);
}

/** Everything about a line that a cook acts upon, as one text. */
function dishOf({ name, quantity, note, modifiers }: Line): string {
  return JSON.stringify([name, quantity, note, modifiers.map((one) => [one.name, one.quantity])]);
}
