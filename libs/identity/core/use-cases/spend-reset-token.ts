import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { resetTokenInvalid } from '../identity.errors.js';
import { PasswordResetRepository, type SecretHashes, UserRepository } from '../identity.ports.js';
import { assertNotTheName } from '../password-rules.js';
import { ApplyAccountChanges } from './apply-account-changes.js';

export interface SpendResetTokenInput {
  readonly digest: string;
  readonly secrets: SecretHashes;
  /** The new one, which must not be the account's own name. */
  readonly password: string;
}

/** Inside a unit of work: spends the token once and puts the new password in force. */
@Injectable()
export class SpendResetToken {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly users: UserRepository,
    private readonly applyChanges: ApplyAccountChanges,
    private readonly clock: Clock,
  ) {}

  async execute({ digest, secrets, password }: SpendResetTokenInput): Promise<void> {
    const userId = await this.resets.spend(digest, this.clock.now());
    const user = userId && (await this.users.lock(userId)) ? await this.users.find(userId) : null;
    if (!user) throw resetTokenInvalid();
    assertNotTheName(password, user);
    const by = { kind: 'user', id: user.id, role: user.role } as const;
    await this.applyChanges.execute({ by, user, changes: {}, secrets });
  }
}
