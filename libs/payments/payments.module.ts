import { Module, type Provider } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { ENV } from '#libs/platform';
import { OutboundHttp } from '#libs/platform/outbound';

import { PaymentsApi } from './core/payments.api.js';
import { PaymentsFacade } from './core/payments.facade.js';
import {
  PaymentGateways,
  PaymentQueries,
  PaymentRepository,
  RefundRepository,
  ReviewAlarm,
} from './core/payments.ports.js';
import { BillPayments } from './core/services/bill-payments.js';
import { Bookkeeping } from './core/services/bookkeeping.js';
import { GatewaySync } from './core/services/gateway-sync.js';
import { PaymentPages } from './core/services/payment-pages.js';
import { ReconciliationSchedule } from './core/services/reconciliation-schedule.js';
import { RefundRequests } from './core/services/refund-requests.js';
import { RefundSync } from './core/services/refund-sync.js';
import { Reviews } from './core/services/reviews.js';
import { ApplyGatewayEvent } from './core/use-cases/apply-gateway-event.js';
import { ClosePayments } from './core/use-cases/close-payments.js';
import { OpenPayment } from './core/use-cases/open-payment.js';
import { ReconcilePayment } from './core/use-cases/reconcile-payment.js';
import { ReconcileRefund } from './core/use-cases/reconcile-refund.js';
import { RefundBill } from './core/use-cases/refund-bill.js';
import { RefundPayment } from './core/use-cases/refund-payment.js';
import { ReservePayment } from './core/use-cases/reserve-payment.js';
import { SyncPayment } from './core/use-cases/sync-payment.js';
import { TakeCash } from './core/use-cases/take-cash.js';
import { ConfiguredGateways } from './gateways/configured-gateways.js';
import { PaymentsController } from './http/payments.controller.js';
import { ReconcilePaymentJob } from './jobs/reconcile-payment.job.js';
import { ReconcileRefundJob } from './jobs/reconcile-refund.job.js';
import { MeteredReviewAlarm } from './telemetry/metered-review-alarm.js';
import { SqlPaymentQueries } from './typeorm/sql-payment.queries.js';
import { SqlPaymentRepository } from './typeorm/sql-payment.repository.js';
import { SqlRefundRepository } from './typeorm/sql-refund.repository.js';

const adapters: Provider[] = [
  { provide: PaymentRepository, useClass: SqlPaymentRepository },
  { provide: RefundRepository, useClass: SqlRefundRepository },
  { provide: PaymentQueries, useClass: SqlPaymentQueries },
  { provide: ReviewAlarm, useClass: MeteredReviewAlarm },
  {
    provide: PaymentGateways,
    useFactory: (...parts: Parameters<typeof ConfiguredGateways.load>) => ConfiguredGateways.load(...parts),
    inject: [ENV, OutboundHttp, Clock],
  },
];

const services: Provider[] = [
  BillPayments,
  Bookkeeping,
  GatewaySync,
  PaymentPages,
  ReconciliationSchedule,
  RefundRequests,
  RefundSync,
  Reviews,
];

const useCases: Provider[] = [
  TakeCash,
  ReservePayment,
  OpenPayment,
  ClosePayments,
  ApplyGatewayEvent,
  ReconcilePayment,
  SyncPayment,
  RefundPayment,
  RefundBill,
  ReconcileRefund,
];

/** Its ports `CashDrawer` and `Payables` are filled by shifts and ordering (`ShiftsPorts`, `OrderingPorts`). */
@Module({
  controllers: [PaymentsController],
  providers: [
    ...adapters,
    ...services,
    ...useCases,
    ReconcilePaymentJob,
    ReconcileRefundJob,
    { provide: PaymentsApi, useClass: PaymentsFacade },
  ],
  exports: [PaymentsApi],
})
export class PaymentsModule {}
