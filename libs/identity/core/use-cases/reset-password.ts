import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import { PasswordResetRepository, type SecretHashes, TokenMint, UserRepository } from '../identity.ports.js';
import { resetTokenInvalid } from '../model/identity.errors.js';
import { assertNotTheName } from '../model/password-rules.js';
import { AccountChanges } from '../services/account-changes.js';
import { SecretHashing } from '../services/secret-hashing.js';

export interface ResetPasswordInput {
  readonly token: string;
  readonly password: string;
}

/** Gives a new password to whoever holds the mailed token, which is spent. All logins of the user end. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly users: UserRepository,
    private readonly secretHashing: SecretHashing,
    private readonly accountChanges: AccountChanges,
    private readonly tokens: TokenMint,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `RESET_TOKEN_INVALID`, `PASSWORD_COMMON`. */
  async execute({ token, password }: ResetPasswordInput): Promise<void> {
    const digest = this.tokens.digest(token);
    // Before the hash: a made-up token must not cost 64 MiB.
    if (!(await this.resets.isGood(digest, this.clock.now()))) throw resetTokenInvalid();
    const secrets = await this.secretHashing.hash({ password }, {});
    await this.unitOfWork.run(() => this.spend(digest, password, secrets));
  }

  private async spend(digest: string, password: string, secrets: SecretHashes): Promise<void> {
    const userId = await this.resets.spend(digest, this.clock.now());
    const user = userId && (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) throw resetTokenInvalid();
    assertNotTheName(password, user);
    const by = { kind: 'user', id: user.id, role: user.role } as const;
    await this.accountChanges.apply({ by, user, changes: {}, secrets });
  }
}
