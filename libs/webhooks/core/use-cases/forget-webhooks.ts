import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { WebhookRepository } from '../webhooks.ports.js';

const DAY_MS = 24 * 3_600_000;
const KEEP_DAYS = 90;
const KEEP_REFUSED_DAYS = 7;
const BATCH = 1_000;

/** Raw webhooks are kept for 90 days, refused ones for 7. */
@Injectable()
export class ForgetWebhooks {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now().getTime();
    const before = { genuine: new Date(now - KEEP_DAYS * DAY_MS), refused: new Date(now - KEEP_REFUSED_DAYS * DAY_MS) };
    while ((await this.webhooks.forget(before, BATCH)) === BATCH);
  }
}
