import { Injectable } from '@nestjs/common';

import { newId, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { TakenLine } from '../model/bill.js';
import type { Order } from '../model/order.js';
import { OrderNumbers, OrderRepository } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';

export interface SplitOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** Lines, or pieces of them; or the lines of seats. */
  readonly items?: readonly TakenLine[];
  readonly seats?: readonly number[];
  readonly version?: number;
}

/** Some of the guests pay for some of the lines: these go to a bill of their own. */
@Injectable()
export class SplitOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly orders: OrderRepository,
    private readonly numbers: OrderNumbers,
    private readonly outlets: OutletsApi,
  ) {}

  /** The bill that stays, and the new one. */
  async execute({ actor, orderId, items, seats, version }: SplitOrderInput): Promise<readonly [Order, Order]> {
    const { outletId, businessDate } = (await this.changes.look(actor, orderId)).view;
    const outlet = await this.outlets.get(outletId);
    return this.numbers.use(outlet, businessDate, async (number) => {
      const target = { id: newId(), number };
      const { order, result } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
        const other = locked.split(items ?? locked.linesOfSeats(seats ?? []), target, act);
        await this.orders.insert(other);
        await this.changes.trace('order.split', locked, act, { to_order_id: target.id, to_number: number });
        return other;
      });
      return [order, result];
    });
  }
}
