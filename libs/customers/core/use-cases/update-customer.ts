import { Injectable } from '@nestjs/common';

import { type CustomerAccountChange, IdentityApi } from '#libs/identity';
import { actorRef, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { CustomerQueries } from '../customers.ports.js';
import { assertMayEdit, assertNamed, type Customer } from '../model/customer.js';

export interface UpdateCustomerInput {
  readonly actor: UserActor;
  readonly customerId: string;
  /** What is absent stays, null removes. */
  readonly changes: CustomerAccountChange['changes'];
  readonly version?: number;
}

/** Staff change what is known of a customer who has no login; an ADMIN may change it of everybody. */
@Injectable()
export class UpdateCustomer {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly identity: IdentityApi,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `CUSTOMER_NOT_FOUND`, `CUSTOMER_OWNS_PROFILE`, `CUSTOMER_NEEDS_NAME`, `EMAIL_TAKEN`, `VERSION_CONFLICT`. */
  async execute({ actor, customerId, changes, version }: UpdateCustomerInput): Promise<Customer> {
    return this.unitOfWork.run(async () => {
      const before = await this.customers.get(outletScope(actor), customerId);
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
