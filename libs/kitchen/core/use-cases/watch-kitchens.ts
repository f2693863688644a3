import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { KitchenWork } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import { KitchenWatch } from '../kitchen.ports.js';
import { TellLateTickets } from './tell-late-tickets.js';

/** How far back orders without tickets are looked for; a display that begins looks for all. */
const NEW_ORDERS_MS = 10 * 60_000;

/**
 * Looks after the kitchens of all open outlets: tells of late tickets, and gives tickets to new orders that have none. All of them are asked by one
 * statement; only where something is due is there more to do.
 */
@Injectable()
export class WatchKitchens {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly watch: KitchenWatch,
    private readonly late: TellLateTickets,
    private readonly ordering: KitchenWork,
    private readonly clock: Clock,
  ) {}

  /** What fails at one outlet keeps nobody from the others; it is thrown at the end. */
  async execute(): Promise<void> {
    const now = this.clock.now();
    const outletIds = (await this.outlets.list('all')).map(({ id }) => id);
    const { late, untold } = await this.watch.due(outletIds, now, new Date(now.getTime() - NEW_ORDERS_MS));
    const acts = [
      ...late.map((outletId) => () => this.late.execute(outletId)),
      ...untold.map(
        ({ outletId, orderId }) =>
          () =>
            this.ordering.tellKitchen(outletId, orderId),
      ),
    ];
    const failures: unknown[] = [];
    for (const act of acts) await act().catch((failure: unknown) => failures.push(failure));
    if (failures.length > 0) throw failures[0];
  }
}
