import { expect, it } from '@jest/globals';

import type { NewEvent } from '#libs/kernel';

import { orderFromAfar, orderOf } from './order-events.js';

const event = (more: Partial<NewEvent> = {}, payload: object = {}): NewEvent => ({
  type: 'NEW_ORDER',
  outletId: 'outlet',
  customerId: 'customer',
  payload: { order_id: 'order', type: 'ONLINE', note: 'for Ana', ...payload },
  ...more,
});

it('an event of a customer’s order names it by ids alone', () => {
  expect(orderFromAfar(event())).toEqual({ order_id: 'order', outlet_id: 'outlet' });
  expect(orderFromAfar(event({}, { type: 'DELIVERY' }))).not.toBeNull();
});

it.each([
  ['of nobody known', event({ customerId: null })],
  ['of a guest', event({ customerId: undefined, sessionId: 'session' })],
  ['without an order', event({}, { order_id: undefined })],
  ['at the counter', event({}, { type: 'TAKEAWAY' })],
  ['at a table', event({}, { type: 'DINE_IN' })],
])('an event %s makes no mail', (_, one) => {
  expect(orderFromAfar(one)).toBeNull();
});

it('an event that does not say how it was bought is looked into by the job', () => {
  expect(orderOf(event({}, { type: undefined }))).toEqual({ order_id: 'order', outlet_id: 'outlet' });
});
