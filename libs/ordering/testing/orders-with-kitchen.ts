import { actorRef, type Clock, newId, type UnitOfWork, type UserActor } from '#libs/kernel';

import type { KitchenDemand } from '../core/model/kitchen-demand.js';
import { Order } from '../core/model/order.js';
import type { OrderLine } from '../core/model/order-line.js';
import type { HoldReason } from '../core/model/order-status.js';
import type { OrderChanges } from '../core/services/order-changes.js';
import { DemandTellingOrders } from '../core/services/demand-telling-orders.js';
import { OrdersKitchenWork } from '../core/services/orders-kitchen-work.js';
import { SittingBills } from '../core/services/sitting-bills.js';
import { FireOrder } from '../core/use-cases/fire-order.js';
import { MoveLines } from '../core/use-cases/move-lines.js';
import { TellKitchen } from '../core/use-cases/tell-kitchen.js';
import { InMemoryOrderRepository } from './in-memory-order.repository.js';
import { KeptPlacings } from './kept-placings.js';

/** Orders in memory, by ordering's own rules, whose every change a kitchen hears. */
export class OrdersWithKitchen {
  /** The rows alone: the kitchen does not hear what is saved here. */
  readonly rows = new InMemoryOrderRepository();
  readonly repository: DemandTellingOrders;
  readonly work: OrdersKitchenWork;
  private placed = 0;

  constructor(
    private readonly demand: KitchenDemand,
    private readonly till: { readonly outletId: string; readonly waiter: UserActor; readonly clock: Clock },
    unitOfWork: UnitOfWork,
  ) {
    const { clock } = till;
    this.repository = new DemandTellingOrders(this.rows, demand);
    const changes: Partial<OrderChanges> = { trace: async () => undefined, takeUp: async () => false };
    const bills = new SittingBills(this.repository, new KeptPlacings(), changes as OrderChanges);
    this.work = new OrdersKitchenWork(
      new MoveLines(this.repository, unitOfWork, clock),
      new FireOrder(this.repository, changes as OrderChanges, bills, unitOfWork, clock),
      new TellKitchen(this.rows, demand, unitOfWork),
    );
  }

  /** An order as the till places it: the kitchen has it with it. */
  async place(lines: readonly OrderLine[], holdReason: HoldReason | null = null): Promise<Order> {
    const { outletId, waiter, clock } = this.till;
    const order = Order.place(
      {
        id: newId(),
        outletId,
        number: `JKT-261121-${String(++this.placed).padStart(4, '0')}`,
        type: 'DINE_IN',
        tableId: null,
        tableName: 'T1',
        tableSessionId: null,
        customerId: null,
        placedBy: actorRef(waiter),
        note: null,
        currency: 'IDR',
        rules: { taxInclusive: true, serviceChargeRate: 0 },
        businessDate: '2026-11-21',
        holdReason,
      },
      lines,
      clock.now(),
    );
    const write = order.demand && (await this.demand.place(order.demand));
    await this.rows.insert(order);
    await write?.();
    return order;
  }

  /** Changes an order as its use cases do. A `verb` that answers another order has made it. */
  async change(orderId: string, verb: (locked: Order) => unknown): Promise<void> {
    const locked = await this.repository.lock(orderId, { outlets: 'all' });
    const made = verb(locked);
    if (made instanceof Order) await this.repository.insert(made);
    await this.repository.save(locked);
  }

  stored = (orderId: string): Promise<Order> => this.rows.get(orderId, { outlets: 'all' });
}
