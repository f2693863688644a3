import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { WebhookLog } from '../webhook-log.js';

/** Applies a stored webhook, and writes what came of it. Throws when it should be tried again later. */
@Injectable()
export class ApplyWebhook {
  constructor(
    private readonly log: WebhookLog,
    private readonly news: PaymentsApi,
    private readonly clock: Clock,
  ) {}

  /** `turn` counts from 1. */
  async execute({ id, turn }: { id: string; turn: number }): Promise<void> {
    const waiting = await this.log.waiting(id);
    if (!waiting) return;
    const outcome = await this.news.applyEvent(waiting.provider, waiting.reading, turn);
    await this.log.finish(id, outcome, this.clock.now());
  }
}
