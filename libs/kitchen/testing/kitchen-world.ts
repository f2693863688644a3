import { actorRef, FixedClock, newId, type UserActor } from '#libs/kernel';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { OrdersWithKitchen } from '../../ordering/testing/orders-with-kitchen.js';
import { anOutlet } from '../../outlets/testing/an-outlet.js';
import { KnownOutlets } from '../../outlets/testing/known-outlets.js';
import { ChosenLines } from '../core/services/chosen-lines.js';
import { KitchenBook } from '../core/services/kitchen-book.js';
import { KitchenChanges } from '../core/services/kitchen-changes.js';
import { KitchenOutlets } from '../core/services/kitchen-outlets.js';
import { TicketChanges } from '../core/services/ticket-changes.js';
import { TicketedDemand } from '../core/services/ticketed-demand.js';
import type { TicketView } from '../core/model/ticket.js';
import { BumpTickets } from '../core/use-cases/bump-tickets.js';
import { RecallTickets } from '../core/use-cases/recall-tickets.js';
import { RemakeLines } from '../core/use-cases/remake-lines.js';
import { RushTickets } from '../core/use-cases/rush-tickets.js';
import { SeeTicket } from '../core/use-cases/see-ticket.js';
import { InMemoryKitchenSetup } from './in-memory-kitchen-setup.js';
import { InMemoryTicketQueries, InMemoryTickets, SaidKitchenWatch } from './in-memory-tickets.js';

/** Noon of 2026-11-21 in Jakarta. */
export const NOON = new Date('2026-11-21T05:00:00Z');

/** A kitchen with the orders that it makes: ordering's own rules, and ours, over rows in memory. */
export class KitchenWorld {
  readonly clock = new FixedClock(NOON);
  readonly outlet = anOutlet();
  readonly openOutlets = new KnownOutlets(this.outlet);
  readonly outlets = new KitchenOutlets(this.openOutlets);
  readonly audit = new KeptAuditLog();
  readonly log = new KeptEventLog();
  readonly unitOfWork = new PlainUnitOfWork();
  readonly tickets = new InMemoryTickets();
  readonly queries = new InMemoryTicketQueries(this.tickets);
  readonly watch = new SaidKitchenWatch();
  readonly setup = new InMemoryKitchenSetup();
  readonly book = new KitchenBook(this.setup, this.clock);
  readonly demand = new TicketedDemand(this.tickets, this.book);
  readonly cook = this.user('KITCHEN');
  readonly waiter = this.user('WAITER');
  readonly orders = new OrdersWithKitchen(
    this.demand,
    { outletId: this.outlet.id, waiter: this.waiter, clock: this.clock },
    this.unitOfWork,
  );
  readonly work = this.orders.work;

  readonly chosen = new ChosenLines(this.queries, this.outlets);
  readonly changes = new TicketChanges(this.tickets, this.queries, this.book, this.unitOfWork, this.clock);
  readonly setupChanges = new KitchenChanges(this.audit, this.log, this.book, this.unitOfWork);
  readonly bumping = new BumpTickets(this.chosen, this.queries, this.changes, this.work, this.book, this.unitOfWork);
  readonly recalling = new RecallTickets(
    this.chosen,
    this.queries,
    this.changes,
    this.outlets,
    this.work,
    this.book,
    this.unitOfWork,
    this.clock,
  );
  readonly remaking = new RemakeLines(this.chosen, this.changes);
  readonly rushing = new RushTickets(this.queries, this.outlets, this.changes);
  readonly seeing = new SeeTicket(this.queries, this.outlets, this.changes);

  user(role: UserActor['role'], stations?: readonly string[]): UserActor {
    return { kind: 'user', id: newId(), role, outletIds: [this.outlet.id], ...(stations && { stations }) };
  }

  act = (reason?: string) => ({ actor: actorRef(this.waiter), at: this.clock.now(), reason });

  minutes(count: number): void {
    this.clock.set(new Date(this.clock.now().getTime() + count * 60_000));
  }

  /** An order as the till places it: its tickets are there with it. */
  place = this.orders.place.bind(this.orders);
  change = this.orders.change.bind(this.orders);
  stored = this.orders.stored;

  /** All tickets, in the order in which they were begun. */
  all = (): TicketView[] => [...this.tickets.tickets.keys()].map((id) => this.tickets.view(id));
}
