import type { ActorRef, StaffRole, UserActor, UserRole } from '#libs/kernel';

import type { Address } from './model/address.js';
import type { Locale, User, UserChanges } from './model/user.js';

export type { Address } from './model/address.js';
export { type Locale, LOCALES } from './model/user.js';

/** A supervisor's consent, given at a colleague's till: who, and their PIN or password. */
export interface Approval {
  readonly userId?: string;
  readonly username?: string;
  readonly pin?: string;
  readonly password?: string;
}

/** How to reach somebody, and what a gateway or an authority asks to know of them. Personal data: never logged, never in a job. */
export interface Contact {
  readonly name: string | null;
  readonly email: string | null;
  /** Eleven digits. */
  readonly cpf: string | null;
}

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

export interface AccountToEnsure {
  readonly username: string;
  readonly password: string;
  readonly pin?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role: UserRole;
  /** Staff belong to every outlet there is when it is absent. */
  readonly outletIds?: readonly string[];
  readonly locale?: Locale;
}

/** The kind of the job that is owed when somebody has forgotten their password; its payload is a {@link PasswordResetOwed}. Notifications run it. */
export const PASSWORD_RESET_JOB = 'identity.send-password-reset';

/** Ids alone, never the token. `user_id` is null when nobody has the address. */
export interface PasswordResetOwed {
  readonly user_id: string | null;
  readonly reset_id: string;
}

/** The kind of the job that is owed to the former e-mail address of an account; its payload is an {@link EmailChangedOwed}. */
export const EMAIL_CHANGED_JOB = 'identity.tell-email-changed';

/** The id alone, never an address. */
export interface EmailChangedOwed {
  readonly change_id: string;
}

/** Whom a mail about an account goes to. */
export interface MailRecipient {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale;
}

export interface PasswordResetMail extends MailRecipient {
  /** Opens the account: it belongs in the mail's link and nowhere else. */
  readonly token: string;
}

/** What neighbours may ask of accounts. Nothing here looks at who asks, but for {@link approve}. */
export abstract class IdentityApi {
  /**
   * The id of the SUPERVISOR or ADMIN who stands behind an act at an outlet: the actor when they are one, else whoever `approval` proves.
   * Throws `APPROVAL_REQUIRED` without a proof and `APPROVAL_DENIED` for a wrong one. Wrong PINs count against the approver.
   * Takes as long as a password check: call it before a unit of work.
   */
  abstract approve(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string>;

  /** Display names by user id; unknown ids are left out. */
  abstract namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** The roles of those of these people who work at the outlet (an ADMIN works at each); a tablet is nobody. By one statement. */
  abstract rolesAt(userIds: readonly string[], outletId: string): Promise<ReadonlyMap<string, StaffRole>>;

  /**
   * The role of an active user who is staff of the outlet (an ADMIN always is) or a CUSTOMER, who is of none; null for everybody else. Inside
   * a unit of work: the account stays as it is until its end.
   */
  abstract lockRoleAt(userId: string, outletId: string): Promise<UserRole | null>;

  /** Whether this user exists, is active, and is a CUSTOMER. */
  abstract isCustomer(userId: string): Promise<boolean>;

  /** Null for an unknown user. */
  abstract contactOf(userId: string): Promise<Contact | null>;

  /** Whether this user has given a tax number for invoices: a CPF, or a company's CNPJ. */
  abstract hasCpf(userId: string): Promise<boolean>;

  /** E-mail addresses by user id, of those who have one. */
  abstract emailAddressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** Null for whoever is not an active CUSTOMER, as for the addresses below. */
  abstract findCustomer(customerId: string): Promise<CustomerAccount | null>;

  /** Adds somebody without a password: they may ask for one with their e-mail address. Throws `EMAIL_TAKEN`. */
  abstract addCustomer(by: ActorRef, customer: NewCustomerAccount): Promise<CustomerAccount>;

  /** Throws `USER_NOT_FOUND`, `VERSION_CONFLICT`, `EMAIL_TAKEN`. */
  abstract changeCustomer(change: CustomerAccountChange): Promise<CustomerAccount>;

  /** Closes the account and ends its logins; the name stays. Throws `USER_NOT_FOUND`. */
  abstract removeCustomer(by: ActorRef, customerId: string, version?: number): Promise<void>;

  /** Closes the account, and removes all that names the person everywhere. Throws `USER_NOT_FOUND`. */
  abstract eraseCustomer(by: ActorRef, customerId: string, version?: number): Promise<void>;

  abstract addressOf(customerId: string, addressId: string): Promise<Address | null>;

  abstract defaultAddressOf(customerId: string): Promise<Address | null>;

  /**
   * Puts the link of a request in force for an hour from now, and says whom to send it to. The same link however often it is asked for.
   * Null when there is nobody to write to: the account is gone, the link was used, or they have been written to too often.
   */
  abstract passwordResetMail(owed: PasswordResetOwed): Promise<PasswordResetMail | null>;

  /** Whom to tell, at the former address, that an account has another one now. Null when the account is gone. */
  abstract emailChangedMail(owed: EmailChangedOwed): Promise<MailRecipient | null>;

  /**
   * The id of the account with this username, made when there is none; one that exists is left as it is. For the operator's console, which
   * stands above roles: the first ADMIN, and demo data.
   */
  abstract ensureAccount(account: AccountToEnsure): Promise<string>;
}
