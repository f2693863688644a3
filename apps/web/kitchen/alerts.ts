import { isMine, type Filter } from './queue.js';
import type { Board, Ticket, TicketsChanged } from './tickets.js';

/** What a sound says. The order is that of importance: of several at once only the first is heard. */
export const ALERTS = ['void', 'new', 'more', 'moved', 'late'] as const;
export type Alert = (typeof ALERTS)[number];

/** What a change means to the ears of this screen, most important first; nothing for what others did, nor for what it had heard before. */
export function alertsOf(before: Board, message: TicketsChanged, filter: Filter): readonly Alert[] {
  const heard = new Set<Alert>();
  for (const ticket of message.tickets) {
    const held = before.tickets.get(ticket.id)?.ticket;
    if (!isMine(ticket, filter) || (held && held.version >= ticket.version)) continue;
    const alert = alertOf(held, ticket);
    if (alert) heard.add(alert);
  }
  return ALERTS.filter((alert) => heard.has(alert));
}

function alertOf(held: Ticket | undefined, ticket: Ticket): Alert | null {
  if (ticket.marks.includes('VOID') && voidPieces(ticket) > (held ? voidPieces(held) : 0)) return 'void';
  if (isFresh(held, ticket)) return ticket.round > 1 && !ticket.remake ? 'more' : 'new';
  if (ticket.state !== 'OPEN' || !held) return null;
  if (ticket.marks.includes('CHANGED') && isChanged(held, ticket)) return 'more';
  return held.table_name === ticket.table_name ? null : 'moved';
}

/** Whether a ticket comes to the kitchen now: fired, and not heard of as fired before. */
export function isFresh(held: Ticket | undefined, ticket: Ticket): boolean {
  return ticket.state === 'OPEN' && (!held || held.state === 'HELD');
}

function voidPieces(ticket: Ticket): number {
  return ticket.lines.filter((line) => line.status === 'VOIDED').reduce((sum, line) => sum + line.quantity, 0);
}

function isChanged(held: Ticket, ticket: Ticket): boolean {
  const was = new Map(held.lines.map((line) => [line.id, JSON.stringify(line.was ?? null)]));
  return ticket.lines.some((line) => line.was && was.get(line.id) !== JSON.stringify(line.was));
}
