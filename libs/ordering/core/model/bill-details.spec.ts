import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';
import { serverOf } from './order-state.js';

/** A soup of 50,000 at a table, where service is 10 %: 55,000 with it. */
const atTable = () => {
  const order = anOrder({ taxInclusive: true, serviceChargeRate: 1000 }).with('Soup', 50_000).placed();
  order.pullEvents();
  order.pullChanges();
  return Order.restore(order.view, order.lines);
};
const TAKEAWAY = { type: 'TAKEAWAY', serviceChargeRate: 0 } as const;

it('another type prices the bill anew, and stations are told', () => {
  const order = atTable();
  expect(order.view.totalAmount).toBe(55_000);
  expect(order.changeDetails({ kind: TAKEAWAY }, anAct())).toBe(true);

  expect(order.view).toMatchObject({ type: 'TAKEAWAY', serviceCharge: 0, totalAmount: 50_000, version: 2 });
  expect(order.demand?.order.type).toBe('TAKEAWAY');
  expect(order.pullEvents()).toMatchObject([
    { type: 'ORDER_UPDATED', payload: { change: 'TYPE_CHANGED', type: 'TAKEAWAY', total_amount: 50_000 } },
  ]);
  expect(order.pullChanges()).toMatchObject([
    { action: 'DETAILS_CHANGED', details: { type: 'TAKEAWAY', previous_type: 'DINE_IN' } },
  ]);
  expect(order.changeDetails({ kind: TAKEAWAY }, anAct())).toBe(false);
  expect(order.view.version).toBe(2);
});

it('guests, server, customer and note cost nothing; the history says that a note and a customer changed, and not what to', () => {
  const order = atTable();
  const [serverId, customerId] = [newId(), newId()];
  expect(serverOf(order.view)).toBe(order.view.placedBy.id);
  order.changeDetails({ guestCount: 4, serverId, customerId, note: 'Window, please' }, anAct());

  expect(order.view).toMatchObject({ guestCount: 4, customerId, note: 'Window, please', totalAmount: 55_000 });
  expect(serverOf(order.view)).toBe(serverId);
  expect(order.demand?.order).toMatchObject({ note: 'Window, please', customerId });
  expect(order.pullEvents()).toMatchObject([
    { type: 'ORDER_UPDATED', customerId, payload: { change: 'DETAILS_CHANGED' } },
  ]);
  const [change] = order.pullChanges();
  expect(change?.details).toEqual({
    guest_count: 4,
    previous_guest_count: null,
    server_id: serverId,
    previous_server_id: null,
    customer: true,
    note: true,
  });
  order.changeDetails({ serverId: null, customerId: null, note: null, guestCount: null }, anAct());
  expect(order.view).toMatchObject({ serverId: null, customerId: null, note: null, guestCount: null });
});

it('type and guests stay once something was paid; the rest changes until the bill is over', () => {
  const order = atTable();
  order.paid({ id: newId(), method: 'cash', amount: 10_000, rounding: 0 }, anAct());
  for (const details of [{ kind: TAKEAWAY }, { guestCount: 2 }]) {
    expect(() => order.changeDetails(details, anAct())).toThrow(
      expect.objectContaining({ code: 'ORDER_HAS_PAYMENTS' }),
    );
  }
  expect(order.changeDetails({ note: 'Now', kind: { type: 'DINE_IN', serviceChargeRate: 0 } }, anAct())).toBe(true);
  expect(order.view).toMatchObject({ type: 'DINE_IN', totalAmount: 55_000, rules: { serviceChargeRate: 1000 } });

  order.paid({ id: newId(), method: 'cash', amount: 45_000, rounding: 0 }, anAct());
  expect(order.changeDetails({ note: 'Cooking' }, anAct())).toBe(true);
  order.advance('DONE', anAct());
  expect(() => order.changeDetails({ note: 'Over' }, anAct())).toThrow(
    expect.objectContaining({ code: 'BILL_CLOSED' }),
  );
});
