import { Injectable } from '@nestjs/common';

import { type Actor, assertOwnStations } from '#libs/kernel';

import { isHeld } from '../model/order-hold.js';
import type { Order } from '../model/order.js';
import { stationsOf } from '../model/order-line.js';
import type { OrderStatus } from '../model/order-status.js';
import { OrderChanges } from '../services/order-changes.js';
import { AcceptOrder } from './accept-order.js';

export interface ChangeOrderStatusInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly version?: number;
}

/** Moves an order on, with all of its lines. Asking for the state it is in changes nothing. ACCEPTED lets a HELD one go. VOIDED is another use case. */
@Injectable()
export class ChangeOrderStatus {
  constructor(
    private readonly changes: OrderChanges,
    private readonly accept: AcceptOrder,
  ) {}

  async execute({ actor, orderId, status, version }: ChangeOrderStatusInput): Promise<Order> {
    if (status === 'ACCEPTED' && isHeld((await this.changes.look(actor, orderId)).view)) {
      return this.accept.execute({ actor, orderId, version });
    }
    const { order } = await this.changes.change(actor, orderId, { version }, (locked, act) => {
      assertOwnStations(actor, stationsOf(locked.lines));
      return locked.advance(status, act);
    });
    return order;
  }
}
