import { beforeEach, describe, expect, it } from '@jest/globals';

import { conflict, newId, type UserActor } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aLine } from '../../testing/an-order.js';
import { Order } from '../model/order.js';
import { OrderPlacement, type Placement } from '../model/order-placement.js';
import { OrderNumbers, type OrderRepository } from '../ordering.ports.js';
import { PlaceOrder } from './place-order.js';
import type { OrderInput, PricedOrder, OrderPricer } from '../services/order-pricer.js';

const AT = new Date('2026-11-21T05:00:00Z');
const outlet = anOutlet() as OutletSettings;
const cashier: UserActor = { kind: 'user', id: newId(), role: 'KASIR', outletIds: [outlet.id] };
const customer: UserActor = { kind: 'user', id: newId(), role: 'CUSTOMER', outletIds: [] };

/** Keeps the orders that were placed; `before` may refuse a placement. */
class KeptPlacements extends OrderPlacement {
  readonly placements: Placement[] = [];
  before: (placement: Placement) => void = () => undefined;

  async commit(placement: Placement): Promise<void> {
    this.before(placement);
    this.placements.push(placement);
  }
}

describe('placing an order', () => {
  const dish = aLine('Nasi Goreng', 30_000, 2);
  const water = aLine('Air', 5_000, 1, { takesStock: false });
  let placements: KeptPlacements;
  let priced: number;
  let draft: PricedOrder['draft'];
  let extras: Pick<PricedOrder, 'basket' | 'extras'>;

  beforeEach(() => {
    placements = new KeptPlacements();
    priced = 0;
    draft = {
      outletId: outlet.id,
      type: 'TAKEAWAY',
      tableId: null,
      tableName: null,
      tableSessionId: null,
      customerId: null,
      placedBy: { kind: 'user', id: cashier.id, role: 'KASIR' },
      note: null,
      currency: 'IDR',
      rules: { taxInclusive: true, serviceChargeRate: 0 },
      businessDate: '2026-11-21',
    };
    extras = { basket: { items: [], cart: null }, extras: { coupon: null, parcel: null } };
  });

  function place(input: Partial<OrderInput> = {}) {
    const pricing = {
      price: async (): Promise<PricedOrder> => {
        priced += 1;
        return { outlet, draft, lines: [dish, water], images: new Map(), at: AT, ...extras };
      },
    } as Partial<OrderPricer> as OrderPricer;
    const numbers = new (class extends OrderNumbers {
      next = async () => `A-${priced}`;
      forget = () => undefined;
    })();
    const orders = {
      find: async (id: string) => {
        const found = placements.placements.find(({ order }) => order.view.id === id);
        return found ? { order: found.order, requestHash: found.requestHash ?? null } : null;
      },
    } as Partial<OrderRepository> as OrderRepository;
    return new PlaceOrder(pricing, numbers, placements, orders, new PlainUnitOfWork()).execute({
      actor: cashier,
      ...input,
    });
  }

  /** Another request with the same id is faster by a moment. */
  const overtake = (id: string, requestHash: string) => {
    placements.before = () => {
      const order = Order.place({ ...draft, id, number: 'A-0' }, [dish], AT);
      placements.placements.push({ ...placements.placements[0], order, requestHash } as Placement);
      throw conflict('INSUFFICIENT_STOCK', 'Too late.');
    };
  };

  it('hands over the order with its number and everything that it takes', async () => {
    const { order, isReplay } = await place();

    expect(isReplay).toBe(false);
    expect(order.view).toMatchObject({ number: 'A-1', totalAmount: 65_000 });
    const { productId, quantity, name } = dish;
    expect(placements.placements).toEqual([
      {
        order,
        requestHash: undefined,
        sitting: null,
        claim: null,
        cart: null,
        coupon: null,
        parcel: null,
        demand: [{ productId, quantity, name }],
        at: AT,
      },
    ]);
  });

  it('claims for a customer what they may owe and hold, and empties their cart', async () => {
    const cart = { id: newId(), version: 3 } as NonNullable<PricedOrder['basket']['cart']>;
    extras = { ...extras, basket: { items: [], cart } };
    draft = { ...draft, customerId: customer.id, placedFrom: '203.0.113.7' };

    await place({ actor: customer });

    expect(placements.placements[0]).toMatchObject({
      cart,
      claim: {
        outletId: outlet.id,
        buyer: { customerId: customer.id, network: '203.0.113.7', sessionId: null },
        mostOrders: outlet.maxUnpaidOrders,
        demand: [{ productId: dish.productId }],
      },
    });
  });

  it('answers the order of an earlier try with the same id, and places nothing', async () => {
    const id = newId();
    const { order } = await place({ id, requestHash: 'same' });

    expect(await place({ id, requestHash: 'same' })).toEqual({ order, isReplay: true, fresh: null });
    await expect(place({ id, requestHash: 'other' })).rejects.toMatchObject({ code: 'ORDER_ID_TAKEN' });
    expect(placements.placements).toHaveLength(1);
  });

  it('answers the order of a try that was faster, whatever it was refused for', async () => {
    const id = newId();
    overtake(id, 'same');
    expect(await place({ id, requestHash: 'same' })).toMatchObject({
      isReplay: true,
      order: { view: { id, number: 'A-0' } },
    });

    const other = newId();
    overtake(other, 'another');
    await expect(place({ id: other, requestHash: 'same' })).rejects.toMatchObject({ code: 'ORDER_ID_TAKEN' });
  });

  it('is refused when nobody was faster', async () => {
    placements.before = () => {
      throw conflict('INSUFFICIENT_STOCK', 'Sold out.');
    };

    await expect(place({ id: newId() })).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    await expect(place()).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect(placements.placements).toEqual([]);
  });

  it('follows a party that moves in the same moment to its new table, once', async () => {
    const [sitting, window, garden] = [newId(), newId(), newId()];
    draft = { ...draft, tableSessionId: sitting, tableId: window };
    const closed = () => conflict('TABLE_SESSION_CLOSED', 'It has ended.');
    placements.before = ({ sitting: at }) => {
      if (at?.tableId !== window) return;
      draft = { ...draft, tableId: garden };
      throw closed();
    };

    await place();

    expect(priced).toBe(2);
    expect(placements.placements[0]?.sitting).toEqual({ id: sitting, tableId: garden });
    placements.before = () => {
      throw closed();
    };
    await expect(place()).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
  });

  it('tells the new price when it is not the expected one, and places nothing', async () => {
    await expect(place({ expectedTotal: 60_000 })).rejects.toMatchObject({ code: 'PRICE_CHANGED' });

    expect(placements.placements).toEqual([]);
  });
});
