import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { ForgetWebhooks } from '../core/use-cases/forget-webhooks.js';

const HOUR = 3_600_000;

@Injectable()
@HandlesJob({ kind: 'webhooks.forget', everyMs: HOUR })
export class ForgetWebhooksJob implements JobHandler {
  constructor(private readonly forgetWebhooks: ForgetWebhooks) {}

  async handle(): Promise<void> {
    await this.forgetWebhooks.execute();
  }
}
