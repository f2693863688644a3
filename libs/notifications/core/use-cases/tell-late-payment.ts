import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

export interface LatePaymentRef extends OrderRef {
  /** All that came too late for the order and was given back until then: it only grows, and so tells one mail from the next. */
  readonly late_refunded_amount: MinorUnits;
}

/** Money came for an order that had ended or needed no more, and is back with its payer. */
@Injectable()
export class TellLatePayment {
  constructor(
    private readonly readers: OrderReaders,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: LatePaymentRef, job: MailJob): Promise<void> {
    const told = await this.readers.of(ref);
    await this.deliver.deliver({
      cause: `payment-late/${ref.order_id}/${ref.late_refunded_amount}`,
      outletId: ref.outlet_id,
      job,
      mail: told && { to: told.to, message: { kind: 'PAYMENT_LATE', told, inAll: ref.late_refunded_amount } },
    });
  }
}
