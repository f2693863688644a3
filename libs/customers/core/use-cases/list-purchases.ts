import { Injectable } from '@nestjs/common';

import { isStaff, outletScope, type Page, type PageRequest, type UserActor } from '#libs/kernel';

import { assertOwnPast } from '../customer.js';
import { type Purchase, PurchaseHistory } from '../purchase-history.js';
import { GetCustomer } from './get-customer.js';

export interface ListPurchasesInput {
  readonly actor: UserActor;
  readonly customerId: string;
  readonly page: PageRequest;
}

/** What a customer has bought: all of it for themselves, what they bought at one's own outlets for staff. */
@Injectable()
export class ListPurchases {
  constructor(
    private readonly customers: GetCustomer,
    private readonly history: PurchaseHistory,
  ) {}

  /** Throws `CUSTOMER_NOT_FOUND` (404). */
  async execute({ actor, customerId, page }: ListPurchasesInput): Promise<Page<Purchase>> {
    assertOwnPast(actor, customerId);
    if (!isStaff(actor)) return this.history.list({ customerId, outlets: 'all' }, page);
    await this.customers.execute({ actor, customerId });
    return this.history.list({ customerId, outlets: outletScope(actor) }, page);
  }
}
