import { Injectable } from '@nestjs/common';

import { orderPlacedLetter } from '../letters/order-letters.js';
import type { MailJob } from '../notification.js';
import { OrderReaders, type OrderRef } from '../order-readers.js';
import { DeliverMail } from './deliver-mail.js';

/** The order is in: what was ordered and what it costs. */
@Injectable()
export class TellOrderPlaced {
  constructor(
    private readonly readers: OrderReaders,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: OrderRef, job: MailJob): Promise<void> {
    const told = await this.readers.of(ref);
    await this.deliver.execute({
      kind: 'ORDER_PLACED',
      cause: `order-placed/${ref.order_id}`,
      outletId: ref.outlet_id,
      job,
      mail: told && { to: told.to, letter: orderPlacedLetter(told) },
    });
  }
}
