import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import type { IdentityApi } from '#libs/identity';
import { newId } from '#libs/kernel';
import type { OpenedPayment, PaymentsApi } from '#libs/payments';
import type { BillTerms, CouponUse, PricedCoupon } from '#libs/promotions';

import { KnownOutlets } from '../../../outlets/testing/known-outlets.js';
import { anAct, anOrder } from '../../testing/an-order.js';
import { NOON, OrderingWorld } from '../../testing/ordering-world.js';
import { Order } from '../model/order.js';
import type { PaymentTerm } from '../model/payment-term.js';
import { AcceptOrder } from '../use-cases/accept-order.js';
import { AddOrderItems } from '../use-cases/add-order-items.js';
import { ChangeOrderItem } from '../use-cases/change-order-item.js';
import { FireOrder } from '../use-cases/fire-order.js';
import { BillParts } from './bill-parts.js';
import { CashPayments } from './cash-payments.js';
import { GatewayPayments } from './gateway-payments.js';
import { SittingBills } from './sitting-bills.js';
import { TipRecipients } from './tip-recipients.js';

type ReservedPayment = Parameters<PaymentsApi['reserve']>[0];

const TEN_PERCENT: BillTerms = { type: 'PERCENT', rate: 1_000, minimum: 0 };

/** Two Nasi Goreng of 30,000 with stock, and a bottle of 5,000 without: 65,000, parked the evening before. */
describe('taking a parked bill up again', () => {
  let world: OrderingWorld;
  let order: Order;
  let fire: FireOrder;
  let cash: CashPayments;

  beforeEach(async () => {
    world = new OrderingWorld();
    order = await world.bill({ holdReason: 'PARKED' });
    const bills = new SittingBills(world.orders, world.placings, world.changes);
    fire = new FireOrder(world.orders, world.changes, bills, world.unitOfWork, world.clock);
    const nobody = { rolesAt: async () => new Map() } as Partial<IdentityApi> as IdentityApi;
    const tips = new TipRecipients(world.outlets, nobody);
    cash = new CashPayments(world.changes, world.payments.api, world.outlets, new BillParts(world.payments.api), tips);
  });

  const firing = (more: object = {}) => fire.execute({ actor: world.waiter, orderId: order.view.id, ...more });
  const paying = (more: object = {}) => cash.take({ actor: world.waiter, orderId: order.view.id, ...more });
  const nasi = () => ({ productId: order.lines[0]!.productId, quantity: 2, name: 'Nasi Goreng' });
  const stored = async () => (await world.stored(order)).view;

  it('takes its stock and lets it go, on the business date of that moment; once', async () => {
    world.clock.set(new Date(NOON.getTime() + 20 * 3_600_000));
    expect((await firing()).view).toMatchObject({ status: 'NEW', businessDate: '2026-11-22', version: 2 });
    expect((await firing()).view.version).toBe(2);

    expect(world.stock.taken).toEqual([nasi()]);
    expect(world.audit.entries.map(({ action }) => action)).toEqual(['order.fired']);
  });

  it('of two tills that take it up as they saw it, one is refused, however late it comes', async () => {
    await firing({ version: 1 });
    await expect(firing({ version: 1 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(world.stock.taken).toEqual([nasi()]);
    expect((await firing({ version: 2 })).view.version).toBe(2);
  });

  it('is what its payment does, also of a share of it', async () => {
    await paying({ amount: 5_000 });
    expect(await stored()).toMatchObject({ status: 'NEW', paidAmount: 5_000, paymentStatus: 'PARTIALLY_PAID' });
    await paying();
    expect(await stored()).toMatchObject({ status: 'NEW', paymentStatus: 'PAID' });
    expect(world.stock.taken).toEqual([nasi()]);
    await expect(paying()).rejects.toMatchObject({ code: 'ORDER_ALREADY_PAID' });
  });

  describe('by a charge at a gateway', () => {
    const reserved: ReservedPayment[] = [];
    let opening: (more?: object) => Promise<unknown>;

    beforeEach(() => {
      reserved.length = 0;
      const api = {
        assertServed: () => undefined,
        reserve: async (wish: ReservedPayment) => `P-${reserved.push(wish)}`,
        open: async ({ paymentId }: { paymentId: string }) => ({ paymentId }) as unknown as OpenedPayment,
      } as Partial<PaymentsApi> as PaymentsApi;
      const outlets = new KnownOutlets({ ...world.outlet, paymentMethods: ['pix'] });
      const identity = { contactOf: async () => null } as Partial<IdentityApi> as IdentityApi;
      const tips = new TipRecipients(outlets, identity);
      const term = { ms: 900_000 } as PaymentTerm;
      const gateway = new GatewayPayments(
        ...([world.changes, api, outlets, identity, term, world.clock, new BillParts(api), tips] as const),
      );
      opening = (more = {}) => gateway.open({ actor: world.waiter, orderId: order.view.id, method: 'pix', ...more });
    });

    it('takes its stock and lets it go when the charge is reserved, before anybody has paid', async () => {
      await opening();

      expect(await stored()).toMatchObject({
        status: 'NEW',
        holdReason: null,
        paymentStatus: 'PENDING',
        paidAmount: 0,
      });
      expect(world.stock.taken).toEqual([nasi()]);
      expect(reserved).toMatchObject([{ due: 65_000, method: 'pix' }]);
      await opening({ amount: 5_000 });
      expect(world.stock.taken).toEqual([nasi()]);
    });

    it('reserves nothing where the stock is gone, or somebody else took it up, and it stays as it was', async () => {
      world.stock.short.add(nasi().productId);
      await expect(opening()).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
      expect(await stored()).toMatchObject({ status: 'HELD', holdReason: 'PARKED' });
      world.stock.short.clear();
      await firing({ version: 1 });
      await expect(opening({ version: 1 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
      expect(reserved).toEqual([]);
      expect(world.stock.taken).toEqual([nasi()]);
    });
  });

  it('is refused where the stock is gone, and the bill stays parked and unpaid', async () => {
    world.stock.short.add(nasi().productId);
    await expect(firing()).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    await expect(paying()).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect(await stored()).toMatchObject({ status: 'HELD', holdReason: 'PARKED', paidAmount: 0 });
    expect(world.payments.payments).toEqual([]);
  });

  it('is not the kitchen’s, which does not know of it, and no accepting', async () => {
    await expect(firing({ actor: world.user('KITCHEN') })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const bills = new SittingBills(world.orders, world.placings, world.changes);
    const accept = new AcceptOrder(world.changes, bills, world.unitOfWork);
    await expect(accept.execute({ actor: world.waiter, orderId: order.view.id })).rejects.toMatchObject({
      code: 'ORDER_PARKED',
    });
  });

  it('fires a later course with it where that is asked for', async () => {
    order = anOrder()
      .with('Soup', 10_000, 1, { course: 1 })
      .with('Cake', 20_000, 1, { course: 2 })
      .placed({ outletId: world.outlet.id, number: 'JKT-9', holdReason: 'PARKED' });
    await world.orders.insert(order);
    const lines = (await firing({ course: 2 })).lines;
    expect(lines.map(({ name, status, holdReason }) => [name, status, holdReason])).toEqual([
      ['Soup', 'NEW', null],
      ['Cake', 'NEW', null],
    ]);
  });

  it('what comes to it, and what leaves it, while it is parked takes and frees no stock; all of it is taken then', async () => {
    const [{ productId }, water] = [nasi(), order.lines[1]!];
    world.products.set(productId, {
      id: productId,
      name: 'Nasi Goreng',
      price: 30_000,
      station: 'kitchen',
      available: true,
      unavailableReason: null,
      trackStock: true,
      taxRate: null,
      prepSeconds: null,
      components: [],
      modifierGroups: [],
    } as Partial<SellableProduct> as SellableProduct);
    const catalog = world.catalog as Partial<CatalogApi> as CatalogApi;
    const adding = new AddOrderItems(world.changes, world.outlets, catalog, world.stock, world.unpaid, world.holds);
    const changing = new ChangeOrderItem(world.changes, world.outlets, catalog, world.stock, world.unpaid);
    const ids = { actor: world.waiter, orderId: order.view.id };
    await adding.execute({ ...ids, items: [{ productId, quantity: 3 }] });
    await changing.execute({ ...ids, lineId: order.lines[0]!.id, delta: 2 });
    await changing.execute({ ...ids, lineId: order.lines[0]!.id, delta: -3 });
    await world.change(order, (locked) => locked.voidLine(water.id, anAct()));
    expect([world.stock.taken, world.stock.given]).toEqual([[], []]);

    await firing();
    expect(world.stock.taken.map(({ quantity }) => quantity)).toEqual([1, 3]);
  });

  describe('with a coupon', () => {
    let used: CouponUse[];
    let now: BillTerms;

    beforeEach(async () => {
      [used, now] = [[], TEN_PERCENT];
      order = Order.place(
        { ...order.view, id: newId(), number: 'JKT-C', couponCode: 'TEN', coupon: TEN_PERCENT },
        [...order.lines].map((line) => ({ ...line, id: newId() })),
        NOON,
      );
      await world.orders.insert(order);
      const priced = async () =>
        ({ couponId: 'c', version: 7, code: 'TEN', terms: now, discount: 6_500 }) as PricedCoupon;
      Object.assign(world.promotions, { price: priced, redeem: async (use: CouponUse) => void used.push(use) });
    });

    it('uses it once, then', async () => {
      expect(order.view).toMatchObject({ totalAmount: 58_500, couponDiscount: 6_500 });
      await paying();
      expect(used).toMatchObject([{ orderId: order.view.id, coupon: { couponId: 'c', version: 7 } }]);
      expect(await stored()).toMatchObject({ paymentStatus: 'PAID', paidAmount: 58_500 });
    });

    it('is refused where the coupon gives something else by now', async () => {
      now = { type: 'PERCENT', rate: 2_000, minimum: 0 };
      await expect(paying()).rejects.toMatchObject({ code: 'COUPON_CHANGED' });
      expect(await stored()).toMatchObject({ status: 'HELD', paidAmount: 0 });
      expect(used).toEqual([]);
    });

    it('is not split: its coupon is used once', async () => {
      const split = (locked: Order) =>
        locked.split([{ lineId: order.lines[0]!.id, quantity: 1 }], { id: newId(), number: 'X' }, anAct());
      await expect(world.change(order, split)).rejects.toMatchObject({ code: 'ORDER_PARKED' });
    });
  });
});
