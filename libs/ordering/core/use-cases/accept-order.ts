import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { OrderDesk } from '../services/order-changes.js';

/** Staff let a HELD order go to the kitchen, whatever it waits for. One that the kitchen has already stays as it is; a void one is refused. */
@Injectable()
export class AcceptOrder {
  constructor(private readonly desk: OrderDesk) {}

  async execute({ actor, orderId, version }: { actor: UserActor; orderId: string; version?: number }): Promise<Order> {
    const { order } = await this.desk.change(actor, orderId, {}, async (locked, act) => {
      locked.assertVersion(version);
      const { status } = locked.view;
      if (status !== 'HELD' && status !== 'VOIDED') return;
      locked.advance('ACCEPTED', act);
      await this.desk.trace('order.accepted', locked, act);
    });
    return order;
  }
}
