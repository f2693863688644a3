import { Injectable } from '@nestjs/common';

import { assertOwnStations, type UserActor } from '#libs/kernel';

import { TicketQueries } from '../kitchen.ports.js';
import type { TicketView } from '../model/ticket.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';
import { TicketChanges } from '../services/ticket-changes.js';

/** The station has seen what was struck, changed or moved: the marks leave its screens, and a ticket that is void with them. */
@Injectable()
export class SeeTicket {
  constructor(
    private readonly tickets: TicketQueries,
    private readonly outlets: KitchenOutlets,
    private readonly changes: TicketChanges,
  ) {}

  /** Answers the ticket as it is then. Throws `TICKET_NOT_FOUND` (404) and `STATION_NOT_YOURS` (403). */
  async execute({ actor, ticketId }: { actor: UserActor; ticketId: string }): Promise<TicketView[]> {
    const { ticket } = await this.tickets.get(await this.outlets.all(actor), ticketId);
    assertOwnStations(actor, [ticket.station]);
    return this.changes.change(actor, { outletId: ticket.outletId, ticketIds: [ticketId] }, (rounds, act) =>
      rounds.see(ticketId, act),
    );
  }
}
