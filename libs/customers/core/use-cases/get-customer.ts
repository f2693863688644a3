import { Injectable } from '@nestjs/common';

import { outletScope, type UserActor } from '#libs/kernel';

import type { Customer } from '../customer.js';
import { customerNotFound } from '../customers.errors.js';
import { CustomerQueries } from '../customers.ports.js';

export interface GetCustomerInput {
  readonly actor: UserActor;
  readonly customerId: string;
}

@Injectable()
export class GetCustomer {
  constructor(private readonly customers: CustomerQueries) {}

  /** Throws `CUSTOMER_NOT_FOUND` (404). */
  async execute({ actor, customerId }: GetCustomerInput): Promise<Customer> {
    const customer = await this.customers.find(customerId, outletScope(actor));
    if (!customer) throw customerNotFound();
    return customer;
  }
}
