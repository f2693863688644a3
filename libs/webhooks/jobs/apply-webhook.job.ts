import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { APPLY_WEBHOOK } from '../core/model/webhook.js';
import { ApplyWebhook } from '../core/use-cases/apply-webhook.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly webhook_id: string;
}

@Injectable()
@HandlesJob({ kind: APPLY_WEBHOOK })
export class ApplyWebhookJob implements JobHandler<Payload> {
  constructor(private readonly applyWebhook: ApplyWebhook) {}

  async handle({ payload, attempt }: Job<Payload>): Promise<void> {
    await this.applyWebhook.execute({ id: payload.webhook_id, turn: attempt });
  }
}
