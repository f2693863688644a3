import { type Actor, isStaff } from '#libs/kernel';
import type { PaymentView } from '#libs/payments';
import { hasLeft, type OrderParcel } from '#libs/shipping';

import { mayExpire, termOf } from './order-expiry.js';
import type { Order } from './order.js';
import type { OrderState } from './order-state.js';

/** An order with all that whoever ordered it wants to know, and the staff who are asked. */
export interface OrderDetails {
  readonly order: Order;
  /** Pictures of its products, by product id; null, or absent for a product that is gone. */
  readonly images: ReadonlyMap<string, string | null>;
  /** Oldest first. */
  readonly payments: readonly PaymentView[];
  readonly parcel: OrderParcel | null;
  /** When it ends unless somebody pays; null for an order that does not. */
  readonly expiresAt: Date | null;
  /** Whether the reader may call it off now. */
  readonly canCancel: boolean;
}

/** `termMs`: how long an order may stay unpaid. */
export const expiryOf = (order: OrderState, termMs: number): Date | null =>
  mayExpire(order) ? new Date(order.createdAt.getTime() + termOf(order, termMs)) : null;

/** What `PATCH /orders/:id/cancel` would do for this reader. Cash, and what was paid by a tender, goes back at the till alone. */
export function mayCancel(
  reader: Actor,
  { view, hasBegun }: Order,
  payments: readonly PaymentView[],
  parcel: OrderParcel | null,
): boolean {
  if (reader.role === 'KITCHEN' || view.status === 'VOIDED' || hasBegun) return false;
  if (hasLeft(parcel?.state ?? null)) return false;
  const goesBackAtTheTill = payments.some(
    ({ method, tender, status, amount, refundedAmount }) =>
      (method === 'cash' || (tender !== null && status !== 'CANCELLED' && status !== 'PENDING')) &&
      amount > refundedAmount,
  );
  return isStaff(reader) || !goesBackAtTheTill;
}
