import { AccountMail, type PasswordResetLetter, type PasswordResetOwed } from './account-mail.api.js';
import type { UserQueries } from './identity.ports.js';
import type { ArmPasswordReset } from './use-cases/arm-password-reset.js';

/** What notifications ask, answered in this process. */
export class LocalAccountMail extends AccountMail {
  constructor(
    private readonly armPasswordReset: ArmPasswordReset,
    private readonly queries: UserQueries,
  ) {
    super();
  }

  passwordReset(owed: PasswordResetOwed): Promise<PasswordResetLetter | null> {
    return this.armPasswordReset.execute(owed);
  }

  addressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.queries.addressesOf(userIds);
  }
}
