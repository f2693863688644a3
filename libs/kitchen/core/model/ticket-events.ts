import type { NewEvent } from '#libs/kernel';

import { TicketLate, TicketsChanged } from './kitchen.events.js';
import type { RoundsChange } from './rounds-frame.js';
import type { TicketView } from './ticket.js';
import { toTicketWire } from './ticket-wire.js';

/** One message an act. Tickets of several customers are told apart, so that the log can forget one of them. */
export function ticketEvents({ change, told }: RoundsChange): NewEvent[] {
  const customers = [...new Set(told.map(({ ticket }) => ticket.customerId))];
  return customers.map((customerId) => {
    const theirs = told.filter(({ ticket }) => ticket.customerId === customerId);
    const outletId = theirs[0]?.ticket.outletId ?? null;
    return TicketsChanged.of({ outletId, customerId, payload: { change, tickets: theirs.map(toTicketWire) } });
  });
}

export const ticketLate = (view: TicketView): NewEvent =>
  TicketLate.of({
    outletId: view.ticket.outletId,
    customerId: view.ticket.customerId,
    payload: { ticket: toTicketWire(view) },
  });
