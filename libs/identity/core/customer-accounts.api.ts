import type { ActorRef } from '#libs/kernel';

import type { Address } from './address.js';
import type { Locale, User, UserChanges } from './user.js';

export type { Address } from './address.js';
export { type Locale, LOCALES } from './user.js';

/** An account with the role CUSTOMER. */
export type CustomerAccount = Omit<User, 'role' | 'outletIds'>;

export interface NewCustomerAccount {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly cpf: string | null;
  readonly cnpj: string | null;
  readonly stateRegistration: string | null;
  readonly locale: Locale;
}

export interface CustomerAccountChange {
  readonly by: ActorRef;
  readonly customerId: string;
  readonly changes: Pick<UserChanges, 'name' | 'email' | 'phone' | 'cpf' | 'cnpj' | 'stateRegistration' | 'locale'>;
  /** The version that the caller has seen. */
  readonly version?: number;
}

/**
 * The accounts of customers, for the module that knows which outlet each is a customer of: nothing here asks whose business it is. Writing
 * joins the ambient transaction. Whoever is not an active CUSTOMER does not exist: null, or `USER_NOT_FOUND` (404).
 */
export abstract class CustomerAccounts {
  abstract find(customerId: string): Promise<CustomerAccount | null>;

  /** Somebody without a password: they may ask for one with their e-mail address. Throws `EMAIL_TAKEN` (409). */
  abstract add(by: ActorRef, customer: NewCustomerAccount): Promise<CustomerAccount>;

  /** Throws `VERSION_CONFLICT`, `EMAIL_TAKEN` (409). */
  abstract change(change: CustomerAccountChange): Promise<CustomerAccount>;

  /** Closes the account and ends its logins; the name stays. */
  abstract remove(by: ActorRef, customerId: string): Promise<void>;

  /** Closes the account, and removes all that names the person everywhere. */
  abstract erase(by: ActorRef, customerId: string): Promise<void>;

  abstract address(customerId: string, addressId: string): Promise<Address | null>;

  abstract defaultAddress(customerId: string): Promise<Address | null>;
}
