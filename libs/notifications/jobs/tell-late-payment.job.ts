import { Injectable } from '@nestjs/common';

import type { NewEvent } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type LatePaymentRef, TellLatePayment } from '../core/use-cases/tell-late-payment.js';
import { maxAttempts, orderOf } from './order-events.js';

@Injectable()
@HandlesJob({ kind: 'notifications.tell-late-payment', on: { types: ['PAYMENT_UPDATED'], job: jobOf } })
export class TellLatePaymentJob implements JobHandler<LatePaymentRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellLatePayment) {}

  handle(job: Job<LatePaymentRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent) {
  const { late_refunded_amount } = event.payload;
  if (typeof late_refunded_amount !== 'number' || late_refunded_amount === 0) return null;
  const order = orderOf(event);
  return (
    order && {
      key: `${order.order_id}:${late_refunded_amount}`,
      maxAttempts,
      payload: { ...order, late_refunded_amount },
    }
  );
}
