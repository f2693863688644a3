import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { assertHeld } from '../model/order-hold.js';
import { payableOf } from '../model/order-payable.js';
import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

export interface RejectOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** The customer reads it. */
  readonly reason: string;
  readonly version?: number;
}

/** Staff turn a HELD order down: stock and money go back, and the kitchen never hears of it. Twice is once. */
@Injectable()
export class RejectOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
  ) {}

  async execute({ actor, orderId, reason, version }: RejectOrderInput): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, { reason }, async (locked, act) => {
      locked.assertVersion(version);
      if (locked.view.status === 'VOIDED' && locked.view.holdReason !== null) return;
      assertHeld(locked.view);
      const freed = locked.void(act);
      locked.refunded(await this.payments.refundAll({ payable: payableOf(locked), reason, actor }), act);
      await this.changes.release(locked, freed, act);
      await this.changes.trace('order.rejected', locked, act);
    });
    return order;
  }
}
