import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';

import { CustomerOutletRepository } from '../customers.ports.js';

/** What this module holds on a person: which outlets know them. Identity tells and erases their name and addresses. */
@Injectable()
export class CustomerRecords implements PersonalDataHolder {
  constructor(private readonly customerOutlets: CustomerOutletRepository) {}

  async export(customerId: string): Promise<unknown> {
    const outlets = await this.customerOutlets.outletsOf(customerId);
    return { outlets: outlets.map(({ outletId, since }) => ({ outlet_id: outletId, since: since.toISOString() })) };
  }

  async erase(customerId: string): Promise<void> {
    await this.customerOutlets.remove(customerId, null);
  }
}
