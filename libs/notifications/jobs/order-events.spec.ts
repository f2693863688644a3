import { expect, it } from '@jest/globals';

import type { NewEvent } from '#libs/kernel';

import { orderFromAfar, orderOf } from './order-events.js';

type OrderEvent = NewEvent<{ readonly order_id: string; readonly type: string }>;

const event = (more: Partial<OrderEvent> = {}, type = 'ONLINE'): OrderEvent => ({
  type: 'NEW_ORDER',
  outletId: 'outlet',
  customerId: 'customer',
  payload: { order_id: 'order', type },
  ...more,
});

it('an event of a customer’s order names it by ids alone', () => {
  expect(orderFromAfar(event())).toEqual({ order_id: 'order', outlet_id: 'outlet' });
  expect(orderFromAfar(event({}, 'DELIVERY'))).not.toBeNull();
});

it.each([
  ['of nobody known', event({ customerId: null })],
  ['of a guest', event({ customerId: undefined, sessionId: 'session' })],
  ['at the counter', event({}, 'TAKEAWAY')],
  ['at a table', event({}, 'DINE_IN')],
])('an event %s makes no mail', (_, one) => {
  expect(orderFromAfar(one)).toBeNull();
});

it('an event that does not say how it was bought is looked into by the job', () => {
  expect(orderOf({ ...event(), payload: { order_id: 'order' } })).toEqual({ order_id: 'order', outlet_id: 'outlet' });
});
