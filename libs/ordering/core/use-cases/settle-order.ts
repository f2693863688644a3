import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

export interface SettleOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly version?: number;
}

/** Closes a bill that was reopened and on which nothing is due: nobody has to pay anything for it to be settled again. */
@Injectable()
export class SettleOrder {
  constructor(private readonly changes: OrderChanges) {}

  /** Throws `BILL_DUE`, `BILL_CLOSED` for a bill that was not reopened, and `VERSION_CONFLICT` (all 409). */
  async execute({ actor, orderId, version }: SettleOrderInput): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, { version }, (locked, act) => locked.settleAgain(act));
    return order;
  }
}
