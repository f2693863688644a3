import { Injectable } from '@nestjs/common';

import { ShippingApi } from '#libs/shipping';

import type { MailJob } from '../model/notification.js';
import { OrderReaders, type OrderRef } from '../services/order-readers.js';
import { DeliverMail } from '../services/deliver-mail.js';

export interface ParcelRef extends OrderRef {
  readonly tracking_number: string;
}

/** The parcel is on its way: once per number, however often it is set. */
@Injectable()
export class TellOrderShipped {
  constructor(
    private readonly readers: OrderReaders,
    private readonly shipping: ShippingApi,
    private readonly deliver: DeliverMail,
  ) {}

  async execute(ref: ParcelRef, job: MailJob): Promise<void> {
    const { order_id: orderId, outlet_id: outletId, tracking_number: trackingNumber } = ref;
    const told = await this.readers.of(ref);
    // A number that was corrected meanwhile leads nowhere; the right one has a mail of its own.
    const parcel = told && (await this.shipping.find(trackingNumber));
    await this.deliver.deliver({
      cause: `order-shipped/${orderId}/${trackingNumber}`,
      outletId,
      job,
      mail: told && parcel ? { to: told.to, message: { kind: 'ORDER_SHIPPED', told, parcel } } : null,
    });
  }
}
