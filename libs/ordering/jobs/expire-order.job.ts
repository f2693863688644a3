import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { NewOrder } from '../core/model/ordering.events.js';
import { ExpireOrder } from '../core/use-cases/expire-order.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly order_id: string;
}

/** A gateway may be away for a day: it is asked until it answers. */
const MAX_ATTEMPTS = 1_000;

@Injectable()
@HandlesJob({
  kind: 'ordering.expire-order',
  on: NewOrder,
  job: ({ outletId, payload }, { PAYMENT_TTL }) =>
    payload.type === 'ONLINE' || payload.status === 'HELD'
      ? {
          key: payload.order_id,
          payload: { outlet_id: outletId, order_id: payload.order_id },
          runAt: new Date(Date.now() + PAYMENT_TTL),
          maxAttempts: MAX_ATTEMPTS,
        }
      : null,
})
export class ExpireOrderJob implements JobHandler<Payload> {
  constructor(private readonly expireOrder: ExpireOrder) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    await this.expireOrder.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
