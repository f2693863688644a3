import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type LatePaymentRef, TellLatePayment } from '../core/use-cases/tell-late-payment.js';
import { maxAttempts, orderOf } from './order-events.js';

@Injectable()
@HandlesJob({ kind: 'notifications.tell-late-payment', on: PaymentUpdated, job: jobOf })
export class TellLatePaymentJob implements JobHandler<LatePaymentRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellLatePayment) {}

  handle(job: Job<LatePaymentRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent<PayloadOf<typeof PaymentUpdated>>) {
  const { late_refunded_amount } = event.payload;
  if (late_refunded_amount === 0) return null;
  const order = orderOf(event);
  return (
    order && {
      key: `${order.order_id}:${late_refunded_amount}`,
      maxAttempts,
      payload: { ...order, late_refunded_amount },
    }
  );
}
