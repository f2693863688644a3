import { Injectable } from '@nestjs/common';

import { conflict, SYSTEM, UnitOfWork, Clock } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';
import { hasLeft, ShippingApi } from '#libs/shipping';

import { mayExpire } from '../model/order-expiry.js';
import { payableOf } from '../model/order-payable.js';
import type { Order } from '../model/order.js';
import { OrderRepository } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';

/**
 * Ends an online order that nobody paid in time. Its charges are cancelled at their gateways first, so that it cannot be paid any more; then
 * its stock is free. What was sent all the same is paid at the door, and stays. Throws while a gateway does not say: it is tried again.
 */
@Injectable()
export class ExpireOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly shipping: ShippingApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId }: { outletId: string; orderId: string }): Promise<void> {
    const scope = { outlets: [outletId] };
    if (!(await this.isOver(await this.orders.get(orderId, scope)))) return;
    await this.payments.closeAll(outletId, orderId);
    await this.unitOfWork.run(async () => {
      const order = await this.orders.lock(orderId, scope);
      if (!(await this.isOver(order))) return;
      // Somebody began to pay between the two steps.
      if ((await this.payments.countLive(payableOf(order))) > 0) {
        throw conflict('PAYMENT_PENDING', 'This order is being paid.');
      }
      const act = { actor: SYSTEM, at: this.clock.now() };
      const freed = order.expire(act);
      await this.changes.release(order, freed, act);
      await this.orders.save(order);
    });
  }

  private async isOver({ view }: Order): Promise<boolean> {
    return mayExpire(view) && !hasLeft(await this.shipping.stateOf(view.outletId, view.id));
  }
}
