import type { Locale } from './user.js';

/**
 * The kind of the job that is owed when somebody has forgotten their password; its payload is a {@link PasswordResetOwed}. Whoever writes
 * mails runs it: identity calls nobody.
 */
export const PASSWORD_RESET_JOB = 'identity.send-password-reset';

/** Ids alone, never the token. `user_id` is null when nobody has the address. */
export interface PasswordResetOwed {
  readonly user_id: string | null;
  readonly reset_id: string;
}

/** The kind of the job that is owed to the address that an account had, when it gets another one; its payload is {@link EmailChangedOwed}. */
export const EMAIL_CHANGED_JOB = 'identity.tell-email-changed';

/** The id alone, never an address. */
export interface EmailChangedOwed {
  readonly change_id: string;
}

/** To the former address. */
export interface EmailChangedLetter {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale;
}

export interface PasswordResetLetter {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale;
  /** Opens the account: it belongs in the mail's link and nowhere else. */
  readonly token: string;
}

/** What the module that writes mails may know of accounts. */
export abstract class AccountMail {
  /**
   * Puts the link of a request in force for an hour from now, and says whom to send it to. The same link however often it is asked for.
   * Null when there is nobody to write to: the account is gone, the link was used, or they have been written to too often.
   */
  abstract passwordReset(owed: PasswordResetOwed): Promise<PasswordResetLetter | null>;

  /** Whom to tell that an account has another address now. Null when the account is gone. */
  abstract emailChanged(owed: EmailChangedOwed): Promise<EmailChangedLetter | null>;

  /** E-mail addresses by user id, of those who have one. */
  abstract addressesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
