import { Injectable } from '@nestjs/common';

import { type Demand, KitchenDemand } from '#libs/ordering';

import { TicketRepository } from '../kitchen.ports.js';
import { Rounds } from '../model/rounds.js';
import { timesOf } from '../model/station.js';
import { ticketEvents } from '../model/ticket-events.js';
import { KitchenBook, type KitchenRules, stationIn } from './kitchen-book.js';

/** Ordering's port, filled with tickets. */
@Injectable()
export class TicketedDemand extends KitchenDemand {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly book: KitchenBook,
  ) {
    super();
  }

  async place(demand: Demand): Promise<() => Promise<void>> {
    const rounds = new Rounds([], [], timesBy(await this.book.rules(demand.order.outletId)));
    rounds.follow(demand);
    const change = rounds.pull(demand.act.at);
    return change ? this.tickets.insertionOf(change, ticketEvents(change)) : () => Promise.resolve();
  }

  async changed(demand: Demand): Promise<void> {
    const { order, lines, act } = demand;
    const rules = await this.book.rules(order.outletId);
    const itemIds = lines.flatMap(({ itemId, splitFrom }) => (splitFrom === null ? [itemId] : [itemId, splitFrom]));
    const found = await this.tickets.lock(order.outletId, { orderIds: [order.id], itemIds });
    const rounds = new Rounds(found.tickets, found.lines, timesBy(rules));
    rounds.follow(demand);
    const change = rounds.pull(act.at);
    if (change) await this.tickets.save(order.outletId, change, ticketEvents(change));
  }
}

export const timesBy =
  (rules: KitchenRules): ConstructorParameters<typeof Rounds>[2] =>
  (station, type, firedAt, preps) =>
    timesOf(stationIn(rules, station), type, firedAt, preps);
