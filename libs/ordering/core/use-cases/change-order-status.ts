import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import type { OrderStatus } from '../model/order-status.js';
import { OrderChanges } from '../services/order-changes.js';

export interface ChangeOrderStatusInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly version?: number;
}

/** Moves an order on, with all of its lines. Asking for the state it is in changes nothing. VOIDED is another use case. */
@Injectable()
export class ChangeOrderStatus {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, status, version }: ChangeOrderStatusInput): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, { version }, (locked, act) =>
      locked.advance(status, act),
    );
    return order;
  }
}
