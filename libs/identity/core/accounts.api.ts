import type { UserRole } from '#libs/kernel';

import type { Locale } from './user.js';

export interface AccountToEnsure {
  readonly username: string;
  readonly password: string;
  readonly pin?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role: UserRole;
  /** Every outlet there is for staff when absent. */
  readonly outletIds?: readonly string[];
  readonly locale?: Locale;
}

/** For the operator's console, which stands above roles: the first ADMIN, and demo data. */
export abstract class AccountsApi {
  /** The id of the account with this username, made when there is none; one that exists is left as it is. */
  abstract ensure(account: AccountToEnsure): Promise<string>;
}
