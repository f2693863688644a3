import { Injectable } from '@nestjs/common';

import { assertOwnStations, type UserActor } from '#libs/kernel';

import { type TicketChoice, TicketQueries } from '../kitchen.ports.js';
import { ticketNotFound } from '../model/kitchen.errors.js';
import type { KitchenLine, TicketView } from '../model/ticket.js';
import { KitchenOutlets } from './kitchen-outlets.js';

export interface Choice {
  readonly ticketId?: string;
  readonly lineIds?: readonly string[];
  readonly itemIds?: readonly string[];
}

/** Lines that somebody chose, with the tickets that they are on. */
export interface Chosen {
  readonly outletId: string;
  readonly tickets: readonly TicketView[];
  readonly lines: readonly KitchenLine[];
}

/** Finds what somebody wants to bump or to recall: a ticket, lines of it, or lines of orders. */
@Injectable()
export class ChosenLines {
  constructor(
    private readonly tickets: TicketQueries,
    private readonly outlets: KitchenOutlets,
  ) {}

  /** Throws `TICKET_NOT_FOUND` (404) when any of it is unknown, and `STATION_NOT_YOURS` (403). */
  async find(actor: UserActor, choice: Choice): Promise<Chosen> {
    const by = asked(choice);
    const outletId = await this.tickets.outletOf(await this.outlets.all(actor), by);
    if (outletId === null) throw ticketNotFound();
    const chosen = await this.look(outletId, choice);
    assertOwnStations(
      actor,
      chosen.tickets.map(({ ticket }) => ticket.station),
    );
    return chosen;
  }

  /** The same as it is now, perhaps under locks. */
  async look(outletId: string, choice: Choice): Promise<Chosen> {
    const { ticketId, lineIds, itemIds } = choice;
    const tickets = await this.tickets.find(outletId, asked(choice));
    const all = tickets.flatMap(({ lines }) => lines);
    const lines = all.filter(
      (line) =>
        line.ticketId === ticketId ||
        lineIds?.includes(line.id) ||
        (itemIds?.includes(line.itemId) && line.remadeFrom === null),
    );
    const found = new Set(lines.flatMap((line) => [line.ticketId, line.id, line.itemId]));
    const isMissing = [...(ticketId ? [ticketId] : []), ...(lineIds ?? []), ...(itemIds ?? [])].some(
      (id) => !found.has(id),
    );
    if (isMissing) throw ticketNotFound();
    const concerned = new Set(lines.map((line) => line.ticketId));
    return { outletId, tickets: tickets.filter(({ ticket }) => concerned.has(ticket.id)), lines };
  }
}

const asked = ({ ticketId, lineIds, itemIds }: Choice): TicketChoice => ({
  ticketIds: ticketId === undefined ? [] : [ticketId],
  lineIds,
  itemIds,
});
