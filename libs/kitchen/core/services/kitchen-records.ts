import type { PersonalDataHolder } from '#libs/identity';

import type { TicketRepository } from '../kitchen.ports.js';

/** What tickets say of a customer: their notes. They are shown with their orders, so that the export of these has them already. */
export class KitchenRecords implements PersonalDataHolder {
  constructor(private readonly tickets: TicketRepository) {}

  export(): Promise<unknown> {
    return Promise.resolve([]);
  }

  erase(userId: string): Promise<void> {
    return this.tickets.erase(userId);
  }
}
