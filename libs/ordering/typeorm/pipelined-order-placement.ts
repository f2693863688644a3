import { Injectable } from '@nestjs/common';

import { awaitAll, Database } from '#libs/platform';

import { KitchenDemand } from '../core/kitchen-demand.js';
import { OrderPlacement, type Placement } from '../core/model/order-placement.js';
import { PlacementParts } from '../core/services/placement-parts.js';
import { SqlOrderRepository } from './sql-order.repository.js';

/**
 * Places an order with as few round trips as its parts allow. The parts are begun together, so their statements travel together. Where no part
 * has to look at an answer before it goes on, the commit travels with them as well: the contended stock rows are then locked for no round
 * trip at all. A cart, a coupon and a parcel look at what they wrote, so an order with one of these is an ordinary unit of work.
 */
@Injectable()
export class PipelinedOrderPlacement extends OrderPlacement {
  constructor(
    private readonly orders: SqlOrderRepository,
    private readonly parts: PlacementParts,
    private readonly kitchen: KitchenDemand,
    private readonly database: Database,
  ) {
    super();
  }

  async commit(placement: Placement): Promise<void> {
    const { demand } = placement.order;
    const writes = [
      this.orders.insertionOf(placement.order, placement.requestHash),
      ...(demand ? [await this.kitchen.place(demand)] : []),
    ];
    const begin = () => this.parts.begin(placement, () => awaitAll(writes.map((write) => write())));
    if (readsAnswers(placement)) await this.database.run(() => awaitAll(begin()));
    else await this.database.pipeline(begin);
  }
}

const readsAnswers = ({ cart, coupon, parcel }: Placement): boolean =>
  cart !== null || coupon !== null || parcel !== null;
