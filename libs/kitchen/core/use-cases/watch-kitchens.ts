import { Injectable } from '@nestjs/common';

import { OutletsApi } from '#libs/outlets';

import { AdoptOrders } from './adopt-orders.js';
import { TellLateTickets } from './tell-late-tickets.js';

/** How far back orders without tickets are looked for; a display that begins looks for all. */
const NEW_ORDERS_MS = 10 * 60_000;

/** Looks after the kitchens of all open outlets: tells of late tickets, and gives tickets to new orders that have none. */
@Injectable()
export class WatchKitchens {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly late: TellLateTickets,
    private readonly adopting: AdoptOrders,
  ) {}

  async execute(): Promise<void> {
    for (const { id } of await this.outlets.list('all')) {
      await this.late.execute(id);
      await this.adopting.execute(id, NEW_ORDERS_MS);
    }
  }
}
