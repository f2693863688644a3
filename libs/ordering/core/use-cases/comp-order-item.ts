import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import type { UserActor } from '#libs/kernel';

import { compFacts } from '../model/discount-facts.js';
import type { Order } from '../model/order.js';
import { type GivenReason, OrderChanges } from '../services/order-changes.js';

export interface CompOrderItemInput extends GivenReason {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly lineId: string;
  /** How many pieces are on the house, and no others; all of them when absent, none of them for 0. */
  readonly quantity?: number;
  readonly approval?: Approval;
  readonly version?: number;
}

/** Pieces of a line are on the house: they stay in the kitchen, in the stock and in what the line cost, and reports tell them as comps. */
@Injectable()
export class CompOrderItem {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, lineId, quantity, approval, version, ...given }: CompOrderItemInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'COMP');
    const piecesOf = (order: Order): number => quantity ?? order.line(lineId).quantity;
    const factsOf = (order: Order) =>
      compFacts(order.line(lineId), Math.min(piecesOf(order), order.line(lineId).quantity));
    const need = { actor, outletId: seen.view.outletId, key: 'line.comp', approval, isNeeded: true } as const;
    const consent = await this.changes.consent({ ...need, facts: factsOf(seen) });
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const approvedBy = await this.changes.confirm(consent, { ...need, facts: factsOf(locked) });
      const grounded = { ...act, approvedBy };
      if (!locked.compLine(lineId, piecesOf(locked), grounded)) return;
      const { comped } = locked.line(lineId);
      const details = { item_id: lineId, comped_quantity: piecesOf(locked), comped };
      await this.changes.trace('order.line_comped', locked, grounded, details);
    });
    return order;
  }
}
