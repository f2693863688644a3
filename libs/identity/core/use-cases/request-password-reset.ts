import { Injectable } from '@nestjs/common';

import { Clock, JobQueue, newId, UnitOfWork } from '#libs/kernel';

import { PASSWORD_RESET_JOB, type PasswordResetOwed } from '../identity.api.js';
import { PasswordResetRepository } from '../identity.ports.js';
import { RESET_TTL_MS } from '../model/password-reset.js';
import { normalName } from '../model/user.js';

const MAX_ATTEMPTS = 10;

/** Notes that somebody has forgotten their password; a job writes to them. Known and unknown addresses are treated alike. */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(email: string): Promise<void> {
    const id = newId();
    const at = this.clock.now();
    await this.unitOfWork.run(async () => {
      const expiresAt = new Date(at.getTime() + RESET_TTL_MS);
      const { userId } = await this.resets.request({ id, email: normalName(email), at, expiresAt });
      const payload: PasswordResetOwed = { user_id: userId, reset_id: id };
      await this.jobs.enqueue({
        kind: PASSWORD_RESET_JOB,
        key: id,
        payload: { ...payload },
        maxAttempts: MAX_ATTEMPTS,
      });
    });
  }
}
