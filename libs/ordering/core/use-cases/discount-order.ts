import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { UserActor } from '#libs/kernel';

import { discountFacts } from '../model/discount-facts.js';
import type { DiscountWish } from '../model/line-terms.js';
import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

export interface DiscountOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** Null takes the discount off again. */
  readonly discount: DiscountWish | null;
  readonly reason?: string;
  readonly reasonId?: string;
  readonly approval?: Approval;
  readonly version?: number;
}

/** A discount on the whole bill, by a supervisor or with one's approval, unless a rule of the outlet says how far somebody may go alone. */
@Injectable()
export class DiscountOrder {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, discount: wanted, approval, version, ...given }: DiscountOrderInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'DISCOUNT');
    const discount = wanted && { ...wanted, reason: why.reason ?? '' };
    const need = { actor, outletId: seen.view.outletId, key: 'bill.discount', approval, isNeeded: true } as const;
    const consent = await this.changes.consent({ ...need, facts: discountFacts(seen, discount) });
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const approvedBy = await this.changes.confirm(consent, { ...need, facts: discountFacts(locked, discount) });
      const grounded = { ...act, approvedBy };
      locked.applyDiscount(discount, grounded);
      await this.changes.trace('order.discounted', locked, grounded, { discount_total: locked.view.discountTotal });
    });
    return order;
  }
}
