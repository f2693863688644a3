import { Injectable } from '@nestjs/common';

import { type DeliveredWebhook, type Received, WebhookInbox } from '../services/webhook-inbox.js';

/** Takes a notification of Midtrans, verified by its `signature_key`. */
@Injectable()
export class ReceiveMidtrans {
  constructor(private readonly inbox: WebhookInbox) {}

  execute(delivered: DeliveredWebhook): Promise<Received> {
    return this.inbox.receive({ ...delivered, provider: 'midtrans' });
  }
}
