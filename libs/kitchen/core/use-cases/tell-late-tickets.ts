import { Injectable } from '@nestjs/common';

import { Clock, EventLog, UnitOfWork } from '#libs/kernel';

import { TicketRepository } from '../kitchen.ports.js';
import { ticketLate } from '../model/ticket-events.js';

/** Tells of tickets that have been in a kitchen for longer than their station allows: of each once. */
@Injectable()
export class TellLateTickets {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute(outletId: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      const late = await this.tickets.takeLate(outletId, this.clock.now());
      await this.events.append(late.map(ticketLate));
    });
  }
}
