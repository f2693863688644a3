import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { actorRef, assertVersion, AuditLog, forbidden, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { CustomerOutletRepository, CustomerQueries } from '../customers.ports.js';

export interface DeleteCustomerInput {
  readonly actor: UserActor;
  readonly customerId: string;
  /** Remove all that names the person, everywhere: for somebody who asks for it and has no login to do it with. */
  readonly erase: boolean;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/**
 * An ADMIN closes the account. A SUPERVISOR parts the customer from their own outlets; an account without a login that no outlet knows any
 * more is closed with it.
 */
@Injectable()
export class DeleteCustomer {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly identity: IdentityApi,
    private readonly customerOutlets: CustomerOutletRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `FORBIDDEN`, `CUSTOMER_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, customerId, erase, version }: DeleteCustomerInput): Promise<void> {
    const by = actorRef(actor);
    const isAdmin = actor.role === 'ADMIN';
    if (erase && !isAdmin) throw forbidden('FORBIDDEN', 'Erasure is for an ADMIN, or for the customer themselves.');
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(outletScope(actor), customerId);
      const { hasLogin, outletIds } = customer;
      assertVersion(version, customer.version);
      if (erase) return this.identity.eraseCustomer(by, customerId, version);
      const left = await this.customerOutlets.remove(customerId, isAdmin ? null : outletIds);
      if (isAdmin || (left === 0 && !hasLogin)) await this.identity.removeCustomer(by, customerId, version);
      for (const outletId of outletIds) {
        const subject = { subjectType: 'customer', subjectId: customerId };
        await this.audit.record({ outletId, actor: by, action: 'customer.removed', ...subject });
      }
    });
  }
}
