import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type RefundRef, TellPaymentRefunded } from '../core/use-cases/tell-payment-refunded.js';
import { maxAttempts, orderOf } from './order-events.js';

const REFUNDED = ['REFUNDED', 'PARTIALLY_REFUNDED'];

@Injectable()
@HandlesJob({ kind: 'notifications.tell-payment-refunded', on: PaymentUpdated, job: jobOf })
export class TellPaymentRefundedJob implements JobHandler<RefundRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellPaymentRefunded) {}

  handle(job: Job<RefundRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent<PayloadOf<typeof PaymentUpdated>>) {
  const { refunded_amount, payment_status } = event.payload;
  if (!REFUNDED.includes(payment_status)) return null;
  const order = orderOf(event);
  return order && { key: `${order.order_id}:${refunded_amount}`, maxAttempts, payload: { ...order, refunded_amount } };
}
