import { Injectable } from '@nestjs/common';

import type { NewEvent } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { WithdrawDocument } from '../core/use-cases/withdraw-document.js';
import { type OrderPayload, orderJob } from './order-job.js';

/** Of the whole sale: after a refund in part the document stays. */
const whenRefunded = (event: NewEvent) =>
  event.payload['payment_status'] === 'REFUNDED' && event.payload['currency'] === 'BRL' ? orderJob(event) : null;

@Injectable()
@HandlesJob({ kind: 'fiscal.cancel', on: { types: ['PAYMENT_UPDATED'], job: whenRefunded } })
export class WithdrawDocumentJob implements JobHandler<OrderPayload> {
  constructor(private readonly withdraw: WithdrawDocument) {}

  async handle({ payload }: Job<OrderPayload>): Promise<void> {
    await this.withdraw.execute({ outletId: payload.outlet_id, orderId: payload.order_id });
  }
}
