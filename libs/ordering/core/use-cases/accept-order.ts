import { Injectable } from '@nestjs/common';

import { type Actor, UnitOfWork } from '#libs/kernel';

import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';
import { OrderChanges } from '../services/order-changes.js';
import { SittingBills } from '../services/sitting-bills.js';

/**
 * Staff let a HELD order go to the kitchen, whatever it waits for. One that the kitchen has already stays as it is; a void one is refused. A round
 * of a sitting goes on the sitting's open bill, which is answered.
 */
@Injectable()
export class AcceptOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly bills: SittingBills,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, orderId, version }: { actor: Actor; orderId: string; version?: number }): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    return this.unitOfWork.run(async () => {
      await this.bills.lock(seen.view);
      const { order, result: act } = await this.changes.change(actor, orderId, {}, (locked, by) =>
        this.accept(locked, by, version),
      );
      return act ? this.bills.fold(order, act) : order;
    });
  }

  private async accept(order: Order, act: Act, version: number | undefined): Promise<Act | null> {
    order.assertVersion(version);
    const { status } = order.view;
    if (status !== 'HELD' && status !== 'VOIDED') return null;
    order.advance('ACCEPTED', act);
    await this.changes.trace('order.accepted', order, act);
    return act;
  }
}
