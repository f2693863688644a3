import { Injectable } from '@nestjs/common';

import { assertRole, type UserActor } from '#libs/kernel';

import { KitchenApi, type TicketsBump, type TicketsRecall } from './kitchen.api.js';
import { toTicketWire, type TicketWire } from './model/ticket-wire.js';
import type { TicketView } from './model/ticket.js';
import { BumpTickets } from './use-cases/bump-tickets.js';
import { FireTickets } from './use-cases/fire-tickets.js';
import { RecallTickets } from './use-cases/recall-tickets.js';
import { SeeTicket } from './use-cases/see-ticket.js';

const STAFF = ['KITCHEN', 'WAITER', 'KASIR', 'SUPERVISOR', 'ADMIN'] as const;

/** Kitchen's door for its neighbours. */
@Injectable()
export class KitchenFacade extends KitchenApi {
  constructor(
    private readonly bumping: BumpTickets,
    private readonly recalling: RecallTickets,
    private readonly firing: FireTickets,
    private readonly seeing: SeeTicket,
  ) {
    super();
  }

  async bump(actor: UserActor, bump: TicketsBump): Promise<TicketWire[]> {
    assertRole(actor, ...STAFF);
    return shown(await this.bumping.execute({ actor, ...bump }));
  }

  async recall(actor: UserActor, recall: TicketsRecall): Promise<TicketWire[]> {
    assertRole(actor, ...STAFF);
    return shown(await this.recalling.execute({ actor, ...recall }));
  }

  async fire(actor: UserActor, orderId: string): Promise<TicketWire[]> {
    assertRole(actor, ...STAFF);
    return shown(await this.firing.execute({ actor, orderId }));
  }

  async see(actor: UserActor, ticketId: string): Promise<TicketWire[]> {
    assertRole(actor, 'KITCHEN', 'SUPERVISOR', 'ADMIN');
    return shown(await this.seeing.execute({ actor, ticketId }));
  }
}

const shown = (tickets: readonly TicketView[]): TicketWire[] => tickets.map(toTicketWire);
