import { Injectable } from '@nestjs/common';

import { OrderStatusChanged, OrderVoided } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { EndParcel, type EndParcelInput } from '../core/use-cases/end-parcel.js';

type Payload = { readonly order_id: string; readonly status: EndParcelInput['status'] };

/** Orders that may have a parcel. */
const SENT_OUT = ['ONLINE', 'DELIVERY'];

@Injectable()
@HandlesJob({
  kind: 'shipping.end-parcel',
  on: [OrderStatusChanged, OrderVoided],
  job: jobOf,
})
export class EndParcelJob implements JobHandler<Payload> {
  constructor(private readonly endParcel: EndParcel) {}

  async handle({ outletId, payload }: Job<Payload>): Promise<void> {
    if (outletId === null) throw new Error('A job that ends a parcel has no outlet');
    await this.endParcel.execute({ outletId, orderId: payload.order_id, status: payload.status });
  }
}

function jobOf({
  payload: { order_id, type, status },
}: NewEvent<PayloadOf<typeof OrderStatusChanged | typeof OrderVoided>>) {
  if (!SENT_OUT.includes(type)) return null;
  return status === 'DONE' || status === 'VOIDED'
    ? { key: `${order_id}:${status}`, payload: { order_id, status } }
    : null;
}
