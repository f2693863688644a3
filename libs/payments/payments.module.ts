import { Module, type Provider } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { ENV } from '#libs/platform';
import { OutboundHttp } from '#libs/platform/outbound';
import { OutletsModule } from '#module/outlets';

import { PaymentsApi } from './core/payments.api.js';
import { PaymentsFacade } from './core/payments.facade.js';
import {
  PaymentGateways,
  PaymentQueries,
  PaymentRepository,
  RefundRepository,
  ReviewAlarm,
  TenderRepository,
  TipLedger,
} from './core/payments.ports.js';
import { BillPayments } from './core/services/bill-payments.js';
import { BillReturns } from './core/services/bill-returns.js';
import { Bookkeeping } from './core/services/bookkeeping.js';
import { GatewaySync } from './core/services/gateway-sync.js';
import { OutletTenders } from './core/services/outlet-tenders.js';
import { PaymentPages } from './core/services/payment-pages.js';
import { PaymentsByHand } from './core/services/payments-by-hand.js';
import { ReconciliationSchedule } from './core/services/reconciliation-schedule.js';
import { RefundConsents } from './core/services/refund-consents.js';
import { RefundGiver } from './core/services/refund-giver.js';
import { RefundRequests } from './core/services/refund-requests.js';
import { RefundSync } from './core/services/refund-sync.js';
import { ReturnedGoods } from './core/services/returned-goods.js';
import { Reviews } from './core/services/reviews.js';
import { TillPayments } from './core/services/till-payments.js';
import { TipBook } from './core/services/tip-book.js';
import { ApplyGatewayEvent } from './core/use-cases/apply-gateway-event.js';
import { CancelPayment } from './core/use-cases/cancel-payment.js';
import { ClosePayments } from './core/use-cases/close-payments.js';
import { ConfirmPayment } from './core/use-cases/confirm-payment.js';
import { CreateTender } from './core/use-cases/create-tender.js';
import { DeleteTender } from './core/use-cases/delete-tender.js';
import { EditPaymentTip } from './core/use-cases/edit-payment-tip.js';
import { ExchangeGoods } from './core/services/exchange-goods.js';
import { OpenPayment } from './core/use-cases/open-payment.js';
import { PayOutTip } from './core/use-cases/pay-out-tip.js';
import { ReconcilePayment } from './core/use-cases/reconcile-payment.js';
import { ReconcileRefund } from './core/use-cases/reconcile-refund.js';
import { RefundBill } from './core/use-cases/refund-bill.js';
import { RefundOrder } from './core/use-cases/refund-order.js';
import { RefundPayment } from './core/use-cases/refund-payment.js';
import { ReservePayment } from './core/use-cases/reserve-payment.js';
import { RetenderPayment } from './core/use-cases/retender-payment.js';
import { ShareTips } from './core/use-cases/share-tips.js';
import { SyncPayment } from './core/use-cases/sync-payment.js';
import { TakeCash } from './core/use-cases/take-cash.js';
import { TakeTender } from './core/use-cases/take-tender.js';
import { UpdateTender } from './core/use-cases/update-tender.js';
import { ConfiguredGateways } from './gateways/configured-gateways.js';
import { OrderRefundsController } from './http/order-refunds.controller.js';
import { PaymentPlaces } from './http/payment-places.js';
import { PaymentsController } from './http/payments.controller.js';
import { TendersController } from './http/tenders.controller.js';
import { TipsController } from './http/tips.controller.js';
import { ReconcilePaymentJob } from './jobs/reconcile-payment.job.js';
import { ReconcileRefundJob } from './jobs/reconcile-refund.job.js';
import { MeteredReviewAlarm } from './telemetry/metered-review-alarm.js';
import { SqlPaymentQueries } from './typeorm/sql-payment.queries.js';
import { SqlPaymentRepository } from './typeorm/sql-payment.repository.js';
import { SqlRefundRepository } from './typeorm/sql-refund.repository.js';
import { SqlTipLedger } from './typeorm/sql-tip-ledger.js';
import { TypeOrmTenderRepository } from './typeorm/typeorm-tender.repository.js';

const adapters: Provider[] = [
  { provide: PaymentRepository, useClass: SqlPaymentRepository },
  { provide: RefundRepository, useClass: SqlRefundRepository },
  { provide: TenderRepository, useClass: TypeOrmTenderRepository },
  { provide: PaymentQueries, useClass: SqlPaymentQueries },
  { provide: TipLedger, useClass: SqlTipLedger },
  { provide: ReviewAlarm, useClass: MeteredReviewAlarm },
  {
    provide: PaymentGateways,
    useFactory: (...parts: Parameters<typeof ConfiguredGateways.load>) => ConfiguredGateways.load(...parts),
    inject: [ENV, OutboundHttp, Clock],
  },
];

const services: Provider[] = [
  BillPayments,
  BillReturns,
  Bookkeeping,
  GatewaySync,
  OutletTenders,
  PaymentPages,
  PaymentsByHand,
  ReconciliationSchedule,
  RefundConsents,
  RefundGiver,
  RefundRequests,
  RefundSync,
  ReturnedGoods,
  Reviews,
  TillPayments,
  TipBook,
];

const useCases: Provider[] = [
  TakeCash,
  TakeTender,
  ConfirmPayment,
  CancelPayment,
  ReservePayment,
  OpenPayment,
  ClosePayments,
  ApplyGatewayEvent,
  ReconcilePayment,
  SyncPayment,
  RefundPayment,
  RefundOrder,
  ExchangeGoods,
  RefundBill,
  ReconcileRefund,
  CreateTender,
  UpdateTender,
  DeleteTender,
  EditPaymentTip,
  RetenderPayment,
  PayOutTip,
  ShareTips,
];

/** Its ports `CashDrawer` and `Payables` are filled by shifts and ordering (`ShiftsPorts`, `OrderingPorts`). */
@Module({
  imports: [OutletsModule],
  controllers: [PaymentsController, OrderRefundsController, TendersController, TipsController],
  providers: [
    ...adapters,
    ...services,
    ...useCases,
    ReconcilePaymentJob,
    ReconcileRefundJob,
    PaymentPlaces,
    { provide: PaymentsApi, useClass: PaymentsFacade },
  ],
  exports: [PaymentsApi],
})
export class PaymentsModule {}
