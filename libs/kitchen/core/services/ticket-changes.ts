import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, Clock, UnitOfWork } from '#libs/kernel';

import { TicketQueries, TicketRepository } from '../kitchen.ports.js';
import { Rounds } from '../model/rounds.js';
import { ticketEvents } from '../model/ticket-events.js';
import type { TicketView } from '../model/ticket.js';
import { KitchenBook } from './kitchen-book.js';
import { timesBy } from './ticketed-demand.js';

type Act = Parameters<Rounds['see']>[1];

/** What every change that only the kitchen makes has in common: lock the tickets, change them, write and tell it. */
@Injectable()
export class TicketChanges {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly queries: TicketQueries,
    private readonly book: KitchenBook,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers the tickets that were named, and those that came of it, as they are afterwards. */
  change(
    actor: Actor,
    { outletId, ticketIds, reason }: { outletId: string; ticketIds: readonly string[]; reason?: string },
    verb: (rounds: Rounds, act: Act) => void,
  ): Promise<TicketView[]> {
    return this.unitOfWork.run(async () => {
      const rules = await this.book.rules(outletId);
      const found = await this.tickets.lock(outletId, { ticketIds });
      const rounds = new Rounds(found.tickets, found.lines, timesBy(rules));
      const act = { actor: actorRef(actor), at: this.clock.now(), reason };
      verb(rounds, act);
      const change = rounds.pull(act.at);
      if (change) await this.tickets.save(outletId, change, ticketEvents(change));
      const known = new Set(found.tickets.map(({ id }) => id));
      const begun = (change?.tickets ?? []).flatMap(({ id }) => (known.has(id) ? [] : [id]));
      return this.queries.find(outletId, { ticketIds: [...ticketIds, ...begun] });
    });
  }
}
