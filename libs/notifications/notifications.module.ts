import { Module, type OnModuleInit } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { ENV, type Env, Logger, Metrics } from '#libs/platform';
import { CircuitBreakers } from '#libs/platform/outbound';
import { CustomersModule } from '#module/customers';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { ShippingModule } from '#module/shipping';

import { EmailTemplates, Mailer, NotificationLedger, NotificationQueries } from './core/notifications.ports.js';
import { DeliverMail } from './core/services/deliver-mail.js';
import { MailRecords } from './core/services/mail-records.js';
import { NotificationViews } from './core/services/notification-views.js';
import { OrderReaders } from './core/services/order-readers.js';
import { MailEmailChanged } from './core/use-cases/mail-email-changed.js';
import { MailPasswordReset } from './core/use-cases/mail-password-reset.js';
import { RemoveOldNotifications } from './core/use-cases/remove-old-notifications.js';
import { RetryNotification } from './core/use-cases/retry-notification.js';
import { TellOrderEnded } from './core/use-cases/tell-order-ended.js';
import { TellOrderPlaced } from './core/use-cases/tell-order-placed.js';
import { TellOrderShipped } from './core/use-cases/tell-order-shipped.js';
import { TellPaymentReceived } from './core/use-cases/tell-payment-received.js';
import { TellLatePayment } from './core/use-cases/tell-late-payment.js';
import { TellPaymentRefunded } from './core/use-cases/tell-payment-refunded.js';
import { NotificationsController } from './http/notifications.controller.js';
import { MailEmailChangedJob } from './jobs/mail-email-changed.job.js';
import { MailPasswordResetJob } from './jobs/mail-password-reset.job.js';
import { RemoveOldNotificationsJob } from './jobs/remove-old-notifications.job.js';
import { TellOrderEndedJob } from './jobs/tell-order-ended.job.js';
import { TellOrderPlacedJob } from './jobs/tell-order-placed.job.js';
import { TellOrderShippedJob } from './jobs/tell-order-shipped.job.js';
import { TellPaymentReceivedJob } from './jobs/tell-payment-received.job.js';
import { TellLatePaymentJob } from './jobs/tell-late-payment.job.js';
import { TellPaymentRefundedJob } from './jobs/tell-payment-refunded.job.js';
import { ConfiguredMailer } from './mailers/configured-mailer.js';
import { TranslatedEmailTemplates } from './presentation/translated-email-templates.js';
import { SqlNotificationLedger } from './typeorm/sql-notification-ledger.js';
import { SqlNotificationQueries } from './typeorm/sql-notification.queries.js';

/** Mails to customers and staff. Nobody calls it: it follows the events of orders, and the jobs that identity owes. */
@Module({
  imports: [CustomersModule, IdentityModule, OrderingModule, OutletsModule, PaymentsModule, ShippingModule],
  controllers: [NotificationsController],
  providers: [
    {
      provide: Mailer,
      useFactory: (...parts: Parameters<typeof ConfiguredMailer.load>) => ConfiguredMailer.load(...parts),
      inject: [ENV, CircuitBreakers, Metrics, Logger],
    },
    { provide: NotificationLedger, useClass: SqlNotificationLedger },
    { provide: NotificationQueries, useClass: SqlNotificationQueries },
    {
      provide: EmailTemplates,
      useFactory: (env: Env) => new TranslatedEmailTemplates(env.FRONTEND_URL),
      inject: [ENV],
    },
    DeliverMail,
    MailRecords,
    NotificationViews,
    OrderReaders,
    MailEmailChanged,
    MailPasswordReset,
    RemoveOldNotifications,
    RetryNotification,
    TellOrderEnded,
    TellOrderPlaced,
    TellOrderShipped,
    TellPaymentReceived,
    TellPaymentRefunded,
    MailEmailChangedJob,
    TellLatePayment,
    MailPasswordResetJob,
    RemoveOldNotificationsJob,
    TellOrderEndedJob,
    TellOrderPlacedJob,
    TellOrderShippedJob,
    TellPaymentReceivedJob,
    TellPaymentRefundedJob,
    TellLatePaymentJob,
  ],
})
export class NotificationsModule implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly mails: MailRecords,
  ) {}

  onModuleInit(): void {
    this.personalData.register('mails', this.mails);
  }
}
