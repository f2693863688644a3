import type { ActorRef } from '#libs/kernel';

import type { Address } from './address.js';
import {
  type CustomerAccount,
  type CustomerAccountChange,
  CustomerAccounts,
  type NewCustomerAccount,
} from './customer-accounts.api.js';
import { userNotFound } from './identity.errors.js';
import type { AddressRepository, UserRepository } from './identity.ports.js';
import type { AddCustomer } from './use-cases/add-customer.js';
import type { ChangeCustomer } from './use-cases/change-customer.js';
import type { EraseAccount } from './use-cases/erase-account.js';
import type { RemoveAccount } from './use-cases/remove-account.js';

/** What customers' module asks, answered in this process. */
export class LocalCustomerAccounts extends CustomerAccounts {
  constructor(
    private readonly users: UserRepository,
    private readonly addresses: AddressRepository,
    private readonly addCustomer: AddCustomer,
    private readonly changeCustomer: ChangeCustomer,
    private readonly removeAccount: RemoveAccount,
    private readonly eraseAccount: EraseAccount,
  ) {
    super();
  }

  async find(customerId: string): Promise<CustomerAccount | null> {
    const user = await this.users.find(customerId);
    return user?.role === 'CUSTOMER' ? user : null;
  }

  add(by: ActorRef, customer: NewCustomerAccount): Promise<CustomerAccount> {
    return this.addCustomer.execute({ by, customer });
  }

  change(change: CustomerAccountChange): Promise<CustomerAccount> {
    return this.changeCustomer.execute(change);
  }

  async remove(by: ActorRef, customerId: string): Promise<void> {
    await this.assertCustomer(customerId);
    await this.removeAccount.execute({ by, userId: customerId, anonymise: false });
  }

  async erase(by: ActorRef, customerId: string): Promise<void> {
    await this.assertCustomer(customerId);
    await this.eraseAccount.execute({ by, userId: customerId });
  }

  async address(customerId: string, addressId: string): Promise<Address | null> {
    return (await this.find(customerId)) && this.addresses.find(customerId, addressId);
  }

  async defaultAddress(customerId: string): Promise<Address | null> {
    return (await this.find(customerId)) && this.addresses.findDefault(customerId);
  }

  private async assertCustomer(customerId: string): Promise<void> {
    if (!(await this.find(customerId))) throw userNotFound();
  }
}
