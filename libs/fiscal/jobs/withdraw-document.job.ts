import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { WithdrawDocument } from '../core/use-cases/withdraw-document.js';
import { type OrderPayload, orderJob } from './order-job.js';

/** Of the whole sale: after a refund in part the document stays. */
const whenRefunded = (event: NewEvent<PayloadOf<typeof PaymentUpdated>>) =>
  event.payload.payment_status === 'REFUNDED' && event.payload.currency === 'BRL' ? orderJob(event) : null;

@Injectable()
@HandlesJob({ kind: 'fiscal.cancel', on: PaymentUpdated, job: whenRefunded })
export class WithdrawDocumentJob implements JobHandler<OrderPayload> {
  constructor(private readonly withdraw: WithdrawDocument) {}

  async handle({ payload }: Job<OrderPayload>): Promise<void> {
    await this.withdraw.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
