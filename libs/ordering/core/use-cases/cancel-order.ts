import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';
import { hasLeft, ShippingApi } from '#libs/shipping';

import { payableOf } from '../model/order-payable.js';
import { invalidTransition, orderShipped } from '../model/ordering.errors.js';
import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

/**
 * The guest, the customer or staff call an order off before the kitchen begins and before its parcel leaves. Stock and money go back; twice
 * is once.
 */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly shipping: ShippingApi,
  ) {}

  async execute({
    actor,
    orderId,
    reason = 'cancelled',
    version,
  }: {
    actor: Actor;
    orderId: string;
    reason?: string;
    version?: number;
  }): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, { reason, version }, async (locked, act) => {
      if (locked.view.status === 'VOIDED') return;
      if (locked.hasBegun) throw invalidTransition(locked.view.status, 'VOIDED');
      const parcel = await this.shipping.stateOf(locked.view.outletId, locked.view.id);
      if (hasLeft(parcel)) throw orderShipped(locked.view.status, parcel);
      const freed = locked.void(act);
      locked.refunded(await this.payments.refundAll({ payable: payableOf(locked), reason, actor }), act);
      await this.changes.release(locked, freed, act);
      await this.changes.trace('order.cancelled', locked, act);
    });
    return order;
  }
}
