import { type KitchenDemand } from '../kitchen-demand.js';
import type { Order } from '../model/order.js';
import type { OrderState } from '../model/order-state.js';
import { OrderRepository, type OrderScope } from '../ordering.ports.js';

/**
 * Orders whose every change reaches the kitchen in the transaction that writes it. Whoever saves an order need not think of the kitchen, and
 * none can forget it.
 */
export class DemandTellingOrders extends OrderRepository {
  constructor(
    private readonly orders: OrderRepository,
    private readonly kitchen: KitchenDemand,
  ) {
    super();
  }

  async insert(order: Order, requestHash?: string): Promise<void> {
    const { demand } = order;
    await this.orders.insert(order, requestHash);
    if (demand) await this.kitchen.changed(demand);
  }

  async save(order: Order): Promise<void> {
    const { demand } = order;
    await this.orders.save(order);
    if (demand) await this.kitchen.changed(demand);
  }

  lock(id: string, scope: OrderScope): Promise<Order> {
    return this.orders.lock(id, scope);
  }

  get(id: string, scope: OrderScope): Promise<Order> {
    return this.orders.get(id, scope);
  }

  find(id: string, scope: OrderScope): Promise<{ order: Order; requestHash: string | null } | null> {
    return this.orders.find(id, scope);
  }

  lockOfSession(outletId: string, sessionId: string): Promise<Order[]> {
    return this.orders.lockOfSession(outletId, sessionId);
  }

  openOfSession(outletId: string, sessionId: string): Promise<string[]> {
    return this.orders.openOfSession(outletId, sessionId);
  }

  knowsSession(outletId: string, sessionId: string): Promise<boolean> {
    return this.orders.knowsSession(outletId, sessionId);
  }

  couponUseFreedBy(order: Pick<OrderState, 'id' | 'outletId'>): Promise<string | null> {
    return this.orders.couponUseFreedBy(order);
  }
}
