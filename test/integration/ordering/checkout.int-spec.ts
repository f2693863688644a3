import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { CatalogApi, type SellableProduct } from '#libs/catalog';
import type { CustomersApi } from '#libs/customers';
import type { IdentityApi } from '#libs/identity';
import { newId, SYSTEM, type UserActor } from '#libs/kernel';
import type { Database } from '#libs/platform';
import type { ShippingApi } from '#libs/shipping';
import type { TablesApi } from '#libs/tables';

import { addLine, newCart, withCoupon } from '../../../libs/cart/core/model/cart.js';
import { CartFacade } from '../../../libs/cart/core/cart.facade.js';
import { RandomCartTokens } from '../../../libs/cart/secrets/random-cart-tokens.js';
import { SqlTableCartRepository } from '../../../libs/cart/typeorm/sql-table-cart.repository.js';
import { SqlCartRepository } from '../../../libs/cart/typeorm/sql-cart.repository.js';
import { LedgerStockLevels } from '../../../libs/inventory/core/services/ledger-stock-levels.js';
import { InventoryFacade } from '../../../libs/inventory/core/inventory.facade.js';
import { SqlStockLedger } from '../../../libs/inventory/typeorm/sql-stock-ledger.js';
import { BasketFinder } from '../../../libs/ordering/core/services/basket-finder.js';
import { OrderReleases } from '../../../libs/ordering/core/services/order-releases.js';
import { TipRecipients } from '../../../libs/ordering/core/services/tip-recipients.js';
import { OrderPayables } from '../../../libs/ordering/core/services/order-payables.js';
import { PlaceOrder } from '../../../libs/ordering/core/use-cases/place-order.js';
import { PlacementParts } from '../../../libs/ordering/core/services/placement-parts.js';
import { KeptDemand } from '../../../libs/ordering/testing/kept-demand.js';
import { ExtrasPricer } from '../../../libs/ordering/core/services/extras-pricer.js';
import { OrderHolds } from '../../../libs/ordering/core/services/order-holds.js';
import { OrderPricer } from '../../../libs/ordering/core/services/order-pricer.js';
import { OrderDestinations } from '../../../libs/ordering/core/services/order-destinations.js';
import { PipelinedOrderPlacement } from '../../../libs/ordering/typeorm/pipelined-order-placement.js';
import { SqlOrderNumbers } from '../../../libs/ordering/typeorm/sql-order-numbers.js';
import { SqlOrderRepository } from '../../../libs/ordering/typeorm/sql-order.repository.js';
import { SqlUnpaidOrders } from '../../../libs/ordering/typeorm/sql-unpaid-orders.js';
import { KnownOutlets } from '../../../libs/outlets/testing/known-outlets.js';
import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { PromotionsFacade } from '../../../libs/promotions/core/promotions.facade.js';
import { aCoupon } from '../../../libs/promotions/testing/a-coupon.js';
import { CouponSchema } from '../../../libs/promotions/typeorm/coupon.schema.js';
import { SqlCouponRepository } from '../../../libs/promotions/typeorm/sql-coupon.repository.js';
import { SqlShipmentRepository } from '../../../libs/shipping/typeorm/sql-shipment.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const NOW = new Date();
const clock = { now: () => NOW };
const TOUCHED = [
  'orders',
  'order_items',
  'order_changes',
  'events',
  'stock_levels',
  'stock_movements',
  'coupons',
  'coupon_uses',
  'coupon_customers',
  'carts',
  'cart_items',
  'shipments',
];
const option = { carrier: 'Motoboy', service: 'Same day', price: 1_500, days: 1, stale: false };
const address = {
  recipient: 'Ana',
  street: 'Rua A',
  number: '1',
  complement: null,
  district: null,
  city: 'São Paulo',
  state: 'SP',
  cep: '01310200',
};

/** Every step of a checkout on a real database, any of which can be made to fail right after it was done. */
describe('a checkout', () => {
  const outlet = anOutlet({ currency: 'BRL', taxInclusive: true });
  const products = new Map<string, SellableProduct>();
  let store: TestDatabase;
  let database: Database;
  let failing: string | undefined;
  let place: PlaceOrder;
  let giveBack: OrderReleases;
  let payments: OrderPayables;
  let orders: SqlOrderRepository;
  let levels: LedgerStockLevels;
  let carts: SqlCartRepository;
  let coupons: SqlCouponRepository;

  /** The same port, whose `method` fails once it is done while `failing` says so. */
  function fragile<T extends object>(step: string, port: T, method: keyof T): T {
    return new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const call = (...input: unknown[]): unknown => Reflect.apply(value, target, input);
        if (name !== method) return call;
        return (...input: unknown[]) => failAfter(step, () => call(...input) as Promise<unknown>);
      },
    });
  }

  const failAfter = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const result = await work();
    if (failing === step) throw new Error(`${step} failed`);
    return result;
  };

  /** The orders, whose insertion fails once it is done while `failing` says so. */
  const fragileOrders = () =>
    Object.assign(Object.create(orders) as SqlOrderRepository, {
      insertionOf: (...input: Parameters<SqlOrderRepository['insertionOf']>) => {
        const insert = orders.insertionOf(...input);
        return () => failAfter('order', insert);
      },
    });

  /** The database, whose units of work fail after their last statement while `failing` says so. */
  const fragileDatabase = () =>
    Object.assign(Object.create(database) as Database, {
      run: <T>(work: () => Promise<T>) => database.run(() => failAfter('commit', work)),
    });

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [OutletSchema, CouponSchema]);
    await new TypeOrmOutletRepository(database).insert(outlet);
    const log = eventLogOf(database);
    const outlets = new KnownOutlets(outlet);
    const ledger = new SqlStockLedger(database, log);
    levels = new LedgerStockLevels(ledger);
    const catalog = new (class extends CatalogApi {
      sellable = async () => products;
      scanned = async () => new Map<string, never>();
      soldAt = async () => [outlet.id];
      taxation = async () => new Map<string, never>();
      beginTracking = async () => {};
      assertVersion = async () => {};
    })();
    carts = new SqlCartRepository(database);
    coupons = new SqlCouponRepository(database);
    const shipments = new SqlShipmentRepository(database);
    const book: ShippingApi['book'] = (parcel) => shipments.book(parcel, NOW);
    const shipping = { choose: async () => option, book } as unknown as ShippingApi;
    const identity = { hasCpf: async () => true, isCustomer: async () => true } as unknown as IdentityApi;
    const customers = { profileOf: async () => null } as unknown as CustomersApi;
    const tables = {} as TablesApi;
    const cartApi = fragile(
      'cart',
      new CartFacade(carts, new RandomCartTokens(), clock, new SqlTableCartRepository(database), log),
      'checkOut',
    );
    const promotions = fragile('coupon', new PromotionsFacade(coupons), 'redeem');
    const inventory = fragile('stock', new InventoryFacade(ledger), 'take');
    const parcels = fragile('parcel', shipping, 'book');
    orders = new SqlOrderRepository(database, log);
    const pricing = new OrderPricer(
      catalog,
      new BasketFinder(cartApi),
      new OrderDestinations(outlets, tables, identity),
      new ExtrasPricer(promotions, parcels, customers),
      new OrderHolds(orders),
      clock,
    );
    place = new PlaceOrder(
      pricing,
      new SqlOrderNumbers(database),
      new PipelinedOrderPlacement(
        fragileOrders(),
        new PlacementParts(tables, new SqlUnpaidOrders(database), cartApi, promotions, parcels, inventory),
        new KeptDemand(),
        fragileDatabase(),
      ),
      orders,
      database,
    );
    giveBack = new OrderReleases(orders, promotions, inventory);
    payments = new OrderPayables(
      orders,
      inventory,
      promotions,
      database,
      clock,
      outlets,
      giveBack,
      new TipRecipients(outlets, identity),
    );
  });

  beforeEach(() => {
    failing = undefined;
    products.clear();
  });

  /** A customer with two products in their cart and a coupon of two uses on it. */
  async function customerWithCart(): Promise<{ actor: UserActor; productIds: string[]; couponId: string }> {
    const actor: UserActor = { kind: 'user', id: newId(), role: 'CUSTOMER', outletIds: [] };
    const coupon = aCoupon({ currency: 'BRL', maxUses: 2, maxUsesPerCustomer: 1 });
    await coupons.insert(coupon);
    const productIds = [newId(), newId()];
    await database.run(async () => {
      let cart = await carts.open(newCart({ customerId: actor.id }, NOW));
      for (const [i, id] of productIds.entries()) {
        products.set(id, productOf(id, 1_000 * (i + 1)));
        await levels.set({ outletId: outlet.id, productId: id, quantity: 10, reason: 'opening stock', actor: SYSTEM });
        cart = addLine(cart, { outletId: outlet.id, productId: id, quantity: 3, modifiers: [] }, NOW);
      }
      await carts.save(withCoupon(cart, coupon.code, NOW));
    });
    return { actor, productIds, couponId: coupon.id };
  }

  const productOf = (id: string, price: number): SellableProduct => ({
    id,
    sku: null,
    name: 'Café',
    price,
    currency: 'BRL',
    categoryId: null,
    station: null,
    prepSeconds: null,
    components: [],
    available: true,
    unavailableReason: null,
    trackStock: true,
    taxRate: null,
    modifierGroups: [],
    imageUrl: null,
    lowStockThreshold: null,
    weightGrams: null,
    lengthMm: null,
    widthMm: null,
    heightMm: null,
  });

  const content = async () =>
    Promise.all(
      TOUCHED.map(async (table) => {
        const [row] = await store.query<{ rows: string }>(
          `SELECT coalesce(string_agg(x::text, '|' ORDER BY x::text), '') AS rows FROM ${table} x`,
        );
        return [table, row?.rows];
      }),
    );
  const checkOut = (actor: UserActor) => place.execute({ actor, shipping: { address, service: 'Same day' } });

  it.each(['cart', 'order', 'coupon', 'parcel', 'stock', 'commit'])(
    'that fails after its %s leaves order, stock, coupon, cart and parcel as they were, and can be made again',
    async (step) => {
      const { actor, productIds, couponId } = await customerWithCart();
      const before = await content();

      failing = step;
      await expect(checkOut(actor)).rejects.toThrow(`${step} failed`);
      expect(await content()).toEqual(before);

      failing = undefined;
      const { order } = await checkOut(actor);
      expect(order.view).toMatchObject({
        subtotal: 9_000,
        couponDiscount: 900,
        shippingTotal: 1_500,
        totalAmount: 9_600,
      });
      expect([...(await levels.onHand(productIds, [outlet.id])).values()]).toEqual([7, 7]);
      expect((await coupons.find(couponId))?.used).toBe(1);
      expect((await carts.find({ customerId: actor.id }, NOW))?.lines).toEqual([]);
      expect(await store.query('SELECT 1 FROM shipments WHERE order_id = $1', [order.view.id])).toHaveLength(1);
    },
  );

  it('that is made many times at once is one order', async () => {
    const { actor, productIds, couponId } = await customerWithCart();

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        checkOut(actor).then(
          () => 'PLACED',
          (error: { code?: string }) => error.code,
        ),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'PLACED')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['PLACED', 'CART_EMPTY']));
    expect([...(await levels.onHand(productIds, [outlet.id])).values()]).toEqual([7, 7]);
    expect((await coupons.find(couponId))?.used).toBe(1);
  });

  it('gives its coupon back when nobody pays in time, and takes it again with late money if it may still be used', async () => {
    const pay = async (orderId: string, amount: number) =>
      database.run(() => payments.captured(orderId, outlet.id, { paymentId: newId(), method: 'pix', amount }));
    const expire = (orderId: string) =>
      database.run(async () => {
        const locked = await orders.lock(orderId, { outlets: [outlet.id] });
        const act = { actor: SYSTEM, at: NOW };
        await giveBack.release({ order: locked, freed: locked.expire(act), act });
        await orders.save(locked);
      });
    const statusOf = async (orderId: string) => (await orders.get(orderId, { outlets: [outlet.id] })).view.status;
    const [{ actor, couponId }, { actor: other }] = [await customerWithCart(), await customerWithCart()];
    const used = async () => (await coupons.find(couponId))?.used;
    const { order } = await checkOut(actor);
    const { id, totalAmount } = order.view;

    await expire(id);
    expect(await used()).toBe(0);
    expect(await pay(id, totalAmount)).toMatchObject({ applied: totalAmount });
    expect([await statusOf(id), await used()]).toEqual(['NEW', 1]);

    const { code } = (await coupons.find(couponId))!;
    const second = await place.execute({ actor: other, couponCode: code });
    await expire(second.order.view.id);
    const third: UserActor = { ...other, id: newId() };
    const [productId] = [...products.keys()];
    const items = [{ productId: productId!, quantity: 1 }];
    await place.execute({ actor: third, outletId: outlet.id, items, couponCode: code });
    expect(await used()).toBe(2);

    const before = await content();
    expect(await pay(second.order.view.id, second.order.view.totalAmount)).toMatchObject({ applied: 0 });
    expect([await statusOf(second.order.view.id), await used()]).toEqual(['VOIDED', 2]);
    // The bill tells that money came too late for it, and nothing else has changed.
    const told = ['orders', 'order_changes', 'events'];
    const others = (rows: Awaited<ReturnType<typeof content>>) =>
      rows.filter(([table]) => !told.includes(String(table)));
    expect(others(await content())).toEqual(others(before));
    const late = await orders.get(second.order.view.id, { outlets: [outlet.id] });
    expect(late.view).toMatchObject({ paidAmount: 0, lateAmount: second.order.view.totalAmount, lateRefunded: 0 });
  });

  it('is refused when the cart was filled further since it was looked at', async () => {
    const { actor } = await customerWithCart();
    const api = new CartFacade(
      carts,
      new RandomCartTokens(),
      clock,
      new SqlTableCartRepository(database),
      eventLogOf(database),
    );
    const seen = await api.contentOf(actor.id);
    await database.run(async () => {
      const cart = await carts.lock({ customerId: actor.id }, NOW);
      await carts.save(addLine(cart!, { outletId: outlet.id, productId: newId(), quantity: 1, modifiers: [] }, NOW));
    });

    await expect(database.run(() => api.checkOut(seen!, NOW))).rejects.toMatchObject({ code: 'CART_CHANGED' });
  });

  it('of many customers and orders that end at the same time never waits in a circle, and every use is counted', async () => {
    const shared = aCoupon({ currency: 'BRL', maxUses: 30, maxUsesPerCustomer: 1 });
    await coupons.insert(shared);
    const productIds = [newId(), newId()];
    for (const id of productIds) {
      products.set(id, productOf(id, 1_000));
      await database.run(() =>
        levels.set({ outletId: outlet.id, productId: id, quantity: 1_000, reason: 'opening stock', actor: SYSTEM }),
      );
    }
    const buyAndLeave = async (i: number) => {
      const actor: UserActor = { kind: 'user', id: newId(), role: 'CUSTOMER', outletIds: [] };
      const ids = i % 2 ? productIds : [...productIds].reverse();
      const items = ids.map((productId) => ({ productId, quantity: 1 }));
      const { order } = await place.execute({ actor, outletId: outlet.id, items, couponCode: shared.code });
      if (i % 2) return;
      await database.run(async () => {
        const locked = await orders.lock(order.view.id, { outlets: [outlet.id] });
        const act = { actor: SYSTEM, at: NOW };
        await giveBack.release({ order: locked, freed: locked.void(act), act });
        await orders.save(locked);
      });
    };

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        buyAndLeave(i).then(
          () => 'DONE',
          (error: Error) => error.message,
        ),
      ),
    );

    expect(new Set(outcomes)).toEqual(new Set(['DONE']));
    expect((await coupons.find(shared.id))?.used).toBe(10);
    expect([...(await levels.onHand(productIds, [outlet.id])).values()]).toEqual([990, 990]);
  });
});
