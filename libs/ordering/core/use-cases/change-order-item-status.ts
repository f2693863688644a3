import { Injectable } from '@nestjs/common';

import { type Actor, assertOwnStations } from '#libs/kernel';

import { stationsOf } from '../model/order-line.js';
import type { OrderStatus } from '../model/order-status.js';
import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';

export interface ChangeOrderItemStatusInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly lineId: string;
  readonly status: OrderStatus;
  /** The version of the order that the caller has seen; any when absent. */
  readonly version?: number;
}

/** Moves one line on; the order follows its lines. Asking for the state it is in changes nothing. VOIDED is another use case. */
@Injectable()
export class ChangeOrderItemStatus {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, lineId, status, version }: ChangeOrderItemStatusInput): Promise<Order> {
    const { order } = await this.changes.change(actor, orderId, { version }, (locked, act) => {
      const meant = locked.lines.filter(({ id }) => id === lineId);
      assertOwnStations(actor, stationsOf(meant));
      return locked.advanceLine(lineId, status, act);
    });
    return order;
  }
}
