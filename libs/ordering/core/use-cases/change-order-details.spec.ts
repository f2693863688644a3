import { beforeEach, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { newId } from '#libs/kernel';

import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import { anAct, anOrder } from '../../testing/an-order.js';
import { Order } from '../model/order.js';
import { TipRecipients } from '../services/tip-recipients.js';
import { ChangeOrderDetails, type ChangeOrderDetailsInput } from './change-order-details.js';

const [COLLEAGUE, BUYER] = [newId(), newId()];

let world: OrderingWorld;
/** 65,000 without service. */
let order: Order;

beforeEach(async () => void ({ world, order } = await aBill()));

function changing(wanted: Partial<ChangeOrderDetailsInput>, orderId = order.view.id) {
  const identity = {
    rolesAt: async (ids: readonly string[]) =>
      new Map(ids.filter((id) => id === COLLEAGUE).map((id) => [id, 'WAITER'])),
    isCustomer: async (id: string) => id === BUYER,
  } as Partial<IdentityApi> as IdentityApi;
  const servers = new TipRecipients(world.outlets, identity);
  return new ChangeOrderDetails(
    world.changes,
    world.outlets,
    identity,
    world.parcels.api,
    world.tables.api,
    servers,
    world.unitOfWork,
  ).execute({ actor: world.waiter, orderId, ...wanted });
}

it('changes what is said, leaves a trace of it, and does nothing where it is so already', async () => {
  const changed = await changing({ guestCount: 3, serverId: COLLEAGUE, customerId: BUYER, note: 'Window' });
  expect(changed.view).toMatchObject({ guestCount: 3, serverId: COLLEAGUE, customerId: BUYER, version: 2 });
  await changing({ guestCount: 3, serverId: COLLEAGUE, customerId: BUYER, note: 'Window' });

  expect((await world.stored(order)).view.version).toBe(2);
  expect(world.audit.entries.map(({ action }) => action)).toEqual(['order.details_changed']);
  expect(world.tables.guests.size).toBe(0);
  await expect(changing({ note: 'Late', version: 1 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
});

it('another type has the service charge that the outlet takes for it', async () => {
  Object.assign(await world.outlets.get(world.outlet.id), {
    serviceChargeRate: 1_000,
    serviceChargeTypes: ['TAKEAWAY'],
  });
  expect((await changing({ type: 'TAKEAWAY' })).view).toMatchObject({ type: 'TAKEAWAY', totalAmount: 71_500 });
  expect((await changing({ type: 'DINE_IN' })).view).toMatchObject({ type: 'DINE_IN', totalAmount: 65_000 });
});

it('the guests of a bill at a table are those of its sitting', async () => {
  const sessionId = newId();
  const theirs = await world.bill({ tableSessionId: sessionId });
  await changing({ guestCount: 4 }, theirs.view.id);
  expect(world.tables.guests.get(sessionId)).toBe(4);
  await changing({ note: 'Slow' }, theirs.view.id);
  expect(world.tables.guests.get(sessionId)).toBe(4);
});

it('names nobody who does not work here, or is no customer, and takes no order away from who ordered it', async () => {
  await expect(changing({ serverId: newId() })).rejects.toMatchObject({ code: 'SERVER_UNKNOWN' });
  await expect(changing({ customerId: newId() })).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
  const { view, lines } = anOrder().with('Soto', 20_000).placed({ outletId: world.outlet.id, customerId: newId() });
  const theirs = Order.place(
    { ...view, placedBy: { kind: 'user', id: view.customerId, role: 'CUSTOMER' } },
    lines,
    view.createdAt,
  );
  await world.orders.insert(theirs);
  await expect(changing({ customerId: BUYER }, theirs.view.id)).rejects.toMatchObject({ code: 'CUSTOMER_FIXED' });
  await changing({ customerId: theirs.view.customerId, note: 'Theirs' }, theirs.view.id);
  expect((await world.stored(theirs)).view.note).toBe('Theirs');
});

it('what was ordered online, and what has a parcel, stays what it is; a closed bill stays as it is', async () => {
  const online = Order.place(
    { ...order.view, id: newId(), number: 'W-1', type: 'ONLINE' },
    order.lines.map((line) => ({ ...line, id: newId() })),
    order.view.createdAt,
  );
  await world.orders.insert(online);
  await expect(changing({ type: 'TAKEAWAY' }, online.view.id)).rejects.toMatchObject({ code: 'TYPE_FIXED' });
  await expect(changing({ type: 'ONLINE' })).rejects.toMatchObject({ code: 'TYPE_FIXED' });
  world.parcels.booked(order);
  await expect(changing({ type: 'TAKEAWAY' })).rejects.toMatchObject({ code: 'TYPE_FIXED' });
  await world.change(order, (locked) => locked.void(anAct('gone')));
  await expect(changing({ note: 'Too late' })).rejects.toMatchObject({ code: 'BILL_CLOSED' });
});
