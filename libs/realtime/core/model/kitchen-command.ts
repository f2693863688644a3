import type { TicketsBump, TicketsRecall } from '#libs/kitchen';

export { BUMPED_STATUSES, type LinesOfTickets, type TicketsBump } from '#libs/kitchen';

/** What a tablet may ask of the kitchen: each is the route of the same work. */
export type KitchenCommand =
  | { readonly act: 'bump'; readonly bump: TicketsBump }
  | { readonly act: 'recall'; readonly recall: TicketsRecall }
  | { readonly act: 'fire'; readonly orderId: string }
  | { readonly act: 'see'; readonly ticketId: string };
