import { Injectable } from '@nestjs/common';

import { OrderUpdated } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { type ParcelRef, TellOrderShipped } from '../core/use-cases/tell-order-shipped.js';
import { maxAttempts, orderFromAfar } from './order-events.js';

@Injectable()
@HandlesJob({ kind: 'notifications.tell-order-shipped', on: OrderUpdated, job: jobOf })
export class TellOrderShippedJob implements JobHandler<ParcelRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellOrderShipped) {}

  handle(job: Job<ParcelRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

function jobOf(event: NewEvent<PayloadOf<typeof OrderUpdated>>) {
  const { change, tracking_number } = event.payload;
  if (change !== 'SHIPPED' || tracking_number === undefined) return null;
  const order = orderFromAfar(event);
  return order && { key: `${order.order_id}:${tracking_number}`, maxAttempts, payload: { ...order, tracking_number } };
}
