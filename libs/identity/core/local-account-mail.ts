import {
  AccountMail,
  type EmailChangedLetter,
  type EmailChangedOwed,
  type PasswordResetLetter,
  type PasswordResetOwed,
} from './account-mail.api.js';
import type { EmailChanges, UserQueries } from './identity.ports.js';
import type { ArmPasswordReset } from './use-cases/arm-password-reset.js';

/** What notifications ask, answered in this process. */
export class LocalAccountMail extends AccountMail {
  constructor(
    private readonly armPasswordReset: ArmPasswordReset,
    private readonly queries: UserQueries,
    private readonly emailChanges: EmailChanges,
  ) {
    super();
  }

  passwordReset(owed: PasswordResetOwed): Promise<PasswordResetLetter | null> {
    return this.armPasswordReset.execute(owed);
  }

  emailChanged({ change_id: id }: EmailChangedOwed): Promise<EmailChangedLetter | null> {
    return this.emailChanges.recipientOf(id);
  }

  addressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.queries.addressesOf(userIds);
  }
}
