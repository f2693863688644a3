import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { MinorUnits, UserActor } from '#libs/kernel';

import { priceFacts } from '../model/discount-facts.js';
import type { Order } from '../model/order.js';
import { type GivenReason, OrderChanges } from '../services/order-changes.js';

export interface PriceOrderItemInput extends GivenReason {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly lineId: string;
  /** Of a piece, without its modifiers. */
  readonly unitPrice: MinorUnits;
  readonly approval?: Approval;
  readonly version?: number;
}

/** Another price for a line, by hand: no later change of a price touches it. What it was ordered at takes the price by hand off. */
@Injectable()
export class PriceOrderItem {
  constructor(private readonly changes: OrderChanges) {}

  async execute({
    actor,
    orderId,
    lineId,
    unitPrice,
    approval,
    version,
    ...given
  }: PriceOrderItemInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'PRICE');
    const need = { actor, outletId: seen.view.outletId, key: 'line.price', approval, isNeeded: true } as const;
    const consent = await this.changes.consent({ ...need, facts: priceFacts(seen.line(lineId), unitPrice) });
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const was = locked.line(lineId);
      const approvedBy = await this.changes.confirm(consent, { ...need, facts: priceFacts(was, unitPrice) });
      const grounded = { ...act, approvedBy };
      if (!locked.priceLine(lineId, unitPrice, grounded)) return;
      await this.changes.release(locked, [], grounded);
      const details = { item_id: lineId, unit_price: unitPrice, previous_unit_price: was.unitPrice };
      await this.changes.trace('order.line_repriced', locked, grounded, details);
    });
    return order;
  }
}
