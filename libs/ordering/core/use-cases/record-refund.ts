import { Injectable } from '@nestjs/common';

import { type ActorRef, Clock, type MinorUnits } from '#libs/kernel';
import { Payables } from '#libs/payments';

import { OrderRepository } from '../ordering.ports.js';

/** Ordering's ear for payments: a refund made on a payment's own page shows on its order. Joins the refund's transaction. */
@Injectable()
export class RecordRefund extends Payables {
  constructor(
    private readonly orders: OrderRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async refunded(payableId: string, outletId: string, amount: MinorUnits, actor: ActorRef): Promise<void> {
    const order = await this.orders.lock(payableId, { outlets: [outletId] });
    order.refunded(amount, { actor, at: this.clock.now() });
    await this.orders.save(order);
  }
}
