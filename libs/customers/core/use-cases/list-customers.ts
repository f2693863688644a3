import { Injectable } from '@nestjs/common';

import { assertOutlet, outletScope, type Page, type PageRequest, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Customer } from '../customer.js';
import { CustomerQueries } from '../customers.ports.js';

export interface ListCustomersInput {
  readonly actor: UserActor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly q?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListCustomers {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly outlets: OutletsApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404) for an outlet that is not the actor's. */
  async execute({ actor, outletId, q, page }: ListCustomersInput): Promise<Page<Customer>> {
    if (outletId === undefined) return this.customers.list(outletScope(actor), { q }, page);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.customers.list([outletId], { q }, page);
  }
}
