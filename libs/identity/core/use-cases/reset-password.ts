import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import { resetTokenInvalid } from '../identity.errors.js';
import { PasswordResetRepository, TokenMint } from '../identity.ports.js';

import { HashSecrets } from './hash-secrets.js';
import { SpendResetToken } from './spend-reset-token.js';

export interface ResetPasswordInput {
  readonly token: string;
  readonly password: string;
}

/** Gives a new password to whoever holds the mailed token. All logins of the user end. Throws `RESET_TOKEN_INVALID` (422). */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly spendResetToken: SpendResetToken,
    private readonly hashSecrets: HashSecrets,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly tokens: TokenMint,
  ) {}

  async execute({ token, password }: ResetPasswordInput): Promise<void> {
    const digest = this.tokens.digest(token);
    // Before the hash: a made-up token must not cost 64 MiB.
    if (!(await this.resets.isGood(digest, this.clock.now()))) throw resetTokenInvalid();
    const secrets = await this.hashSecrets.execute({ password }, {});
    await this.unitOfWork.run(() => this.spendResetToken.execute({ digest, secrets, password }));
  }
}
