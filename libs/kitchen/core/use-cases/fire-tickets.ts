import { Injectable } from '@nestjs/common';

import { UnitOfWork, type UserActor } from '#libs/kernel';
import { KitchenWork } from '#libs/ordering';

import { TicketQueries } from '../kitchen.ports.js';
import type { TicketView } from '../model/ticket.js';
import { KitchenOutlets } from '../services/kitchen-outlets.js';

/** Has what an order holds back made now. Firing what the kitchen has already changes nothing. */
@Injectable()
export class FireTickets {
  constructor(
    private readonly ordering: KitchenWork,
    private readonly tickets: TicketQueries,
    private readonly outlets: KitchenOutlets,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Answers the order's tickets. Throws `ORDER_NOT_FOUND` (404), `NOTHING_TO_FIRE` and `NO_STATION` (422). */
  execute({ actor, orderId }: { actor: UserActor; orderId: string }): Promise<TicketView[]> {
    return this.unitOfWork.run(async () => {
      await this.ordering.fire(actor, orderId);
      return this.tickets.ofOrder(await this.outlets.all(actor), orderId);
    });
  }
}
