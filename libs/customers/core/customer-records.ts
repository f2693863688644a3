import type { PersonalDataHolder } from '#libs/identity';

import type { CustomerBook } from './customers.ports.js';

/** What this module holds on a person: which outlets know them. Their name and addresses are identity's to tell and to erase. */
export class CustomerRecords implements PersonalDataHolder {
  constructor(private readonly book: CustomerBook) {}

  async export(customerId: string): Promise<unknown> {
    const outlets = await this.book.outletsOf(customerId);
    return { outlets: outlets.map(({ outletId, since }) => ({ outlet_id: outletId, since: since.toISOString() })) };
  }

  async erase(customerId: string): Promise<void> {
    await this.book.strike(customerId, null);
  }
}
