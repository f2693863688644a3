import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import type { PasswordResetMail, PasswordResetOwed } from '../identity.api.js';
import { PasswordResetRepository, TokenMint } from '../identity.ports.js';
import { RESET_TTL_MS } from '../model/password-reset.js';

/** Makes the token of a request good from now on. Run twice, it is the same token. */
@Injectable()
export class ArmPasswordReset {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly tokens: TokenMint,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ user_id: userId, reset_id: id }: PasswordResetOwed): Promise<PasswordResetMail | null> {
    if (userId === null) return null;
    const recipient = await this.resets.recipientOf(id);
    if (recipient?.userId !== userId) return null;
    const token = this.tokens.passwordResetToken(id);
    const expiresAt = new Date(this.clock.now().getTime() + RESET_TTL_MS);
    await this.unitOfWork.run(() => this.resets.arm(id, this.tokens.digest(token), expiresAt));
    return { ...recipient, token };
  }
}
