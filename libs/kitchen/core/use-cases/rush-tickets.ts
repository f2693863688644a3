import { Injectable } from '@nestjs/common';

import { assertOwnStations, type UserActor } from '#libs/kernel';

import { TicketQueries } from '../kitchen.ports.js';
import { ticketNotFound } from '../model/kitchen.errors.js';
import { assertOneOf } from '../model/one-of.js';
import type { TicketView } from '../model/ticket.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';
import { TicketChanges } from '../services/ticket-changes.js';

export interface RushInput {
  readonly actor: UserActor;
  readonly ticketId?: string;
  /** All tickets of it that are on the screens. */
  readonly orderId?: string;
  readonly on: boolean;
}

/** Puts tickets before all others, or back among them. */
@Injectable()
export class RushTickets {
  constructor(
    private readonly tickets: TicketQueries,
    private readonly outlets: KitchenOutlets,
    private readonly changes: TicketChanges,
  ) {}

  /** Answers the tickets as they are then. Throws `TICKET_NOT_FOUND` (404) and `STATION_NOT_YOURS` (403). */
  async execute({ actor, ticketId, orderId, on }: RushInput): Promise<TicketView[]> {
    assertOneOf({ ticket_id: ticketId, order_id: orderId });
    const outletIds = await this.outlets.all(actor);
    const found =
      ticketId === undefined
        ? await this.tickets.ofOrder(outletIds, orderId ?? '')
        : [await this.tickets.get(outletIds, ticketId)];
    const [first] = found;
    if (!first) throw ticketNotFound();
    assertOwnStations(
      actor,
      found.map(({ ticket }) => ticket.station),
    );
    const ticketIds = found.map(({ ticket }) => ticket.id);
    return this.changes.change(actor, { outletId: first.ticket.outletId, ticketIds }, (rounds, act) =>
      rounds.rush(ticketIds, on, act),
    );
  }
}
