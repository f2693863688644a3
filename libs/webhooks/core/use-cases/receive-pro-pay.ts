import { Injectable } from '@nestjs/common';

import { type DeliveredWebhook, type Received, WebhookInbox } from '../services/webhook-inbox.js';

/** Takes a webhook of ProPay, verified by `X-Propay-Signature`. */
@Injectable()
export class ReceiveProPay {
  constructor(private readonly inbox: WebhookInbox) {}

  execute(delivered: DeliveredWebhook): Promise<Received> {
    return this.inbox.receive({ ...delivered, provider: 'propay' });
  }
}
