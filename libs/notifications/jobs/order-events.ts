import type { NewEvent } from '#libs/kernel';

import { isFromAfar, type OrderRef } from '../core/services/order-readers.js';

interface AboutOrder {
  readonly order_id: string;
}

/** The order of an event that somebody may be written to about, or null. Ids alone. */
export function orderOf({ customerId, outletId, payload }: NewEvent<AboutOrder>): OrderRef | null {
  return customerId && outletId ? { order_id: payload.order_id, outlet_id: outletId } : null;
}

/** The same of an event that says how the order was bought. */
export const orderFromAfar = (event: NewEvent<AboutOrder & { readonly type: string }>): OrderRef | null =>
  isFromAfar(event.payload.type) ? orderOf(event) : null;

/** A mailer may be away for most of a day. Not for longer: Resend knows a mail's key for 24 hours, and a mail that late helps nobody. */
export const maxAttempts = 140;
