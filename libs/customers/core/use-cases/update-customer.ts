import { Injectable } from '@nestjs/common';

import { type CustomerAccountChange, IdentityApi } from '#libs/identity';
import { actorRef, UnitOfWork, type UserActor } from '#libs/kernel';

import { assertMayEdit, assertNamed, type Customer } from '../customer.js';
import { GetCustomer } from './get-customer.js';

export interface UpdateCustomerInput {
  readonly actor: UserActor;
  readonly customerId: string;
  /** What is absent stays, null removes. */
  readonly changes: CustomerAccountChange['changes'];
  readonly version?: number;
}

@Injectable()
export class UpdateCustomer {
  constructor(
    private readonly customers: GetCustomer,
    private readonly identity: IdentityApi,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `CUSTOMER_NOT_FOUND` (404), `CUSTOMER_OWNS_PROFILE`, `CUSTOMER_NEEDS_NAME` (422), `EMAIL_TAKEN`, `VERSION_CONFLICT` (409). */
  async execute({ actor, customerId, changes, version }: UpdateCustomerInput): Promise<Customer> {
    return this.unitOfWork.run(async () => {
      const before = await this.customers.execute({ actor, customerId });
      assertMayEdit(actor, before);
      const { cpf, ...account } = await this.identity.changeCustomer({
        by: actorRef(actor),
        customerId,
        changes,
        version,
      });
      if (!account.hasLogin) assertNamed(account);
      return { ...account, hasCpf: cpf !== null, outletIds: before.outletIds };
    });
  }
}
