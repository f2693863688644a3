import { Injectable } from '@nestjs/common';

import type { ActorRef, StaffRole, UserActor, UserRole } from '#libs/kernel';

import {
  type AccountToEnsure,
  type Approval,
  type Contact,
  type CustomerAccount,
  type CustomerAccountChange,
  type EmailChangedOwed,
  IdentityApi,
  type MailRecipient,
  type NewCustomerAccount,
  type PasswordResetMail,
  type PasswordResetOwed,
} from './identity.api.js';
import { EmailChanges, PermissionRules, UserQueries, UserRepository } from './identity.ports.js';
import type { Address } from './model/address.js';
import { isStaffRole } from './model/roles.js';
import { Approvals } from './services/approvals.js';
import { CustomerAccounts } from './services/customer-accounts.js';
import { ArmPasswordReset } from './use-cases/arm-password-reset.js';
import { EnsureAccount } from './use-cases/ensure-account.js';

@Injectable()
export class IdentityFacade extends IdentityApi {
  constructor(
    private readonly users: UserRepository,
    private readonly queries: UserQueries,
    private readonly emailChanges: EmailChanges,
    private readonly approvals: Approvals,
    private readonly rules: PermissionRules,
    private readonly customers: CustomerAccounts,
    private readonly armPasswordReset: ArmPasswordReset,
    private readonly ensure: EnsureAccount,
  ) {
    super();
  }

  approve(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string> {
    return this.approvals.approve({ actor, outletId, approval });
  }

  namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.queries.namesOf(userIds);
  }

  rolesAt(userIds: readonly string[], outletId: string): Promise<ReadonlyMap<string, StaffRole>> {
    return this.rules.rolesOf(userIds, outletId);
  }

  async lockRoleAt(userId: string, outletId: string): Promise<UserRole | null> {
    const user = (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) return null;
    return !isStaffRole(user.role) || user.role === 'ADMIN' || user.outletIds.includes(outletId) ? user.role : null;
  }

  async isCustomer(userId: string): Promise<boolean> {
    return (await this.customers.find(userId)) !== null;
  }

  async contactOf(userId: string): Promise<Contact | null> {
    const user = await this.users.find(userId);
    return user && { name: user.name, email: user.email, cpf: user.cpf };
  }

  async hasCpf(userId: string): Promise<boolean> {
    const user = await this.users.find(userId);
    return user !== null && (user.cpf ?? user.cnpj) !== null;
  }

  emailAddressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.queries.emailAddressesOf(userIds);
  }

  findCustomer(customerId: string): Promise<CustomerAccount | null> {
    return this.customers.find(customerId);
  }

  addCustomer(by: ActorRef, customer: NewCustomerAccount): Promise<CustomerAccount> {
    return this.customers.add(by, customer);
  }

  changeCustomer(change: CustomerAccountChange): Promise<CustomerAccount> {
    return this.customers.change(change);
  }

  removeCustomer(by: ActorRef, customerId: string, version?: number): Promise<void> {
    return this.customers.remove(by, customerId, version);
  }

  eraseCustomer(by: ActorRef, customerId: string, version?: number): Promise<void> {
    return this.customers.erase(by, customerId, version);
  }

  addressOf(customerId: string, addressId: string): Promise<Address | null> {
    return this.customers.address(customerId, addressId);
  }

  defaultAddressOf(customerId: string): Promise<Address | null> {
    return this.customers.defaultAddress(customerId);
  }

  passwordResetMail(owed: PasswordResetOwed): Promise<PasswordResetMail | null> {
    return this.armPasswordReset.execute(owed);
  }

  emailChangedMail({ change_id: id }: EmailChangedOwed): Promise<MailRecipient | null> {
    return this.emailChanges.recipientOf(id);
  }

  ensureAccount(account: AccountToEnsure): Promise<string> {
    return this.ensure.execute(account);
  }
}
