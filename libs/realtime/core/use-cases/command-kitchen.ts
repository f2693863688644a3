import { Injectable } from '@nestjs/common';

import { type Actor, forbidden } from '#libs/kernel';
import { KitchenApi, type TicketWire } from '#libs/kitchen';

import type { KitchenCommand } from '../model/kitchen-command.js';

/** A tablet works on tickets: the same as the routes of the kitchen, with the same refusals. */
@Injectable()
export class CommandKitchen {
  constructor(private readonly kitchen: KitchenApi) {}

  /** Answers the tickets that were worked on. Throws `FORBIDDEN` (403) for whoever is not staff, and what the kitchen throws, such as `TICKET_NOT_FOUND`. */
  async execute(actor: Actor, command: KitchenCommand): Promise<TicketWire[]> {
    if (actor.kind !== 'user') throw forbidden('FORBIDDEN', 'The kitchen is for staff.');
    switch (command.act) {
      case 'bump':
        return this.kitchen.bump(actor, command.bump);
      case 'recall':
        return this.kitchen.recall(actor, command.recall);
      case 'fire':
        return this.kitchen.fire(actor, command.orderId);
      case 'see':
        return this.kitchen.see(actor, command.ticketId);
    }
  }
}
