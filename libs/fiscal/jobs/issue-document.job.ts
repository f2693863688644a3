import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { OpenDocument } from '../core/use-cases/open-document.js';
import { type OrderPayload, orderJob } from './order-job.js';

/** Documents are issued in reais alone: no other sale costs a job. */
function whenPaid(event: NewEvent<PayloadOf<typeof PaymentUpdated>>) {
  const { payment_status: status, currency, settlement = 1 } = event.payload;
  // Once for each time that it is settled; one that is settled again may have been given back in part before.
  const isSettled = status === 'PAID' || (settlement > 1 && status === 'PARTIALLY_REFUNDED');
  const job = isSettled && currency === 'BRL' ? orderJob(event) : null;
  return job && settlement > 1 ? { ...job, key: `${job.key}:${settlement}` } : job;
}

@Injectable()
@HandlesJob({ kind: 'fiscal.issue', on: PaymentUpdated, job: whenPaid })
export class IssueDocumentJob implements JobHandler<OrderPayload> {
  constructor(private readonly openDocument: OpenDocument) {}

  async handle({ payload }: Job<OrderPayload>): Promise<void> {
    await this.openDocument.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
