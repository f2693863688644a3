import { Injectable } from '@nestjs/common';

import {
  assertOutlet,
  type CursorPage,
  isStaff,
  outletScope,
  type Page,
  type PageRequest,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { CustomerQueries, PurchaseHistory } from '../customers.ports.js';
import { assertOwnPast, type Customer } from '../model/customer.js';
import type { Purchase } from '../model/purchase.js';

export interface ListCustomersInput {
  readonly actor: UserActor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly q?: string;
  readonly page: PageRequest;
}

export interface ListPurchasesInput {
  readonly actor: UserActor;
  readonly customerId: string;
  readonly page: PageRequest;
}

/** What somebody may see of customers, where their outlets alone do not decide it. */
@Injectable()
export class CustomerViews {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly outlets: OutletsApi,
    private readonly history: PurchaseHistory,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` for an outlet that is not the actor's. */
  async list({ actor, outletId, q, page }: ListCustomersInput): Promise<Page<Customer>> {
    if (outletId === undefined) return this.customers.list(outletScope(actor), { q }, page);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.customers.list([outletId], { q }, page);
  }

  /** What a customer has bought: all of it for themselves, for staff what was bought at their outlets. Throws `CUSTOMER_NOT_FOUND`. */
  async purchases({ actor, customerId, page }: ListPurchasesInput): Promise<CursorPage<Purchase>> {
    assertOwnPast(actor, customerId);
    if (!isStaff(actor)) return this.history.list({ customerId, outlets: 'all' }, page);
    await this.customers.get(outletScope(actor), customerId);
    return this.history.list({ customerId, outlets: outletScope(actor) }, page);
  }
}
