import type { NewEvent } from '#libs/kernel';

import { isFromAfar } from '../core/order-readers.js';

/** The order of an event that somebody may be written to about, or null. Ids alone. */
export function orderOf({ customerId, outletId, payload }: NewEvent): { order_id: string; outlet_id: string } | null {
  const { order_id } = payload;
  return customerId && outletId && typeof order_id === 'string' ? { order_id, outlet_id: outletId } : null;
}

/** The same of an event that says how the order was bought. */
export const orderFromAfar = (event: NewEvent) => (isFromAfar(event.payload['type']) ? orderOf(event) : null);

/** A mailer may be away for most of a day. Not for longer: Resend knows a mail's key for 24 hours, and a mail is not news after that. */
export const maxAttempts = 140;
