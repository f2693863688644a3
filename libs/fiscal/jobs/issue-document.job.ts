import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { OpenDocument } from '../core/use-cases/open-document.js';
import { type OrderPayload, orderJob } from './order-job.js';

/** Documents are issued in reais alone: no other sale costs a job. */
const whenPaid = (event: NewEvent<PayloadOf<typeof PaymentUpdated>>) =>
  event.payload.payment_status === 'PAID' && event.payload.currency === 'BRL' ? orderJob(event) : null;

@Injectable()
@HandlesJob({ kind: 'fiscal.issue', on: PaymentUpdated, job: whenPaid })
export class IssueDocumentJob implements JobHandler<OrderPayload> {
  constructor(private readonly openDocument: OpenDocument) {}

  async handle({ payload }: Job<OrderPayload>): Promise<void> {
    await this.openDocument.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
