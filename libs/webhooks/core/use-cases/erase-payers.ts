import { Injectable } from '@nestjs/common';

import { WebhookRepository } from '../webhooks.ports.js';

/** Gateways write names, addresses and tax numbers of payers into what they send: these go with the customer. */
@Injectable()
export class ErasePayers {
  constructor(private readonly webhooks: WebhookRepository) {}

  async execute({ paymentIds }: { paymentIds: readonly string[] }): Promise<void> {
    await this.webhooks.eraseBodies(paymentIds);
  }
}
