import type { NewEvent } from '#libs/kernel';

import {
  KitchenWatch,
  type LoadedRounds,
  type TicketChoice,
  TicketQueries,
  TicketRepository,
} from '../core/kitchen.ports.js';
import { ticketNotFound } from '../core/model/kitchen.errors.js';
import type { RoundsChange } from '../core/model/rounds-frame.js';
import { alsoAtOf, type KitchenLine, type KitchenMove, type Ticket, type TicketView } from '../core/model/ticket.js';

/** Tickets, their ledger, and what was told of them, in memory. One process, no locks. */
export class InMemoryTickets extends TicketRepository {
  readonly events: NewEvent[] = [];
  readonly moves: KitchenMove[] = [];
  readonly tickets = new Map<string, Ticket>();
  readonly lines = new Map<string, KitchenLine>();

  async lock(
    outletId: string,
    { orderIds = [], itemIds = [], ticketIds = [] }: Parameters<TicketRepository['lock']>[1],
  ): Promise<LoadedRounds> {
    const ofItems = [...this.lines.values()].filter(({ itemId }) => itemIds.includes(itemId));
    const named = [...ticketIds, ...ofItems.map(({ ticketId }) => ticketId)];
    const origins = new Set([...orderIds, ...named.flatMap((id) => this.tickets.get(id)?.orderId ?? [])]);
    const tickets = [...this.tickets.values()]
      .filter((ticket) => ticket.outletId === outletId && origins.has(ticket.orderId))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = new Set(tickets.map(({ id }) => id));
    return { tickets, lines: [...this.lines.values()].filter(({ ticketId }) => ids.has(ticketId)) };
  }

  insertionOf(change: RoundsChange, events: readonly NewEvent[]): () => Promise<void> {
    return () => this.save('', change, events);
  }

  async save(_: string, { tickets, lines, moves }: RoundsChange, events: readonly NewEvent[]): Promise<void> {
    for (const line of lines) {
      const before = this.lines.get(line.id);
      if (before && before.fired !== null && before.fired !== line.fired) throw new Error('fired twice');
      const twin = [...this.lines.values()].find(
        (other) =>
          other.itemId === line.itemId &&
          other.component === line.component &&
          other.id !== line.id &&
          other.remadeFrom === null,
      );
      if (twin && line.remadeFrom === null) throw new Error('asked for twice');
    }
    tickets.forEach((ticket) => this.tickets.set(ticket.id, ticket));
    lines.forEach((line) => this.lines.set(line.id, line));
    this.moves.push(...moves);
    this.events.push(...events);
  }

  async takeLate(outletId: string, now: Date): Promise<TicketView[]> {
    const late = [...this.tickets.values()].filter(
      (ticket) =>
        ticket.outletId === outletId &&
        ticket.state === 'OPEN' &&
        ticket.lateToldAt === null &&
        ticket.lateAt !== null &&
        ticket.lateAt <= now,
    );
    late.forEach((ticket) => this.tickets.set(ticket.id, { ...ticket, lateToldAt: now }));
    return late.map(({ id }) => this.view(id));
  }

  async erase(customerId: string): Promise<void> {
    for (const ticket of this.tickets.values()) {
      if (ticket.customerId === customerId) this.tickets.set(ticket.id, { ...ticket, customerId: null, note: null });
    }
  }

  view(id: string): TicketView {
    const ticket = this.tickets.get(id);
    if (!ticket) throw ticketNotFound();
    const all = [...this.lines.values()];
    const others = [...this.tickets.values()].filter(
      ({ id: other, orderId, round }) => other !== id && orderId === ticket.orderId && round === ticket.round,
    );
    return {
      ticket,
      lines: all
        .filter(({ ticketId }) => ticketId === id)
        .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)),
      alsoAt: alsoAtOf(
        others.flatMap(({ id: other, station }) =>
          all.filter(({ ticketId }) => ticketId === other).map(({ status }) => ({ station, status })),
        ),
      ),
    };
  }
}

/** What use cases ask of {@link InMemoryTickets}; screens are asked of a database alone. */
export class InMemoryTicketQueries extends TicketQueries {
  constructor(private readonly stored: InMemoryTickets) {
    super();
  }

  snapshot = () => Promise.reject(new Error('not asked here'));
  since = () => Promise.reject(new Error('not asked here'));
  allDay = () => Promise.reject(new Error('not asked here'));
  board = () => Promise.reject(new Error('not asked here'));

  async get(outletIds: readonly string[], id: string): Promise<TicketView> {
    const found = this.stored.view(id);
    if (!outletIds.includes(found.ticket.outletId)) throw ticketNotFound();
    return found;
  }

  async history(outletIds: readonly string[], id: string): Promise<readonly KitchenMove[]> {
    await this.get(outletIds, id);
    return this.stored.moves.filter(({ ticketId }) => ticketId === id);
  }

  async find(_: string, { ticketIds = [], lineIds = [], itemIds = [] }: TicketChoice): Promise<TicketView[]> {
    const named = [...this.stored.lines.values()]
      .filter(({ id, itemId }) => lineIds.includes(id) || itemIds.includes(itemId))
      .map(({ ticketId }) => ticketId);
    return [...new Set([...ticketIds, ...named])]
      .filter((id) => this.stored.tickets.has(id))
      .map((id) => this.stored.view(id));
  }

  async outletOf(outletIds: readonly string[], by: TicketChoice): Promise<string | null> {
    const outletId = (await this.find('', by))[0]?.ticket.outletId ?? null;
    return outletId !== null && outletIds.includes(outletId) ? outletId : null;
  }

  async lastBumped(_: string, station: string, since: Date): Promise<string | null> {
    const bumped = [...this.stored.tickets.values()].filter(
      (ticket) => ticket.station === station && ticket.bumpedAt !== null && ticket.bumpedAt >= since,
    );
    return bumped.sort((a, b) => Number(b.bumpedAt) - Number(a.bumpedAt))[0]?.id ?? null;
  }

  async ofOrder(_: readonly string[], orderId: string): Promise<TicketView[]> {
    const own = [...this.stored.tickets.values()].filter(
      ({ orderId: placedWith, closedAt }) => placedWith === orderId && closedAt === null,
    );
    return own.map(({ id }) => this.stored.view(id));
  }
}

/** What is due, as a test says. */
export class SaidKitchenWatch extends KitchenWatch {
  untold: KitchenWatch['untold'] = async () => [];
  due: KitchenWatch['due'] = async () => ({ late: [], untold: [] });
}
