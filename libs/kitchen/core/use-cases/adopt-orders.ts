import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { KitchenWork } from '#libs/ordering';

import { KitchenWatch } from '../kitchen.ports.js';

/**
 * Gives tickets to orders of the last while that have none, and brings those up to date that were moved another way: while a new version is rolled
 * out, processes of the one before place and move orders, and know no tickets.
 */
@Injectable()
export class AdoptOrders {
  constructor(
    private readonly watch: KitchenWatch,
    private readonly ordering: KitchenWork,
    private readonly clock: Clock,
  ) {}

  /** `withinMs`: of orders that are younger. */
  async execute(outletId: string, withinMs: number): Promise<void> {
    const since = new Date(this.clock.now().getTime() - withinMs);
    for (const orderId of await this.watch.untold(outletId, since)) {
      await this.ordering.tellKitchen(outletId, orderId);
    }
  }
}
