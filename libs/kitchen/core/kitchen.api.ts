import type { UserActor } from '#libs/kernel';
import type { OrderStatus } from '#libs/ordering';

import type { TicketWire } from './model/ticket-wire.js';

/** Where lines are bumped to. */
export const BUMPED_STATUSES = ['COOKING', 'READY', 'DONE'] as const;
export type BumpedStatus = (typeof BUMPED_STATUSES)[number];

/** Lines, by their ticket, by themselves, or by the lines of orders: one of the three. */
export interface LinesOfTickets {
  readonly ticketId?: string;
  readonly lineIds?: readonly string[];
  readonly itemIds?: readonly string[];
}

export interface TicketsBump extends LinesOfTickets {
  readonly status?: BumpedStatus;
  readonly version?: number;
  readonly expectedStatus?: OrderStatus;
}

export interface TicketsRecall extends LinesOfTickets {
  readonly station?: string;
  readonly outletId?: string;
}

/** What tablets do over their sockets, with the answers and the refusals of the routes of the same names. */
export abstract class KitchenApi {
  abstract bump(actor: UserActor, bump: TicketsBump): Promise<TicketWire[]>;

  abstract recall(actor: UserActor, recall: TicketsRecall): Promise<TicketWire[]>;

  abstract fire(actor: UserActor, orderId: string): Promise<TicketWire[]>;

  abstract see(actor: UserActor, ticketId: string): Promise<TicketWire[]>;
}
