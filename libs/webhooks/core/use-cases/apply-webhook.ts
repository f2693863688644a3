import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { WebhookRepository } from '../webhooks.ports.js';

/** Applies a stored webhook, and writes what came of it. Throws when it should be tried again later. */
@Injectable()
export class ApplyWebhook {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly payments: PaymentsApi,
    private readonly clock: Clock,
  ) {}

  /** `turn` counts from 1. */
  async execute({ id, turn }: { id: string; turn: number }): Promise<void> {
    const waiting = await this.webhooks.waiting(id);
    if (!waiting) return;
    const outcome = await this.payments.applyEvent(waiting.provider, waiting.event, turn);
    await this.webhooks.finish(id, outcome, this.clock.now());
  }
}
