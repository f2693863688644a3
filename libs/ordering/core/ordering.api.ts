import type { Actor } from '#libs/kernel';

import type { OrderStatus } from './order-status.js';
import type { OrderWire } from './order-wire.js';

export interface StatusChange {
  readonly orderId: string;
  /** Given: bump this line alone. */
  readonly itemId?: string;
  readonly status: OrderStatus;
}

/** An order that is still to be paid or served: what a closing shift lists. */
export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly currency: string;
}

export abstract class OrderingApi {
  /** What `PATCH /orders/:id/status` and its line form do, with the same answer and the same refusals: kitchen tablets bump over their socket. */
  abstract changeStatus(actor: Actor, change: StatusChange): Promise<OrderWire>;

  /** Unpaid or unfinished orders of an outlet, oldest first, 200 at most. */
  abstract openOrders(outletId: string): Promise<OpenOrder[]>;
}
