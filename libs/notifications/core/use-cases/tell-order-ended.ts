import { Injectable } from '@nestjs/common';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

export interface EndRef extends OrderRef {
  readonly how: 'cancelled' | 'expired';
  /** Of the order when it ended: one that is revived may end again. */
  readonly version: number;
}

/** An order ended before it was served. */
@Injectable()
export class TellOrderEnded {
  constructor(
    private readonly readers: OrderReaders,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: EndRef, job: MailJob): Promise<void> {
    const told = await this.readers.of(ref);
    // Money that came late has revived it: what is true now is told by the mail of the payment.
    const isOver = told?.order.status === 'VOIDED';
    await this.deliver.deliver({
      cause: `order-ended/${ref.order_id}/${ref.version}`,
      outletId: ref.outlet_id,
      job,
      mail: isOver
        ? { to: told.to, message: { kind: ref.how === 'expired' ? 'ORDER_EXPIRED' : 'ORDER_CANCELLED', told } }
        : null,
    });
  }
}
