import { Module } from '@nestjs/common';

import { PaymentsModule } from '#module/payments';

import { RefusedQuota } from './core/services/refused-quota.js';
import { StoredOnce } from './core/services/stored-once.js';
import { WebhookInbox } from './core/services/webhook-inbox.js';
import { ApplyWebhook } from './core/use-cases/apply-webhook.js';
import { ErasePayers } from './core/use-cases/erase-payers.js';
import { ForgetWebhooks } from './core/use-cases/forget-webhooks.js';
import { ReceiveMidtrans } from './core/use-cases/receive-midtrans.js';
import { ReceiveOpenPix } from './core/use-cases/receive-open-pix.js';
import { ReceiveProPay } from './core/use-cases/receive-pro-pay.js';
import { ReceiveStripe } from './core/use-cases/receive-stripe.js';
import { ReplayWebhook } from './core/use-cases/replay-webhook.js';
import { WebhookQueries, WebhookRepository } from './core/webhooks.ports.js';
import { WebhookLogsController } from './http/webhook-logs.controller.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { ApplyWebhookJob } from './jobs/apply-webhook.job.js';
import { ErasePayersJob } from './jobs/erase-payers.job.js';
import { ForgetWebhooksJob } from './jobs/forget-webhooks.job.js';
import { SqlWebhookQueries } from './typeorm/sql-webhook.queries.js';
import { SqlWebhookRepository } from './typeorm/sql-webhook.repository.js';

@Module({
  imports: [PaymentsModule],
  controllers: [WebhooksController, WebhookLogsController],
  providers: [
    { provide: WebhookRepository, useClass: SqlWebhookRepository },
    { provide: WebhookQueries, useClass: SqlWebhookQueries },
    RefusedQuota,
    StoredOnce,
    WebhookInbox,
    ReceiveMidtrans,
    ReceiveProPay,
    ReceiveOpenPix,
    ReceiveStripe,
    ApplyWebhook,
    ReplayWebhook,
    ForgetWebhooks,
    ErasePayers,
    ApplyWebhookJob,
    ForgetWebhooksJob,
    ErasePayersJob,
  ],
})
export class WebhooksModule {}
