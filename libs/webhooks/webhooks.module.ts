import { Module } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { PaymentsModule } from '#module/payments';

import { RefusedQuota } from './core/refused-quota.js';
import { StoredOnce } from './core/stored-once.js';
import { ApplyWebhook } from './core/use-cases/apply-webhook.js';
import { ErasePayers } from './core/use-cases/erase-payers.js';
import { ForgetWebhooks } from './core/use-cases/forget-webhooks.js';
import { ReceiveWebhook } from './core/use-cases/receive-webhook.js';
import { ReplayWebhook } from './core/use-cases/replay-webhook.js';
import { WebhookLog } from './core/webhook-log.js';
import { WebhookLogsController } from './http/webhook-logs.controller.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { ApplyWebhookJob } from './jobs/apply-webhook.job.js';
import { ErasePayersJob } from './jobs/erase-payers.job.js';
import { ForgetWebhooksJob } from './jobs/forget-webhooks.job.js';
import { SqlWebhookLog } from './typeorm/sql-webhook-log.js';

@Module({
  imports: [PaymentsModule],
  controllers: [WebhooksController, WebhookLogsController],
  providers: [
    { provide: WebhookLog, useClass: SqlWebhookLog },
    { provide: RefusedQuota, useFactory: (clock: Clock) => new RefusedQuota(clock), inject: [Clock] },
    { provide: StoredOnce, useFactory: () => new StoredOnce() },
    ReceiveWebhook,
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
