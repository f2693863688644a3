import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

/** Staff let a HELD order go to the kitchen, whatever it waits for. One that the kitchen has already stays as it is; a void one is refused. */
@Injectable()
export class AcceptOrder {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, version }: { actor: UserActor; orderId: string; version?: number }): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, {}, async (locked, act) => {
      locked.assertVersion(version);
      const { status } = locked.view;
      if (status !== 'HELD' && status !== 'VOIDED') return;
      locked.advance('ACCEPTED', act);
      await this.changes.trace('order.accepted', locked, act);
    });
    return order;
  }
}
