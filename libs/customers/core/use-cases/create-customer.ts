import { Injectable } from '@nestjs/common';

import { IdentityApi, type NewCustomerAccount } from '#libs/identity';
import { actorRef, assertOutlet, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { assertNamed, type Customer } from '../model/customer.js';
import { CustomerOutletRepository } from '../customers.ports.js';

export interface CreateCustomerInput {
  readonly actor: UserActor;
  /** The outlet whose customer it is; all of the actor's when absent. */
  readonly outletId?: string;
  readonly customer: NewCustomerAccount;
}

/** Writes a customer down at the till. They have no password, and may ask for one later with the e-mail address that was noted. */
@Injectable()
export class CreateCustomer {
  constructor(
    private readonly identity: IdentityApi,
    private readonly customerOutlets: CustomerOutletRepository,
    private readonly outlets: OutletsApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `CUSTOMER_NEEDS_NAME`, `EMAIL_TAKEN`, `OUTLET_NOT_FOUND`. */
  async execute({ actor, outletId, customer }: CreateCustomerInput): Promise<Customer> {
    assertNamed(customer);
    const outletIds = await this.outletsFor(actor, outletId);
    return this.unitOfWork.run(async () => {
      const { cpf, ...account } = await this.identity.addCustomer(actorRef(actor), customer);
      await this.customerOutlets.add(account.id, outletIds, this.clock.now());
      return { ...account, hasCpf: cpf !== null, outletIds };
    });
  }

  private async outletsFor(actor: UserActor, outletId: string | undefined): Promise<readonly string[]> {
    if (outletId === undefined) return actor.role === 'ADMIN' ? [] : actor.outletIds;
    assertOutlet(actor, outletId);
    return [(await this.outlets.get(outletId)).id];
  }
}
