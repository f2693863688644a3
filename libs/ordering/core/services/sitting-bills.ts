import { Injectable } from '@nestjs/common';

import { openBillOf } from '../model/guest-rounds.js';
import { isMovable } from '../model/order-money.js';
import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';
import { OrderRepository, Placings } from '../ordering.ports.js';
import { OrderChanges } from './order-changes.js';

/** The bills of one sitting, as far as they become one. */
@Injectable()
export class SittingBills {
  constructor(
    private readonly orders: OrderRepository,
    private readonly placings: Placings,
    private readonly changes: OrderChanges,
  ) {}

  /** Locks all of them in the ambient unit of work, in the order that whoever locks several of them keeps. */
  async lock({ outletId, tableSessionId }: Order['view']): Promise<void> {
    if (tableSessionId !== null) await this.orders.lockOfSession(outletId, tableSessionId);
  }

  /**
   * A round that waited goes on the bill that it was meant for, once it waits no more: with {@link lock} before it, in one unit of work. What was
   * ordered as a bill of its own stays one, and so does a round of a sitting whose bill has been paid in part. Answers the bill that has its lines.
   */
  async fold(round: Order, act: Act): Promise<Order> {
    const { id, outletId, tableSessionId } = round.view;
    if (tableSessionId === null || !(await this.placings.hasRounds(outletId, id))) return round;
    const bills = await this.orders.lockOfSession(outletId, tableSessionId);
    const source = bills.find(({ view }) => view.id === id);
    const target = openBillOf(
      bills.filter(({ view }) => view.id !== id),
      null,
    );
    if (!source || !target || !isMovable(source.view) || !isMovable(target.view)) return round;
    target.merge(source, act);
    await this.orders.save(source);
    await this.orders.save(target);
    await this.changes.release(source, [], act);
    await this.changes.trace('order.merged', source, act, { into_order_id: target.view.id });
    return target;
  }
}
