import { Injectable } from '@nestjs/common';

import { OrderVoided } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type EndRef, TellOrderEnded } from '../core/use-cases/tell-order-ended.js';
import { maxAttempts, orderFromAfar } from './order-events.js';

/** Ordering's word for an order that nobody paid in time. */
const PAYMENT_EXPIRED = 'PAYMENT_EXPIRED';

@Injectable()
@HandlesJob({ kind: 'notifications.tell-order-ended', on: OrderVoided, job: jobOf })
export class TellOrderEndedJob implements JobHandler<EndRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellOrderEnded) {}

  handle(job: Job<EndRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent<PayloadOf<typeof OrderVoided>>) {
  const { reason, version } = event.payload;
  const order = orderFromAfar(event);
  if (!order) return null;
  const how = reason === PAYMENT_EXPIRED ? 'expired' : 'cancelled';
  return { key: `${order.order_id}:${version}`, maxAttempts, payload: { ...order, how, version } };
}
