import { Injectable } from '@nestjs/common';

import { PaymentsApi } from '#libs/payments';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

export interface PaymentRef extends OrderRef {
  readonly payment_id: string;
}

/** Money for an order came in: once per payment, since several may share one bill. */
@Injectable()
export class TellPaymentReceived {
  constructor(
    private readonly readers: OrderReaders,
    private readonly payments: PaymentsApi,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: PaymentRef, job: MailJob): Promise<void> {
    const { order_id: orderId, outlet_id: outletId, payment_id: paymentId } = ref;
    const told = await this.readers.of(ref);
    const payment = told && (await this.payments.ofPayable(outletId, orderId)).find(({ id }) => id === paymentId);
    await this.deliver.deliver({
      cause: `payment-received/${paymentId}`,
      outletId,
      job,
      mail:
        told && payment ? { to: told.to, message: { kind: 'PAYMENT_RECEIVED', told, amount: payment.amount } } : null,
    });
  }
}
