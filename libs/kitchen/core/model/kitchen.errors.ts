import { conflict, invalid, notFound, ruleBroken } from '#libs/kernel';

import type { OrderStatus } from './order-words.js';
import type { TicketView } from './ticket.js';
import { toTicketWire } from './ticket-wire.js';

export const ticketNotFound = () => notFound('ticket', 'TICKET_NOT_FOUND');

export const stationNotFound = () => notFound('station', 'STATION_NOT_FOUND');

/** With the tickets as they are now. */
export const ticketChanged = (tickets: readonly TicketView[]) =>
  conflict('TICKET_CHANGED', 'Somebody else changed this ticket meanwhile: look at it again.', {
    tickets: tickets.map(toTicketWire),
  });

export const ticketHeld = () =>
  conflict('LINE_HELD', 'This ticket waits for its payment, or for a yes of the staff: fire it before it is made.');

export const notOnward = (from: OrderStatus, to: OrderStatus) =>
  conflict('INVALID_TRANSITION', `What is ${from} cannot become ${to}.`, { current_status: from });

export const recallTooLate = (minutes: number) =>
  conflict('RECALL_TOO_LATE', 'It was bumped too long ago to be taken back.', { recall_minutes: minutes });

export const nothingToRecall = () => ruleBroken('NOTHING_TO_RECALL', 'Nothing was bumped here that could come back.');

export const resyncRequired = (seq: number) =>
  conflict('RESYNC_REQUIRED', 'The log does not go on from there: ask for all tickets, without since.', {
    last_seq: seq,
  });

export const outletRequired = () =>
  invalid('OUTLET_REQUIRED', 'Say which outlet: outlet_id.', [
    { pointer: '/outlet_id', code: 'OUTLET_REQUIRED', message: 'outlet_id is needed here' },
  ]);

export const orderVoided = () => conflict('ORDER_VOIDED', 'This order was voided: nothing of it comes back.');

export const nothingToRemake = () => ruleBroken('NOTHING_TO_REMAKE', 'A line that is void is not made again.');
