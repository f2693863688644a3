import { Injectable } from '@nestjs/common';

import { NewOrder, OrderUpdated } from '#events/ordering';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { RememberOutlet, type RememberOutletInput } from '../core/use-cases/remember-outlet.js';

/** Whether it may be somebody else's order than before: it was placed, or given to somebody. */
const isNews = (payload: { readonly change?: string; readonly fired?: true }): boolean =>
  payload.change === undefined ? !payload.fired : payload.change === 'DETAILS_CHANGED';

/** Follows every new order of a customer: its outlet knows them from then on. */
@Injectable()
@HandlesJob({
  kind: 'customers.remember-outlet',
  on: [NewOrder, OrderUpdated],
  job: ({ customerId, outletId, payload }) =>
    customerId && outletId && isNews(payload)
      ? { key: payload.order_id, payload: { customer_id: customerId, outlet_id: outletId } }
      : null,
})
export class RememberOutletJob implements JobHandler<RememberOutletInput & Readonly<Record<string, unknown>>> {
  constructor(private readonly rememberOutlet: RememberOutlet) {}

  async handle({ payload }: Job<RememberOutletInput>): Promise<void> {
    await this.rememberOutlet.execute(payload);
  }
}
