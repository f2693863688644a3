import { Injectable } from '@nestjs/common';

import { actorRef, Clock, conflict, invalid, UnitOfWork, type UserActor } from '#libs/kernel';
import { ShippingApi } from '#libs/shipping';

import type { Order } from '../model/order.js';
import { orderHasParcel } from '../model/ordering.errors.js';
import { OrderRepository, orderScope } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';

export interface MergeOrdersInput {
  readonly actor: UserActor;
  /** The bill that stays. */
  readonly orderId: string;
  /** The bills whose lines it takes over. */
  readonly fromOrderIds: readonly string[];
  /** Of the bill that stays. */
  readonly version?: number;
}

/**
 * Several bills become one, that costs what they cost together: lines keep what they had off. A bill with a parcel does not end:
 * what it charges for the parcel, and where that goes, are its own. Rows are locked in id order, so that two merges at once cannot wait for
 * each other.
 */
@Injectable()
export class MergeOrders {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly shipping: ShippingApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, orderId, fromOrderIds, version }: MergeOrdersInput): Promise<Order> {
    const sourceIds = [...new Set(fromOrderIds)];
    if (sourceIds.includes(orderId)) throw invalid('MERGE_WITH_ITSELF', 'A bill cannot be merged with itself.');
    return this.unitOfWork.run(async () => {
      const locked: Order[] = [];
      for (const id of [orderId, ...sourceIds].sort()) locked.push(await this.orders.lock(id, orderScope(actor)));
      const [target, ...sources] = locked.sort((a, b) => Number(b.view.id === orderId) - Number(a.view.id === orderId));
      if (!target || sources.some((source) => source.view.outletId !== target.view.outletId)) {
        throw conflict('OUTLET_MISMATCH', 'The bills are of two outlets.');
      }
      target.assertVersion(version);
      const act = { actor: actorRef(actor), at: this.clock.now() };
      for (const { view } of sources) {
        if ((await this.shipping.stateOf(view.outletId, view.id)) !== null) throw orderHasParcel(view.id);
      }
      for (const source of sources) {
        target.merge(source, act);
        await this.orders.save(source);
        await this.changes.trace('order.merged', source, act, { into_order_id: orderId });
      }
      await this.orders.save(target);
      // Once the target is written: a coupon that it took over stays used.
      for (const source of sources) await this.changes.release(source, [], act);
      return target;
    });
  }
}
