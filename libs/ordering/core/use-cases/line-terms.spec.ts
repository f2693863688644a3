import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { CompOrderItem, type CompOrderItemInput } from './comp-order-item.js';
import { DiscountOrderItem, type DiscountOrderItemInput } from './discount-order-item.js';
import { PriceOrderItem, type PriceOrderItemInput } from './price-order-item.js';
import { UncompOrderItem } from './uncomp-order-item.js';
import { VoidOrderItem } from './void-order-item.js';

let world: OrderingWorld;
/** Two Nasi Goreng of 30,000 that the kitchen makes, and a bottle of 5,000: 65,000. */
let order: Order;

beforeEach(async () => {
  world = new OrderingWorld();
  order = await world.bill();
});

const nasi = () => order.lines[0]!;
const by = () => ({ actor: world.supervisor, orderId: order.view.id, lineId: nasi().id });
const discount = (more: Partial<DiscountOrderItemInput> = {}) =>
  new DiscountOrderItem(world.changes).execute({
    ...by(),
    discount: { type: 'PERCENT', rate: 1_000 },
    reason: 'late',
    ...more,
  });
const comp = (more: Partial<CompOrderItemInput> = {}) =>
  new CompOrderItem(world.changes).execute({ ...by(), reason: 'hair', ...more });
const price = (more: Partial<PriceOrderItemInput> = {}) =>
  new PriceOrderItem(world.changes).execute({ ...by(), unitPrice: 25_000, reason: 'old menu', ...more });
const total = async () => (await world.stored(order)).view.totalAmount;
const asked = () => world.permissions.asked.map(({ key, facts }) => [key, facts]);

describe('what somebody agrees to for a line', () => {
  it('takes the permission for the figures that it comes to, and is traced', async () => {
    await discount();
    expect(await total()).toBe(59_000);
    await comp({ quantity: 1 });
    expect(await total()).toBe(32_000);
    await price();
    // 50,000 less a tenth, of which a half is on the house.
    expect(await total()).toBe(27_500);
    await new UncompOrderItem(new CompOrderItem(world.changes)).execute({ ...by(), reason: 'mistake' });
    expect(await total()).toBe(50_000);

    expect(asked()).toEqual([
      ['line.discount', { amount: 6_000, basisPoints: 1_000 }],
      ['line.comp', { amount: 27_000 }],
      ['line.price', { amount: 10_000 }],
      ['line.comp', { amount: 0 }],
    ]);
    expect(world.audit.entries).toMatchObject([
      {
        action: 'order.line_discounted',
        reason: 'late',
        approvedBy: world.supervisor.id,
        details: { discount: 6_000 },
      },
      { action: 'order.line_comped', reason: 'hair', details: { comped_quantity: 1, comped: 27_000 } },
      { action: 'order.line_repriced', details: { unit_price: 25_000, previous_unit_price: 30_000 } },
      { action: 'order.line_comped', reason: 'mistake', details: { comped_quantity: 0, comped: 0 } },
    ]);
    expect(world.stock.given).toEqual([]);
  });

  it('is refused to whoever needs an approval and has none, and to whoever may not do it at all', async () => {
    const cashier = world.user('KASIR');
    await expect(comp({ actor: cashier })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await expect(discount({ actor: world.waiter })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    await expect(price({ actor: world.waiter })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await total()).toBe(65_000);

    await comp({ actor: cashier, approval: { userId: world.supervisor.id, pin: '1234' } });
    expect(world.audit.entries.at(-1)).toMatchObject({ approvedBy: world.supervisor.id });
  });

  it('is asked for anew when the line has become larger meanwhile', async () => {
    world.permissions.ruled.set('line.comp', ({ amount = 0 }) => (amount > 60_000 ? 'APPROVE' : 'ALLOW'));
    world.meanwhile = () =>
      world.change(order, (locked) =>
        locked.priceLine(nasi().id, 40_000, { actor: locked.view.placedBy, at: locked.view.createdAt }),
      );

    await expect(comp()).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    expect(asked()).toEqual([
      ['line.comp', { amount: 60_000 }],
      ['line.comp', { amount: 80_000 }],
    ]);
  });

  it('changes nothing a second time', async () => {
    await comp();
    const { version } = (await world.stored(order)).view;
    await comp();
    expect((await world.stored(order)).view.version).toBe(version);
    expect(world.audit.entries).toHaveLength(1);
  });

  it('is done for one of the outlet’s reasons, which the history keeps, or not at all', async () => {
    const [waited, cold] = [newId(), newId()];
    world.reasons.known.set(waited, { kind: 'COMP', label: 'Waited' });
    world.reasons.known.set(cold, { kind: 'VOID', label: 'Cold' });

    await comp({ reasonId: waited, reason: 'forty minutes' });
    const stored = await world.stored(order);
    expect(stored.line(nasi().id).terms?.comp).toEqual({ quantity: 2, reason: 'Waited: forty minutes' });
    expect(world.audit.entries).toMatchObject([
      { reason: 'Waited: forty minutes', details: { reason_id: waited, comped_quantity: 2 } },
    ]);
    await expect(comp({ reasonId: cold, quantity: 1 })).rejects.toMatchObject({ code: 'REASON_NOT_FOUND' });
    await new VoidOrderItem(world.changes).execute({ ...by(), reasonId: cold });
    expect((await world.stored(order)).line(nasi().id)).toMatchObject({ status: 'VOIDED', voidReason: 'Cold' });
  });
});
