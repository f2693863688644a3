import { Global, Module } from '@nestjs/common';

import { PaymentGateways } from './core/payment-gateway.js';
import { PaymentsApi } from './core/payments.api.js';
import { PaymentRepository } from './core/payments.ports.js';
import { PaymentsDoor } from './core/use-cases/payments-door.js';
import { RefundPayment } from './core/use-cases/refund-payment.js';
import { TakeCash } from './core/use-cases/take-cash.js';
import { ConfiguredGateways } from './gateways/configured-gateways.js';
import { PaymentsController } from './http/payments.controller.js';
import { SqlPaymentRepository } from './typeorm/sql-payment.repository.js';

/** Its ports `CashDrawer` and `Payables` are filled by shifts and ordering, whose modules are global. */
@Global()
@Module({
  controllers: [PaymentsController],
  providers: [
    { provide: PaymentRepository, useClass: SqlPaymentRepository },
    { provide: PaymentsApi, useClass: PaymentsDoor },
    { provide: PaymentGateways, useClass: ConfiguredGateways },
    TakeCash,
    RefundPayment,
  ],
  exports: [PaymentsApi],
})
export class PaymentsModule {}
