import { Injectable } from '@nestjs/common';

import type { Customer } from '../model/customer.js';
import { UpdateCustomer, type UpdateCustomerInput } from './update-customer.js';

/** Sets all that is known of a customer: what is absent is removed, but for the tax numbers and the language, which stay. */
@Injectable()
export class ReplaceCustomer {
  constructor(private readonly update: UpdateCustomer) {}

  /** Throws as {@link UpdateCustomer} does. */
  execute({ changes, ...request }: UpdateCustomerInput): Promise<Customer> {
    const { name = null, email = null, phone = null } = changes;
    return this.update.execute({ ...request, changes: { ...changes, name, email, phone } });
  }
}
