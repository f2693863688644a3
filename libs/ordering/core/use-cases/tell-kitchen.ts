import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { KitchenDemand } from '../kitchen-demand.js';
import { OrderRepository } from '../ordering.ports.js';

/** Tells the kitchen an order anew, as it is. A process of a version that knew no tickets may have placed it. */
@Injectable()
export class TellKitchen {
  constructor(
    private readonly orders: OrderRepository,
    private readonly kitchen: KitchenDemand,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  execute({ outletId, orderId }: { outletId: string; orderId: string }): Promise<void> {
    return this.unitOfWork.run(async () => {
      const order = await this.orders.lock(orderId, { outlets: [outletId] });
      await this.kitchen.changed(order.wholeDemand);
    });
  }
}
