import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import type { OrderStatus } from '../model/order-status.js';
import { OrderDesk } from '../services/order-changes.js';

export interface ChangeStatusInput {
  readonly actor: Actor;
  readonly orderId: string;
  /** Given: this line alone; the order follows its lines. */
  readonly lineId?: string;
  readonly status: OrderStatus;
  readonly version?: number;
}

/** Bumps an order or a line. Asking for the state it is in changes nothing. VOIDED is another use case. */
@Injectable()
export class ChangeStatus {
  constructor(private readonly desk: OrderDesk) {}

  async execute({ actor, orderId, lineId, status, version }: ChangeStatusInput): Promise<Order> {
    const { order } = await this.desk.change(actor, orderId, { version }, (locked, act) =>
      lineId === undefined ? locked.advance(status, act) : locked.advanceLine(lineId, status, act),
    );
    return order;
  }
}
