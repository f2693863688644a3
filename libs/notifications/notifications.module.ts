import { Inject, Module, type OnModuleInit } from '@nestjs/common';

import { CustomersApi } from '#libs/customers';
import { PersonalData } from '#libs/identity';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';
import { CircuitBreakers, ENV, type Env, Logger, Metrics } from '#libs/platform';
import { CustomersModule } from '#module/customers';
import { IdentityModule } from '#module/identity';
import { OrderingModule } from '#module/ordering';
import { OutletsModule } from '#module/outlets';
import { PaymentsModule } from '#module/payments';
import { ShippingModule } from '#module/shipping';

import { MailRecords } from './core/mail-records.js';
import { Mailer } from './core/mailer.js';
import { MailSettings, NotificationBook } from './core/notifications.ports.js';
import { OrderReaders } from './core/order-readers.js';
import { DeliverMail } from './core/use-cases/deliver-mail.js';
import { ListNotifications } from './core/use-cases/list-notifications.js';
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
import { SqlNotificationBook } from './typeorm/sql-notification-book.js';

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
    { provide: NotificationBook, useClass: SqlNotificationBook },
    {
      provide: MailSettings,
      useFactory: (env: Env): MailSettings => ({ frontendUrl: env.FRONTEND_URL }),
      inject: [ENV],
    },
    {
      provide: OrderReaders,
      useFactory: (...parts: ConstructorParameters<typeof OrderReaders>) => new OrderReaders(...parts),
      inject: [OrderingApi, CustomersApi, OutletsApi, MailSettings],
    },
    DeliverMail,
    ListNotifications,
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
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(NotificationBook) private readonly book: NotificationBook,
  ) {}

  onModuleInit(): void {
    this.personalData.register('mails', new MailRecords(this.book));
  }
}
