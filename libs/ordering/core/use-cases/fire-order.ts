import { Injectable } from '@nestjs/common';

import { actorRef, Clock, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { WantedFire } from '../model/courses.js';
import { isHeld } from '../model/order-hold.js';
import type { Order } from '../model/order.js';
import { orderNotFound } from '../model/ordering.errors.js';
import { OrderRepository } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';
import { SittingBills } from '../services/sitting-bills.js';

export interface FireOrderInput extends WantedFire {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly version?: number;
}

/**
 * Lets a HELD order go to the kitchen, paid or not, and lines that wait for their course; a parked one is taken up again. Firing what the kitchen has
 * already changes nothing. A round of a sitting goes on the sitting's open bill, which is answered.
 */
@Injectable()
export class FireOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly bills: SittingBills,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * The kitchen, too, may fire what it sees waiting: a parked bill it does not see. Of two who take one up with the version that they saw, one is refused:
   * `VERSION_CONFLICT` (409). Throws `ORDER_NOT_FOUND` (404), `NOTHING_TO_FIRE` and `NO_STATION` (422), `INVALID_TRANSITION` (409) for one that ended, and
   * what taking up throws.
   */
  async execute({ actor, orderId, version, ...wanted }: FireOrderInput): Promise<Order> {
    const scope = { outlets: outletScope(actor) };
    const seen = await this.orders.get(orderId, scope);
    if (seen.isParked && actor.role === 'KITCHEN') throw orderNotFound();
    return this.unitOfWork.run(async () => {
      await this.bills.lock(seen.view);
      const order = await this.orders.lock(orderId, scope);
      if (isHeld(order.view) || order.view.parkedAt !== null) order.assertVersion(version);
      const act = { actor: actorRef(actor), at: this.clock.now() };
      const isTakenUp = await this.changes.takeUp(order, act);
      const isAll = wanted.course === undefined && wanted.itemIds === undefined;
      const isFired = !(isTakenUp && isAll) && order.fireLines(wanted, act);
      if (!isTakenUp && !isFired) return order;
      await this.orders.save(order);
      await this.changes.trace('order.fired', order, act);
      return this.bills.fold(order, act);
    });
  }
}
