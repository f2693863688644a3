import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { UserActor } from '#libs/kernel';

import { lineDiscountFacts } from '../model/discount-facts.js';
import type { DiscountWish } from '../model/line-terms.js';
import type { Order } from '../model/order.js';
import { type GivenReason, OrderChanges } from '../services/order-changes.js';

export interface DiscountOrderItemInput extends GivenReason {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly lineId: string;
  /** Null takes the discount off again. */
  readonly discount: DiscountWish | null;
  readonly approval?: Approval;
  readonly version?: number;
}

/** A discount on one line alone: up to what the permission says, or with an approval. */
@Injectable()
export class DiscountOrderItem {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, lineId, approval, version, ...given }: DiscountOrderItemInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'DISCOUNT');
    const discount = given.discount && { ...given.discount, reason: why.reason ?? '' };
    const need = { actor, outletId: seen.view.outletId, key: 'line.discount', approval, isNeeded: true } as const;
    const consent = await this.changes.consent({ ...need, facts: lineDiscountFacts(seen.line(lineId), discount) });
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const facts = lineDiscountFacts(locked.line(lineId), discount);
      const grounded = { ...act, approvedBy: await this.changes.confirm(consent, { ...need, facts }) };
      if (!locked.discountLine(lineId, discount, grounded)) return;
      const { ownDiscount } = locked.line(lineId);
      await this.changes.trace('order.line_discounted', locked, grounded, { item_id: lineId, discount: ownDiscount });
    });
    return order;
  }
}
