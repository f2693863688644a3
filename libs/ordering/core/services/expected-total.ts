import { type MinorUnits, newId } from '#libs/kernel';
import type { ShippingOption } from '#libs/shipping';

import { Order } from '../model/order.js';
import { priceChanged } from '../model/ordering.errors.js';
import { toQuoteWire } from '../model/order-wire.js';
import type { PricedOrder } from './order-pricer.js';

/**
 * Throws `PRICE_CHANGED` (409) with the new quote when a bill comes to something else than the buyer was told, in minor units. Whoever was told
 * nothing takes what it comes to.
 */
export function assertExpected(
  expected: MinorUnits | undefined,
  { view, lines }: Pick<Order, 'view' | 'lines'>,
  shipping: ShippingOption | null = null,
): void {
  if (expected === undefined || view.totalAmount === expected) return;
  throw priceChanged(expected, view.totalAmount, toQuoteWire(view, lines, shipping));
}

/** The same of an order that is not placed yet. */
export function assertExpectedOf(expected: MinorUnits | undefined, { draft, lines, extras, at }: PricedOrder): void {
  if (expected === undefined) return;
  const order = Order.place({ ...draft, id: newId(), number: '' }, lines, at);
  assertExpected(expected, order, extras.parcel?.option ?? null);
}
