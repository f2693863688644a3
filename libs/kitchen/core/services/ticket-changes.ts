import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, Clock, UnitOfWork } from '#libs/kernel';

import { TicketQueries, TicketRepository } from '../kitchen.ports.js';
import type { OrderStatus } from '../model/order-words.js';
import { type MovedStanding, Rounds } from '../model/rounds.js';
import { ticketEvents } from '../model/ticket-events.js';
import type { KitchenLine, TicketView } from '../model/ticket.js';
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

  /**
   * Moves lines that no line of an order stands for alone, once their orders are locked. Answers the orders' lines that have to follow their components.
   */
  async moveOwn(
    actor: Actor,
    outletId: string,
    wanted: ReadonlyMap<KitchenLine, OrderStatus>,
  ): Promise<readonly MovedStanding[]> {
    if (wanted.size === 0) return [];
    const ticketIds = [...new Set([...wanted.keys()].map(({ ticketId }) => ticketId))];
    const byId = new Map([...wanted].map(([{ id }, to]) => [id, to]));
    let moved: readonly MovedStanding[] = [];
    await this.write(actor, { outletId, ticketIds }, (rounds, act) => {
      moved = rounds.moveOwn(byId, act);
    });
    return moved;
  }

  /** Answers the tickets that were named, and those that came of it, as they are afterwards. */
  change(
    actor: Actor,
    { outletId, ticketIds, reason }: { outletId: string; ticketIds: readonly string[]; reason?: string },
    verb: (rounds: Rounds, act: Act) => void,
  ): Promise<TicketView[]> {
    return this.unitOfWork.run(async () => {
      const begun = await this.write(actor, { outletId, ticketIds, reason }, verb);
      return this.queries.find(outletId, { ticketIds: [...ticketIds, ...begun] });
    });
  }

  /** Answers the tickets that came of it. */
  private async write(
    actor: Actor,
    { outletId, ticketIds, reason }: { outletId: string; ticketIds: readonly string[]; reason?: string },
    verb: (rounds: Rounds, act: Act) => void,
  ): Promise<string[]> {
    const rules = await this.book.rules(outletId);
    const found = await this.tickets.lock(outletId, { ticketIds });
    const rounds = new Rounds(found.tickets, found.lines, timesBy(rules));
    const act = { actor: actorRef(actor), at: this.clock.now(), reason };
    verb(rounds, act);
    const change = rounds.pull(act.at);
    if (change) await this.tickets.save(outletId, change, ticketEvents(change));
    const known = new Set(found.tickets.map(({ id }) => id));
    return (change?.tickets ?? []).flatMap(({ id }) => (known.has(id) ? [] : [id]));
  }
}
