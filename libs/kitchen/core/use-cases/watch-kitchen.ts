import { Injectable } from '@nestjs/common';

import { Clock, EventLog, UnitOfWork } from '#libs/kernel';
import { KitchenWork } from '#libs/ordering';

import { TicketQueries, TicketRepository } from '../kitchen.ports.js';
import { ticketLate } from '../model/ticket-events.js';

/** Looks after a kitchen at intervals: what is late is told, and what it was never told of is asked for. */
@Injectable()
export class WatchKitchen {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly queries: TicketQueries,
    private readonly ordering: KitchenWork,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Each ticket is told once. */
  tellLate(outletId: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      const late = await this.tickets.takeLate(outletId, this.clock.now());
      await this.events.append(late.map(ticketLate));
    });
  }

  /**
   * Gives tickets to orders of the last while that have none, and brings those up to date that another way moved: while a new version is rolled out,
   * processes of the one before place and move orders, and know no tickets.
   */
  async adopt(outletId: string, withinMs: number): Promise<void> {
    const since = new Date(this.clock.now().getTime() - withinMs);
    for (const orderId of await this.queries.untold(outletId, since)) {
      await this.ordering.tellKitchen(outletId, orderId);
    }
  }
}
