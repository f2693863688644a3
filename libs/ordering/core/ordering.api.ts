import type { Actor } from '#libs/kernel';

import type { OrderStatus } from './order-status.js';

export interface StatusChange {
  readonly orderId: string;
  /** Given: bump this line alone. */
  readonly itemId?: string;
  readonly status: OrderStatus;
}

export interface StatusChanged {
  readonly order_id: string;
  readonly item_id?: string;
  readonly status: OrderStatus;
  readonly payment_status: string;
  readonly version: number;
  readonly updated_at: string;
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
  /** What `PATCH /orders/:id/status` and its line form do, with the same refusals: kitchen tablets bump over their socket. */
  abstract changeStatus(actor: Actor, change: StatusChange): Promise<StatusChanged>;

  /** Unpaid or unfinished orders of an outlet, oldest first, 200 at most. */
  abstract openOrders(outletId: string): Promise<OpenOrder[]>;
}
