import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { actorRef, AuditLog, forbidden, UnitOfWork, type UserActor } from '#libs/kernel';

import { CustomerBook } from '../customers.ports.js';
import { GetCustomer } from './get-customer.js';

export interface DeleteCustomerInput {
  readonly actor: UserActor;
  readonly customerId: string;
  /** Remove all that names the person, everywhere: for somebody who asks for it and has no login to do it with. */
  readonly erase: boolean;
}

/**
 * An ADMIN closes the account. A SUPERVISOR takes the customer off the books of their own outlets; who has no login and is then known
 * nowhere is closed with it.
 */
@Injectable()
export class DeleteCustomer {
  constructor(
    private readonly customers: GetCustomer,
    private readonly identity: IdentityApi,
    private readonly book: CustomerBook,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `CUSTOMER_NOT_FOUND` (404). */
  async execute({ actor, customerId, erase }: DeleteCustomerInput): Promise<void> {
    const by = actorRef(actor);
    const isAdmin = actor.role === 'ADMIN';
    if (erase && !isAdmin) throw forbidden('FORBIDDEN', 'Erasure is for an ADMIN, or for the customer themselves.');
    await this.unitOfWork.run(async () => {
      const { hasLogin, outletIds } = await this.customers.execute({ actor, customerId });
      if (erase) return this.identity.eraseCustomer(by, customerId);
      const left = await this.book.strike(customerId, isAdmin ? null : outletIds);
      if (isAdmin || (left === 0 && !hasLogin)) await this.identity.removeCustomer(by, customerId);
      for (const outletId of outletIds) {
        const subject = { subjectType: 'customer', subjectId: customerId };
        await this.audit.record({ outletId, actor: by, action: 'customer.removed', ...subject });
      }
    });
  }
}
