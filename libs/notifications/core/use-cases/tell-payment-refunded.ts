import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';

import { paymentRefundedLetter } from '../letters/order-letters.js';
import type { MailJob } from '../notification.js';
import { OrderReaders, type OrderRef } from '../order-readers.js';
import { DeliverMail } from './deliver-mail.js';

export interface RefundRef extends OrderRef {
  /** All that was given back for the order until then: it only grows, and so names the refund. */
  readonly refunded_amount: MinorUnits;
}

/** Money for an order went back. */
@Injectable()
export class TellPaymentRefunded {
  constructor(
    private readonly readers: OrderReaders,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: RefundRef, job: MailJob): Promise<void> {
    const told = await this.readers.of(ref);
    await this.deliver.execute({
      kind: 'PAYMENT_REFUNDED',
      cause: `payment-refunded/${ref.order_id}/${ref.refunded_amount}`,
      outletId: ref.outlet_id,
      job,
      mail: told && { to: told.to, letter: paymentRefundedLetter(told, ref.refunded_amount) },
    });
  }
}
