import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { NewOrder, OrderUpdated } from '../core/model/ordering.events.js';
import { termOf } from '../core/model/order-expiry.js';
import { ExpireOrder } from '../core/use-cases/expire-order.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly order_id: string;
}

/** A gateway may be away for a day: it is asked until it answers. */
const MAX_ATTEMPTS = 1_000;

/** A bill begins as it is placed, or as it is split off another. */
const begins = (payload: object): boolean => !('change' in payload) || payload.change === 'LINES_MOVED';

@Injectable()
@HandlesJob({
  kind: 'ordering.expire-order',
  on: [NewOrder, OrderUpdated],
  job: ({ outletId, payload }, { PAYMENT_TTL }) =>
    begins(payload) && (payload.type === 'ONLINE' || payload.status === 'HELD')
      ? {
          key: payload.order_id,
          payload: { outlet_id: outletId, order_id: payload.order_id },
          runAt: new Date(Date.now() + termOf({ ...payload, holdReason: payload.hold_reason }, PAYMENT_TTL)),
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
