import { Injectable } from '@nestjs/common';

import { WebhookLog } from '../webhook-log.js';

/** Gateways write names, addresses and tax numbers of payers into their news: they go with the customer. */
@Injectable()
export class ErasePayers {
  constructor(private readonly log: WebhookLog) {}

  async execute({ paymentIds }: { paymentIds: readonly string[] }): Promise<void> {
    await this.log.eraseBodies(paymentIds);
  }
}
