import { Injectable } from '@nestjs/common';

import { OrderUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { ReconsiderDocument } from '../core/use-cases/reconsider-document.js';
import { type OrderPayload, orderJob } from './order-job.js';

/** Once for each correction: an order may be corrected again. */
function whenCorrected(event: NewEvent<PayloadOf<typeof OrderUpdated>>) {
  const { change, currency, version } = event.payload;
  const job = change === 'ADDRESS_CORRECTED' && currency === 'BRL' ? orderJob(event) : null;
  return job && { ...job, key: `${job.key}:${version}` };
}

@Injectable()
@HandlesJob({ kind: 'fiscal.reconsider', on: OrderUpdated, job: whenCorrected })
export class ReconsiderDocumentJob implements JobHandler<OrderPayload> {
  constructor(private readonly reconsider: ReconsiderDocument) {}

  async handle({ payload }: Job<OrderPayload>): Promise<void> {
    await this.reconsider.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
