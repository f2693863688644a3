import { Injectable } from '@nestjs/common';

import { PaymentUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type PaymentRef, TellPaymentReceived } from '../core/use-cases/tell-payment-received.js';
import { maxAttempts, orderOf } from './order-events.js';

const PAID = ['PAID', 'PARTIALLY_PAID'];

@Injectable()
@HandlesJob({ kind: 'notifications.tell-payment-received', on: PaymentUpdated, job: jobOf })
export class TellPaymentReceivedJob implements JobHandler<PaymentRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellPaymentReceived) {}

  handle(job: Job<PaymentRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent<PayloadOf<typeof PaymentUpdated>>) {
  const { payment_id, payment_status } = event.payload;
  if (payment_id === null || !PAID.includes(payment_status)) return null;
  const order = orderOf(event);
  return order && { key: payment_id, maxAttempts, payload: { ...order, payment_id } };
}
