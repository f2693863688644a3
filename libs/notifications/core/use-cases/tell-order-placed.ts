import { Injectable } from '@nestjs/common';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

/** The order is in: what was ordered and what it costs. */
@Injectable()
export class TellOrderPlaced {
  constructor(
    private readonly readers: OrderReaders,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: OrderRef, job: MailJob): Promise<void> {
    const told = await this.readers.of(ref);
    await this.deliver.deliver({
      cause: `order-placed/${ref.order_id}`,
      outletId: ref.outlet_id,
      job,
      mail: told && { to: told.to, message: { kind: 'ORDER_PLACED', told } },
    });
  }
}
