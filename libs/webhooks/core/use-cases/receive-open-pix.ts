import { Injectable } from '@nestjs/common';

import { type DeliveredWebhook, type Received, WebhookInbox } from '../services/webhook-inbox.js';

/** Takes a webhook of OpenPix, verified by its signatures. */
@Injectable()
export class ReceiveOpenPix {
  constructor(private readonly inbox: WebhookInbox) {}

  execute(delivered: DeliveredWebhook): Promise<Received> {
    return this.inbox.receive({ ...delivered, provider: 'openpix' });
  }
}
