import { hasReached, isOpenLine, type Line, type LineStatus, stateOf, type Ticket } from './tickets.js';

export type BumpStatus = 'COOKING' | 'READY' | 'DONE';

/**
 * What somebody at the screen asked for and the server has not confirmed. It is a wish for a state, so that asking twice does no harm.
 * `seen` is the ticket as it was on the screen when they asked, by which a conflict is judged.
 */
export type Wish =
  | {
      readonly kind: 'bump';
      readonly ids: readonly string[];
      readonly status: BumpStatus;
      readonly at: number;
      readonly seen: readonly Ticket[];
    }
  | { readonly kind: 'recall'; readonly ids: readonly string[]; readonly at: number; readonly seen: readonly Ticket[] };

const BACK: Readonly<Partial<Record<LineStatus, LineStatus>>> = { READY: 'COOKING', DONE: 'READY' };

/** The ticket as it will be when all wishes are granted; the very same ticket when none touches it. */
export function asWished(ticket: Ticket, wishes: readonly Wish[]): Ticket {
  let lines = ticket.lines;
  for (const wish of wishes) {
    if (lines.some((line) => wish.ids.includes(line.id))) lines = lines.map((line) => lineAsWished(line, wish));
  }
  if (lines.every((line, index) => line === ticket.lines[index])) return ticket;
  return { ...ticket, lines, state: stateOf(ticket, lines) };
}

function lineAsWished(line: Line, wish: Wish): Line {
  if (!wish.ids.includes(line.id)) return line;
  const at = new Date(wish.at).toISOString();
  if (wish.kind === 'recall') {
    const status = BACK[line.status];
    if (!status) return line;
    return status === 'READY' ? { ...line, status, served_at: null } : { ...line, status, ready_at: null };
  }
  if (line.status === 'VOIDED' || hasReached(line.status, wish.status)) return line;
  return {
    ...line,
    status: wish.status,
    started_at: line.started_at ?? at,
    ready_at: wish.status === 'COOKING' ? line.ready_at : (line.ready_at ?? at),
    served_at: wish.status === 'DONE' ? at : line.served_at,
  };
}

/** The lines that a bump to `status` would move: never a void one, and to the pass's DONE only what is ready. */
export function linesToBump(ticket: Ticket, status: BumpStatus): readonly Line[] {
  if (ticket.state === 'HELD') return [];
  return ticket.lines.filter((line) =>
    status === 'DONE' ? line.status === 'READY' : isOpenLine(line) && !hasReached(line.status, status),
  );
}

export function linesToRecall(ticket: Ticket): readonly Line[] {
  return ticket.lines.filter((line) => line.status === 'READY' || line.status === 'DONE');
}

/**
 * What a refused wish means, given the tickets as they are now:
 * `granted`: others did the same, or our own answer was lost; `again`: only something else changed, what was asked for still makes sense;
 * `refused`: what the person saw is not what it is, so that they must look again.
 */
export function judge(wish: Wish, now: readonly Ticket[]): 'granted' | 'again' | 'refused' {
  const asked = wish.ids.map((id) => ({ before: lineOf(wish.seen, id), after: lineOf(now, id) }));
  if (asked.some(({ after }) => !after)) return 'refused';
  if (asked.every(({ before, after }) => isGranted(wish, before, after as Line))) return 'granted';
  return asked.every(({ before, after }) => before && isSameDish(before, after as Line)) ? 'again' : 'refused';
}

function lineOf(tickets: readonly Ticket[], id: string): Line | undefined {
  for (const ticket of tickets) {
    const line = ticket.lines.find((one) => one.id === id);
    if (line) return line;
  }
  return undefined;
}

function isGranted(wish: Wish, before: Line | undefined, after: Line): boolean {
  if (wish.kind === 'bump') return hasReached(after.status, wish.status);
  return before !== undefined && after.status === (BACK[before.status] ?? before.status);
}

function isSameDish(before: Line, after: Line): boolean {
  return after.status !== 'VOIDED' && dishOf(before) === dishOf(after);
}

/** Everything about a line that a cook acts upon, as one text. */
export function dishOf(line: Line): string {
  return JSON.stringify([
    line.name,
    line.quantity,
    line.note,
    line.modifiers.map(({ name, quantity }) => [name, quantity]),
  ]);
}
