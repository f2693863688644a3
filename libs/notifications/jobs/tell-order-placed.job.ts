import { Injectable } from '@nestjs/common';

import { NewOrder } from '#events/ordering';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import type { OrderRef } from '../core/services/order-readers.js';
import { TellOrderPlaced } from '../core/use-cases/tell-order-placed.js';
import { maxAttempts, orderFromAfar } from './order-events.js';

@Injectable()
@HandlesJob({ kind: 'notifications.tell-order-placed', on: NewOrder, job: jobOf })
export class TellOrderPlacedJob implements JobHandler<OrderRef & Readonly<Record<string, unknown>>> {
  constructor(private readonly tell: TellOrderPlaced) {}

  handle(job: Job<OrderRef>): Promise<void> {
    return this.tell.execute(job.payload, job);
  }
}

/** An order that was let go to the kitchen is not told to who placed it again. */
function jobOf(event: NewEvent<PayloadOf<typeof NewOrder>>) {
  if (event.payload.fired) return null;
  const order = orderFromAfar(event);
  return order && { key: order.order_id, maxAttempts, payload: { ...order } };
}
