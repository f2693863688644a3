import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import type { CustomersApi } from '#libs/customers';
import { type Actor, newId } from '#libs/kernel';
import type { ShippingAddress } from '#libs/shipping';

import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { AddOrderItems } from './add-order-items.js';
import { CorrectOrder } from './correct-order.js';
import { DiscountOrder } from './discount-order.js';
import { SetOrderTracking } from './set-order-tracking.js';

let world: OrderingWorld;
let order: Order;

beforeEach(async () => void ({ world, order } = await aBill()));

describe('adding to a bill', () => {
  const soto = { productId: newId(), quantity: 2, modifiers: [] };

  beforeEach(() => {
    world.products.set(soto.productId, {
      id: soto.productId,
      name: 'Soto',
      price: 20_000,
      currency: 'IDR',
      station: 'kitchen',
      available: true,
      unavailableReason: null,
      trackStock: true,
      taxRate: null,
      modifierGroups: [],
    } as Partial<SellableProduct> as SellableProduct);
  });

  const adding = (more: object = {}, items = [soto]) =>
    new AddOrderItems(
      world.changes,
      world.outlets,
      world.catalog as Partial<CatalogApi> as CatalogApi,
      world.stock,
      world.unpaid,
      world.holds,
    ).execute({ actor: world.waiter, orderId: order.view.id, items, ...more });

  it('takes lines at the catalogue’s prices, and their stock', async () => {
    await adding({ expectedTotal: 105_000 });

    expect((await world.stored(order)).view.totalAmount).toBe(105_000);
    expect(world.stock.taken).toEqual([{ productId: soto.productId, quantity: 2, name: 'Soto' }]);
    expect(world.unpaid.claims).toEqual([]);
  });

  it('tells the new price when it is not the expected one, and takes no stock', async () => {
    await expect(adding({ expectedTotal: 100_000 })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
      details: { expected_total: 100_000, total_amount: 105_000 },
    });
    expect([world.stock.taken, (await world.stored(order)).view.version]).toEqual([[], 1]);
  });

  it('leaves the bill alone when there is not enough, or the product is not sold here', async () => {
    world.stock.short.add(soto.productId);

    await expect(adding()).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    await expect(adding({}, [{ ...soto, productId: newId() }])).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    expect((await world.stored(order)).view.totalAmount).toBe(65_000);
  });

  it('asks of a guest what their sitting may hold, and so many pieces on a bill', async () => {
    const sessionId = newId();
    const theirs = await world.bill({ tableSessionId: sessionId });
    const guest = { kind: 'guest', sessionId, outletId: world.outlet.id } as Actor;
    const { maxPiecesPerLine } = world.outlet;

    await adding({ actor: guest, orderId: theirs.view.id });
    expect(world.unpaid.claims).toEqual([
      {
        outletId: world.outlet.id,
        buyer: { customerId: null, network: null, sessionId },
        mostOrders: null,
        heldStockPercent: world.outlet.heldStockPercent,
        demand: [{ productId: soto.productId, quantity: 2, name: 'Soto' }],
      },
    ]);
    await expect(
      adding({ actor: guest, orderId: theirs.view.id }, [{ ...soto, quantity: maxPiecesPerLine + 1 }]),
    ).rejects.toMatchObject({ code: 'TOO_MANY_PIECES' });
  });
});

describe('a discount on the whole bill', () => {
  const discounting = (more: object) =>
    new DiscountOrder(world.changes).execute({
      actor: world.supervisor,
      orderId: order.view.id,
      discount: { type: 'PERCENT', rate: 1_000 },
      reason: 'waited long',
      ...more,
    });

  it('is a supervisor’s, is traced, and can be taken off again', async () => {
    await expect(discounting({ actor: world.waiter })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });

    await discounting({});
    expect((await world.stored(order)).view).toMatchObject({ totalAmount: 58_500, discountTotal: 6_500 });
    expect(world.audit.entries).toMatchObject([
      {
        action: 'order.discounted',
        reason: 'waited long',
        approvedBy: world.supervisor.id,
        details: { discount_total: 6_500 },
      },
    ]);

    await discounting({ discount: null });
    expect((await world.stored(order)).view.totalAmount).toBe(65_000);
  });

  it('never takes the bill below what was paid', async () => {
    await world.pay(order, 60_000);

    await expect(discounting({})).rejects.toMatchObject({ code: 'ORDER_HAS_PAYMENTS' });
  });
});

describe('sending an order elsewhere', () => {
  const there: ShippingAddress = {
    recipient: null,
    street: 'Rua Augusta',
    number: '10',
    complement: null,
    district: 'Consolação',
    city: 'São Paulo',
    state: 'SP',
    cep: '01305000',
  };
  const kept = {
    id: newId(),
    phone: null,
    ...there,
    recipient: 'Ana',
    district: 'Centro',
    postalCode: '01305001',
    country: 'BR',
  };
  let customer: Actor & { id: string };

  beforeEach(async () => {
    customer = world.user('CUSTOMER');
    order = await world.bill({ customerId: customer.id });
    world.parcels.booked(order, 'PENDING', { address: { ...there, recipient: 'Bia', cep: '01305999' } });
  });

  const correcting = (more: object) =>
    new CorrectOrder(world.changes, world.parcels.api, {
      address: async (customerId: string, id: string) => (customerId === customer.id && id === kept.id ? kept : null),
    } as Partial<CustomersApi> as CustomersApi).execute({
      actor: customer,
      orderId: order.view.id,
      ...more,
    } as Parameters<CorrectOrder['execute']>[0]);

  it('keeps who receives it where the new address names nobody', async () => {
    await correcting({ address: there });

    expect(world.parcels.redirected).toEqual([{ ...there, recipient: 'Bia' }]);
    expect(world.orders.changes.at(-1)).toMatchObject({ action: 'ADDRESS_CORRECTED' });
  });

  it('takes one of the customer’s own addresses, and nobody else’s', async () => {
    await correcting({ addressId: kept.id });
    expect(world.parcels.redirected).toMatchObject([{ recipient: 'Ana', cep: '01305001' }]);

    await expect(correcting({ addressId: newId() })).rejects.toMatchObject({ code: 'ADDRESS_NOT_FOUND' });
  });

  it('stays for its owner within what the freight was priced for; staff send it anywhere', async () => {
    const far = { ...there, cep: '69000000' };

    await expect(correcting({ address: far })).rejects.toMatchObject({ code: 'ADDRESS_TOO_FAR' });
    await correcting({ address: far, actor: world.supervisor });
    expect(world.parcels.redirected).toHaveLength(1);
  });

  it('is too late for a parcel under way or an order that has ended, and nothing for one without a parcel', async () => {
    world.parcels.booked(order, 'POSTED');
    await expect(correcting({ address: there })).rejects.toMatchObject({ code: 'PARCEL_SENT' });

    world.parcels.parcels.delete(order.view.id);
    await expect(correcting({ address: there })).rejects.toMatchObject({ code: 'NO_PARCEL' });

    await world.change(order, (locked) => locked.void({ actor: order.view.placedBy, at: world.clock.now() }));
    await expect(correcting({ address: there })).rejects.toMatchObject({ code: 'ORDER_VOIDED' });
    expect(world.parcels.redirected).toEqual([]);
  });
});

describe('a parcel that was handed over', () => {
  const sending = (bill: Order, trackingNumber = 'BR123') =>
    new SetOrderTracking(world.changes, world.parcels.api).execute({
      actor: world.supervisor,
      orderId: bill.view.id,
      trackingNumber,
      carrier: 'Correios',
    });

  it('is told once, however often its number is said', async () => {
    await sending(order);
    await sending(order);

    expect(world.orders.changes.filter(({ action }) => action === 'SHIPPED')).toHaveLength(1);
    expect(world.audit.entries).toMatchObject([{ action: 'order.shipped', details: { tracking_number: 'BR123' } }]);
  });

  it('is none of an order that has ended', async () => {
    await world.change(order, (locked) => locked.void({ actor: order.view.placedBy, at: world.clock.now() }));

    await expect(sending(order)).rejects.toMatchObject({ code: 'ORDER_VOIDED' });
  });
});
