import type { CustomerAccount } from '#libs/identity';
import { type Actor, isStaff, type UserActor } from '#libs/kernel';

import { customerNeedsName, customerNotFound, customerOwnsProfile } from './customers.errors.js';

export { type Locale, LOCALES } from '#libs/identity';

/** Somebody who buys: an account with the role CUSTOMER, and the outlets whose customer they are, as far as the caller may see them. */
export interface Customer extends Omit<CustomerAccount, 'username' | 'cpf'> {
  readonly hasCpf: boolean;
  readonly outletIds: readonly string[];
}

/** What staff note of a customer. */
export interface CustomerNote {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Somebody without a name, an e-mail address and a telephone number could never be found again. */
export function assertNamed({ name, email, phone }: CustomerNote): void {
  if (name === null && email === null && phone === null) throw customerNeedsName();
}

/**
 * Who has a password keeps their own profile: a cashier who may set its e-mail address could take the account over. An ADMIN may all the
 * same.
 */
export function assertMayEdit(actor: UserActor, customer: Customer): void {
  if (customer.hasLogin && actor.role !== 'ADMIN') throw customerOwnsProfile();
}

/** A customer sees their own past, staff that of their outlets' customers. */
export function assertOwnPast(actor: Actor, customerId: string): void {
  if (!isStaff(actor) && (actor.kind !== 'user' || actor.id !== customerId)) throw customerNotFound();
}
