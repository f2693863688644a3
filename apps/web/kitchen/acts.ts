import { serverNow } from '../shared/clock.js';
import { toast } from '../shared/ui/toast.js';
import { problemText } from '../shared/ui/states.js';
import { t } from '../shared/words/index.js';
import type { Answer } from './kitchen-api.js';
import type { Display } from './display.js';
import type { Card } from './queue.js';
import { calledBy, type Line, type Ticket } from './tickets.js';
import { type BumpStatus, linesToBump, linesToRecall } from './wishes.js';

/** How long a bump can be taken back from its toast, ms. */
const UNDO_MS = 10_000;

/** All lines of a card that are mine: ready, or at the pass served. The card leaves at once. */
export function bumpCard(display: Display, card: Card): void {
  const isPass = display.filter.peek().view === 'PASS';
  const moved = move(display, card, isPass ? 'DONE' : 'READY');
  if (moved.length === 0) return;
  const words = t.peek().kitchen;
  const text = isPass ? words.served(card.name) : words.bumped(card.name);
  const action = { label: t.peek().common.undo, run: () => recallLines(display, card.tickets, moved, card.name) };
  toast(text, { action, forMs: UNDO_MS });
}

/** Cooking of a card has begun. */
export function startCard(display: Display, card: Card): void {
  if (display.filter.peek().view === 'STATION') move(display, card, 'COOKING');
}

/** Wishes one state for the lines of a card that are not there yet, a wish a ticket; answers the lines. */
function move(display: Display, card: Card, status: BumpStatus): readonly string[] {
  const moved: string[] = [];
  for (const ticket of card.tickets) {
    const ids = linesToBump(ticket, status).map(({ id }) => id);
    if (ids.length === 0) continue;
    moved.push(...ids);
    display.wish({ kind: 'bump', ids, status, at: serverNow(), seen: [ticket] });
  }
  return moved;
}

/** A tap on a line: it is ready; on one that was, it is not. */
export function toggleLine(display: Display, card: Card, ids: readonly string[]): void {
  const lines = card.lines.filter((line) => ids.includes(line.id));
  const ticket = card.tickets.find((one) => one.lines.some((line) => ids.includes(line.id)));
  if (!ticket || card.held) return;
  const isPass = display.filter.peek().view === 'PASS';
  if (isPass) {
    const ready = lines.filter((line) => line.status === 'READY').map(({ id }) => id);
    if (ready.length > 0) display.wish({ kind: 'bump', ids: ready, status: 'DONE', at: serverNow(), seen: [ticket] });
    return;
  }
  const open = lines.filter((line) => isOpen(line)).map(({ id }) => id);
  if (open.length > 0) {
    display.wish({ kind: 'bump', ids: open, status: 'READY', at: serverNow(), seen: [ticket] });
    if (isLast(card, open)) offerUndo(display, card, open);
    return;
  }
  const ready = lines.filter((line) => line.status === 'READY').map(({ id }) => id);
  if (ready.length > 0) display.wish({ kind: 'recall', ids: ready, at: serverNow(), seen: [ticket] });
}

const isOpen = (line: Line): boolean =>
  line.status === 'NEW' || line.status === 'ACCEPTED' || line.status === 'COOKING';

/** Whether these are the last open lines of a card, so that it leaves with them. */
function isLast(card: Card, ids: readonly string[]): boolean {
  return !card.lines.some((line) => isOpen(line) && !ids.includes(line.id));
}

function offerUndo(display: Display, card: Card, ids: readonly string[]): void {
  const action = { label: t.peek().common.undo, run: () => recallLines(display, card.tickets, ids, card.name) };
  toast(t.peek().kitchen.bumped(card.name), { action, forMs: UNDO_MS });
}

function recallLines(display: Display, tickets: readonly Ticket[], ids: readonly string[], name: string): void {
  // As they are now: bumped, or wished to be.
  const now = new Map(display.entries.peek().map(({ ticket }) => [ticket.id, ticket]));
  const seen = tickets.map((ticket) => now.get(ticket.id) ?? ticket);
  display.wish({ kind: 'recall', ids, at: serverNow(), seen });
  toast(t.peek().kitchen.broughtBack(name));
}

/** Brings a bumped ticket back, or the last one. It returns to its place in the queue. */
export function recallTicket(display: Display, ticket: Ticket | undefined = display.recent.peek()[0]?.ticket): void {
  const wanted = display.filter.peek().view === 'PASS' ? 'DONE' : null;
  const ids = ticket
    ? linesToRecall(ticket)
        .filter((line) => wanted === null || line.status === wanted)
        .map(({ id }) => id)
    : [];
  if (!ticket || ids.length === 0) toast(t.peek().kitchen.nothingToRecall);
  else recallLines(display, [ticket], ids, calledBy(ticket));
}

/** The marks of a card have been seen: they leave this station's screens. */
export function seenCard(display: Display, card: Card): void {
  const marked = card.tickets.filter((ticket) => ticket.marks.length > 0);
  display.wish({ kind: 'seen', ids: marked.map(({ id }) => id), at: serverNow(), seen: marked });
}

export async function rushCard(display: Display, card: Card, on: boolean): Promise<void> {
  for (const ticket of card.tickets) await told(display, display.kitchen.rush(ticket.id, on));
}

async function told(display: Display, answer: Promise<Answer<readonly Ticket[]>>): Promise<void> {
  const got = await answer;
  if (got.ok) display.feed.peek()?.take(got.data);
  else toast(problemText(got.problem), { kind: 'bad' });
}

/** Takes a dish off sale at this outlet. */
export async function sellOut(display: Display, line: Line): Promise<boolean> {
  const answer = await display.kitchen.soldOut(line.product_id, display.settings.peek().outletId);
  if (answer.ok) toast(t.peek().kitchen.soldOutDone(line.name));
  else toast(problemText(answer.problem), { kind: 'bad' });
  return answer.ok;
}
