import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

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
    await this.deliver.deliver({
      cause: `payment-refunded/${ref.order_id}/${ref.refunded_amount}`,
      outletId: ref.outlet_id,
      job,
      mail: told && { to: told.to, message: { kind: 'PAYMENT_REFUNDED', told, inAll: ref.refunded_amount } },
    });
  }
}
