import { actorRef, FixedClock, newId, type UserActor } from '#libs/kernel';

import { KnownOutlets } from '../../catalog/testing/known-outlets.js';
import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { Order } from '../../ordering/core/model/order.js';
import type { OrderLine } from '../../ordering/core/model/order-line.js';
import type { HoldReason } from '../../ordering/core/model/order-status.js';
import { OrderChanges } from '../../ordering/core/services/order-changes.js';
import { OrdersKitchenWork } from '../../ordering/core/services/orders-kitchen-work.js';
import { DemandTellingOrders } from '../../ordering/core/services/demand-telling-orders.js';
import { FireOrder } from '../../ordering/core/use-cases/fire-order.js';
import { MoveLines } from '../../ordering/core/use-cases/move-lines.js';
import { TellKitchen } from '../../ordering/core/use-cases/tell-kitchen.js';
import { InMemoryOrderRepository } from '../../ordering/testing/in-memory-order.repository.js';
import { anOutlet } from '../../outlets/testing/an-outlet.js';
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
import { InMemoryTicketQueries, InMemoryTickets } from './in-memory-tickets.js';

/** Noon of 2026-11-21 in Jakarta. */
export const NOON = new Date('2026-11-21T05:00:00Z');

/** A kitchen with the orders that it makes: ordering's own rules, and ours, over rows in memory. */
export class KitchenWorld {
  readonly clock = new FixedClock(NOON);
  readonly outlet = anOutlet();
  readonly outlets = new KitchenOutlets(new KnownOutlets(this.outlet));
  readonly audit = new KeptAuditLog();
  readonly log = new KeptEventLog();
  readonly unitOfWork = new PlainUnitOfWork();
  readonly tickets = new InMemoryTickets();
  readonly queries = new InMemoryTicketQueries(this.tickets);
  readonly setup = new InMemoryKitchenSetup();
  readonly book = new KitchenBook(this.setup, this.clock);
  readonly demand = new TicketedDemand(this.tickets, this.book);
  readonly rows = new InMemoryOrderRepository();
  readonly orders = new DemandTellingOrders(this.rows, this.demand);
  readonly cook = this.user('KITCHEN');
  readonly waiter = this.user('WAITER');

  readonly moving = new MoveLines(this.orders, this.unitOfWork, this.clock);
  readonly firing = new FireOrder(
    this.orders,
    { trace: () => Promise.resolve() } as unknown as OrderChanges,
    this.unitOfWork,
    this.clock,
  );
  readonly telling = new TellKitchen(this.rows, this.demand, this.unitOfWork);
  readonly work = new OrdersKitchenWork(this.moving, this.firing, this.telling);
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

  private placed = 0;

  user(role: UserActor['role'], stations?: readonly string[]): UserActor {
    return { kind: 'user', id: newId(), role, outletIds: [this.outlet.id], ...(stations && { stations }) };
  }

  act = (reason?: string) => ({ actor: actorRef(this.waiter), at: this.clock.now(), reason });

  minutes(count: number): void {
    this.clock.set(new Date(this.clock.now().getTime() + count * 60_000));
  }

  /** An order as the till places it: its tickets are there with it. */
  async place(lines: readonly OrderLine[], holdReason: HoldReason | null = null): Promise<Order> {
    const order = Order.place(
      {
        id: newId(),
        outletId: this.outlet.id,
        number: `JKT-261121-${String(++this.placed).padStart(4, '0')}`,
        type: 'DINE_IN',
        tableId: null,
        tableName: 'T1',
        tableSessionId: null,
        customerId: null,
        placedBy: actorRef(this.waiter),
        note: null,
        currency: 'IDR',
        rules: { taxInclusive: true, serviceChargeRate: 0 },
        businessDate: '2026-11-21',
        holdReason,
      },
      lines,
      this.clock.now(),
    );
    const write = order.demand && (await this.demand.place(order.demand));
    await this.rows.insert(order);
    await write?.();
    return order;
  }

  /** Changes an order as its use cases do. */
  async change(orderId: string, verb: (locked: Order) => unknown): Promise<void> {
    const locked = await this.orders.lock(orderId, { outlets: 'all' });
    const made = verb(locked);
    if (made instanceof Order) await this.orders.insert(made);
    await this.orders.save(locked);
  }

  stored = (orderId: string): Promise<Order> => this.rows.get(orderId, { outlets: 'all' });

  /** All tickets, in the order in which they were begun. */
  all = (): TicketView[] => [...this.tickets.tickets.keys()].map((id) => this.tickets.view(id));
}
