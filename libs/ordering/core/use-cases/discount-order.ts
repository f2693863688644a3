import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { UserActor } from '#libs/kernel';

import type { Discount } from '../model/order-pricing.js';
import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

export interface DiscountOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** Null takes the discount off again. */
  readonly discount: Discount | null;
  readonly reason: string;
  readonly approval?: Approval;
  readonly version?: number;
}

/** A discount on the whole bill, by a supervisor or with one's approval. */
@Injectable()
export class DiscountOrder {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, discount, reason, approval, version }: DiscountOrderInput): Promise<Order> {
    const { outletId } = (await this.changes.look(actor, orderId)).view;
    const approvedBy = await this.changes.approve(actor, outletId, approval);
    const { order } = await this.changes.change(
      actor,
      orderId,
      { reason, approvedBy, version },
      async (locked, act) => {
        locked.applyDiscount(discount, act);
        await this.changes.trace('order.discounted', locked, act, { discount_total: locked.view.discountTotal });
      },
    );
    return order;
  }
}
