import { Module, type Provider } from '@nestjs/common';

import { AuditLog, Clock, JobQueue, UnitOfWork } from '#libs/kernel';
import { ENV, OutboundHttp } from '#libs/platform';

import { CashDrawer } from './core/cash-drawer.js';
import { FollowUps } from './core/follow-ups.js';
import { IntentsApi } from './core/intents.api.js';
import { Payables } from './core/payables.js';
import { PaymentAttempts } from './core/payment-attempts.js';
import { PaymentGateways } from './core/payment-gateway.js';
import { PaymentNewsApi } from './core/payment-news.api.js';
import { PaymentsApi } from './core/payments.api.js';
import { PaymentRepository, ReviewAlarm } from './core/payments.ports.js';
import { RefundBook } from './core/refund-book.js';
import { RefundDesk } from './core/refund-desk.js';
import { Refunds } from './core/refunds.js';
import { Till } from './core/till.js';
import { UnwantedIntents } from './core/unwanted-intents.js';
import { ApplyCharge } from './core/use-cases/apply-charge.js';
import { ApplyNews } from './core/use-cases/apply-news.js';
import { ApplyRefundNews } from './core/use-cases/apply-refund-news.js';
import { AskGateway } from './core/use-cases/ask-gateway.js';
import { CaptureMoney } from './core/use-cases/capture-money.js';
import { CheckPayment } from './core/use-cases/check-payment.js';
import { CheckRefund } from './core/use-cases/check-refund.js';
import { IntentsDoor } from './core/use-cases/intents-door.js';
import { OpenIntent } from './core/use-cases/open-intent.js';
import { PaymentsDoor } from './core/use-cases/payments-door.js';
import { RefundPayment } from './core/use-cases/refund-payment.js';
import { ReserveIntent } from './core/use-cases/reserve-intent.js';
import { SettleRefund } from './core/use-cases/settle-refund.js';
import { SyncPayment } from './core/use-cases/sync-payment.js';
import { TakeCash } from './core/use-cases/take-cash.js';
import { ConfiguredGateways } from './gateways/configured-gateways.js';
import { PaymentsController } from './http/payments.controller.js';
import { AskGatewayJob } from './jobs/ask-gateway.job.js';
import { SettleRefundJob } from './jobs/settle-refund.job.js';
import { MeteredReviewAlarm } from './telemetry/metered-review-alarm.js';
import { SqlPaymentAttempts } from './typeorm/sql-payment-attempts.js';
import { SqlPaymentRepository } from './typeorm/sql-payment.repository.js';
import { SqlRefunds } from './typeorm/sql-refunds.js';

const adapters: Provider[] = [
  { provide: PaymentRepository, useClass: SqlPaymentRepository },
  { provide: PaymentAttempts, useClass: SqlPaymentAttempts },
  { provide: Refunds, useClass: SqlRefunds },
  { provide: ReviewAlarm, useClass: MeteredReviewAlarm },
  {
    provide: PaymentGateways,
    useFactory: (...parts: Parameters<typeof ConfiguredGateways.load>) => ConfiguredGateways.load(...parts),
    inject: [ENV, OutboundHttp, Clock],
  },
];

/** Core classes that know no Nest. */
const core: Provider[] = [
  {
    provide: FollowUps,
    useFactory: (jobs: JobQueue, clock: Clock) => new FollowUps(jobs, clock),
    inject: [JobQueue, Clock],
  },
  { provide: Till, useFactory: (drawer: CashDrawer) => new Till(drawer), inject: [CashDrawer] },
  {
    provide: UnwantedIntents,
    useFactory: (attempts: PaymentAttempts, followUps: FollowUps) => new UnwantedIntents(attempts, followUps),
    inject: [PaymentAttempts, FollowUps],
  },
  {
    provide: RefundDesk,
    useFactory: (refunds: Refunds, drawer: CashDrawer, followUps: FollowUps, audit: AuditLog) =>
      new RefundDesk(refunds, drawer, followUps, audit),
    inject: [Refunds, CashDrawer, FollowUps, AuditLog],
  },
  {
    provide: RefundBook,
    useFactory: (...parts: ConstructorParameters<typeof RefundBook>) => new RefundBook(...parts),
    inject: [Refunds, Payables, Till, UnitOfWork, Clock],
  },
];

const useCases: Provider[] = [
  TakeCash,
  RefundPayment,
  CaptureMoney,
  ApplyCharge,
  AskGateway,
  ApplyRefundNews,
  ReserveIntent,
  OpenIntent,
  CheckPayment,
  SettleRefund,
  CheckRefund,
  SyncPayment,
];

/** Its ports `CashDrawer` and `Payables` are filled by shifts and ordering (`ShiftsPorts`, `OrderingPorts`). */
@Module({
  controllers: [PaymentsController],
  providers: [
    ...adapters,
    ...core,
    ...useCases,
    AskGatewayJob,
    SettleRefundJob,
    { provide: PaymentsApi, useClass: PaymentsDoor },
    { provide: IntentsApi, useClass: IntentsDoor },
    { provide: PaymentNewsApi, useClass: ApplyNews },
  ],
  exports: [PaymentsApi, IntentsApi, PaymentNewsApi],
})
export class PaymentsModule {}
