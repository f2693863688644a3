import { Injectable } from '@nestjs/common';

import { NewOrder } from '#events/ordering';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { RememberOutlet, type RememberOutletInput } from '../core/use-cases/remember-outlet.js';

/** Follows every new order of a customer: its outlet knows them from then on. */
@Injectable()
@HandlesJob({
  kind: 'customers.remember-outlet',
  on: NewOrder,
  job: ({ customerId, outletId, payload }) =>
    customerId && outletId && !payload.fired
      ? { key: payload.order_id, payload: { customer_id: customerId, outlet_id: outletId } }
      : null,
})
export class RememberOutletJob implements JobHandler<RememberOutletInput & Readonly<Record<string, unknown>>> {
  constructor(private readonly rememberOutlet: RememberOutlet) {}

  async handle({ payload }: Job<RememberOutletInput>): Promise<void> {
    await this.rememberOutlet.execute(payload);
  }
}
