import { Injectable } from '@nestjs/common';

import { type DeliveredWebhook, type Received, WebhookInbox } from '../services/webhook-inbox.js';

/** Takes an event of Stripe, verified by `Stripe-Signature`. */
@Injectable()
export class ReceiveStripe {
  constructor(private readonly inbox: WebhookInbox) {}

  execute(delivered: DeliveredWebhook): Promise<Received> {
    return this.inbox.receive({ ...delivered, provider: 'stripe' });
  }
}
