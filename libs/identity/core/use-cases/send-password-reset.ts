import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import { PasswordResetMailer, PasswordResetRepository, TokenMint } from '../identity.ports.js';
import { RESET_TTL_MS, type SendPasswordResetInput } from '../password-reset.js';

/** Makes the token and mails it. Run twice, it sends the same link twice. */
@Injectable()
export class SendPasswordReset {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly tokens: TokenMint,
    private readonly mailer: PasswordResetMailer,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ user_id: userId, reset_id: id }: SendPasswordResetInput): Promise<void> {
    if (userId === null) return;
    const recipient = await this.resets.recipientOf(id);
    if (recipient?.userId !== userId) return;
    const token = this.tokens.passwordResetToken(id);
    const expiresAt = new Date(this.clock.now().getTime() + RESET_TTL_MS);
    await this.unitOfWork.run(() => this.resets.arm(id, this.tokens.digest(token), expiresAt));
    await this.mailer.send({ to: recipient.email, name: recipient.name, locale: recipient.locale, token });
  }
}
