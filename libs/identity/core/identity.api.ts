import type { UserActor, UserRole } from '#libs/kernel';

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

export abstract class IdentityApi {
  /**
   * The id of the SUPERVISOR or ADMIN who stands behind an act at an outlet: the actor when they are one, else whoever `approval` proves.
   * Throws `APPROVAL_REQUIRED` (403) without a proof and `APPROVAL_DENIED` (403) for a wrong one. Wrong PINs count against the approver.
   * Takes as long as a password check: call it before a unit of work.
   */
  abstract approve(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string>;

  /** Display names by user id; unknown ids are left out. */
  abstract namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;

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
}
