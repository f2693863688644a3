import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { RESET_JOB, type SendPasswordResetInput } from '../core/password-reset.js';
import { SendPasswordReset } from '../core/use-cases/send-password-reset.js';

@Injectable()
@HandlesJob({ kind: RESET_JOB })
export class OnPasswordResetRequested implements JobHandler<SendPasswordResetInput> {
  constructor(private readonly sendPasswordReset: SendPasswordReset) {}

  handle(job: Job<SendPasswordResetInput>): Promise<void> {
    return this.sendPasswordReset.execute(job.payload);
  }
}
