import { Injectable } from '@nestjs/common';

import { actorRef, Clock, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { OrderRepository } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';

/** Lets a HELD order go to the kitchen, paid or not. Firing what the kitchen has already changes nothing. */
@Injectable()
export class FireOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The kitchen, too, may fire what it sees waiting. */
  execute({ actor, orderId, version }: { actor: UserActor; orderId: string; version?: number }): Promise<Order> {
    return this.unitOfWork.run(async () => {
      const order = await this.orders.lock(orderId, { outlets: outletScope(actor) });
      if (order.view.status !== 'HELD' && order.view.status !== 'VOIDED') return order;
      order.assertVersion(version);
      const act = { actor: actorRef(actor), at: this.clock.now() };
      order.release(act);
      await this.orders.save(order);
      await this.changes.trace('order.fired', order, act);
      return order;
    });
  }
}
