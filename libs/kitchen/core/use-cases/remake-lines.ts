import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { nothingToRemake, ticketHeld } from '../model/kitchen.errors.js';
import { isActive, type TicketView } from '../model/ticket.js';
import { ChosenLines } from '../services/chosen-lines.js';
import { TicketChanges } from '../services/ticket-changes.js';

/** Has lines made once more: dropped, burnt, or wrong. The bill stays as it is. */
@Injectable()
export class RemakeLines {
  constructor(
    private readonly chosen: ChosenLines,
    private readonly changes: TicketChanges,
  ) {}

  /** Answers the new tickets. Throws `TICKET_NOT_FOUND` (404), `STATION_NOT_YOURS` (403), `LINE_HELD` (409), `NOTHING_TO_REMAKE` (422). */
  async execute(input: { actor: UserActor; lineIds: readonly string[]; reason: string }): Promise<TicketView[]> {
    const { actor, lineIds, reason } = input;
    const { outletId, tickets, lines } = await this.chosen.find(actor, { lineIds });
    if (lines.some(({ status }) => status === 'HELD')) throw ticketHeld();
    if (!lines.every(isActive)) throw nothingToRemake();
    const ticketIds = tickets.map(({ ticket }) => ticket.id);
    const all = await this.changes.change(actor, { outletId, ticketIds, reason }, (rounds, act) =>
      rounds.remake(lineIds, act),
    );
    return all.filter(({ ticket }) => !ticketIds.includes(ticket.id));
  }
}
