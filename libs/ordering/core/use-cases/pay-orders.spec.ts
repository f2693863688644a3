import { beforeEach, describe, expect, it } from '@jest/globals';

import type { IdentityApi } from '#libs/identity';
import { type Actor, newId } from '#libs/kernel';
import type { OpenedPayment } from '#libs/payments';

import { KnownOutlets } from '../../../outlets/testing/known-outlets.js';
import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { BillParts } from '../services/bill-parts.js';
import { TipRecipients } from '../services/tip-recipients.js';
import { CashPayments } from '../services/cash-payments.js';
import type { GatewayPaymentInput, GatewayPayments } from '../services/gateway-payments.js';
import type { OrderPricer, PricedOrder } from '../services/order-pricer.js';
import { CreatePayment } from './create-payment.js';
import type { TenderedOrder, TenderPaymentInput, TenderPayments } from '../services/tender-payments.js';
import { PayOrder } from './pay-order.js';
import type { PlacedOrder, PlaceOrder } from './place-order.js';
import { QuoteOrder } from './quote-order.js';
import { SellAtCounter } from './sell-at-counter.js';

/** Nobody works here, as far as tips are concerned. */
const nobodyKnown = { rolesAt: async () => new Map() } as Partial<IdentityApi> as IdentityApi;

let world: OrderingWorld;
let order: Order;
let cash: CashPayments;
let opened: (GatewayPaymentInput | string)[];
let tendered: TenderPaymentInput[];
let tenders: TenderPayments;
let pay: PayOrder;

beforeEach(async () => {
  ({ world, order } = await aBill());
  const tips = new TipRecipients(world.outlets, nobodyKnown);
  cash = new CashPayments(world.changes, world.payments.api, world.outlets, new BillParts(world.payments.api), tips);
  opened = [];
  const gateway = {
    open: async (input: GatewayPaymentInput) => (opened.push(input), {} as OpenedPayment),
    showAgain: async (_: Actor, __: string, paymentId: string) => (opened.push(paymentId), {} as OpenedPayment),
  } as Partial<GatewayPayments> as GatewayPayments;
  tendered = [];
  tenders = {
    take: async (input: TenderPaymentInput) => (
      tendered.push(input),
      { payment: {}, opensDrawer: true } as TenderedOrder
    ),
  } as Partial<TenderPayments> as TenderPayments;
  pay = new PayOrder(cash, gateway, tenders);
});

describe('paying a bill', () => {
  const paying = (method: string, more: object = {}) =>
    pay.execute({ actor: world.waiter, orderId: order.view.id, method, ...more });

  it('takes cash at once: a share, then what is left, and gives up charges that would take more', async () => {
    await paying('cash', { amount: 20_000 });
    expect((await world.stored(order)).view).toMatchObject({ paymentStatus: 'PARTIALLY_PAID', paidAmount: 20_000 });
    const paid = await paying('cash', { tendered: 50_000 });

    expect(paid).toMatchObject({ cash: { payment: { amount: 45_000, change: 5_000 } } });
    expect((await world.stored(order)).view).toMatchObject({ paymentStatus: 'PAID', paidAmount: 65_000 });
    expect(world.payments.rooms).toEqual([45_000, 0]);
    await expect(paying('cash')).rejects.toMatchObject({ code: 'ORDER_ALREADY_PAID' });
  });

  it('takes cash from staff alone, where the outlet takes it, and no more than is due', async () => {
    const guest = { kind: 'guest', sessionId: newId(), outletId: world.outlet.id } as Actor;
    const theirs = await world.bill({ tableSessionId: guest.kind === 'guest' ? guest.sessionId : '' });

    await expect(paying('cash', { actor: guest, orderId: theirs.view.id })).rejects.toMatchObject({
      code: 'CASH_AT_THE_TILL',
    });
    await expect(paying('cash', { amount: 65_001 })).rejects.toMatchObject({ code: 'AMOUNT_OVER_DUE' });
    const cashless = new KnownOutlets({ ...world.outlet, paymentMethods: ['midtrans'] });
    const taking = new CashPayments(
      world.changes,
      world.payments.api,
      cashless,
      new BillParts(world.payments.api),
      new TipRecipients(cashless, nobodyKnown),
    ).take({
      actor: world.waiter,
      orderId: order.view.id,
    });
    await expect(taking).rejects.toMatchObject({ code: 'PAYMENT_METHOD_NOT_OFFERED' });
    expect(world.payments.payments).toEqual([]);
  });

  it('opens a charge for any other method, and shows the one again that an earlier try has opened', async () => {
    await paying('pix', { amount: 10_000, version: 1 });
    await paying('pix', { openedBefore: 'P-1' });

    expect(opened).toEqual([
      { actor: world.waiter, orderId: order.view.id, method: 'pix', amount: 10_000, version: 1 },
      'P-1',
    ]);
  });

  it('is Midtrans at the older address, unless a method is named', async () => {
    const create = new CreatePayment(pay);
    await create.execute({ actor: world.waiter, orderId: order.view.id });
    await create.execute({ actor: world.waiter, orderId: order.view.id, method: 'pix' });

    expect(opened).toMatchObject([{ method: 'midtrans' }, { method: 'pix' }]);
  });

  it('takes what the outlet’s tenders are with what the request names of them', async () => {
    const named = { tenderId: newId(), reference: '004711', last4: '4242', cardType: 'DEBIT', amount: 5_000 };

    expect(await paying('card_terminal', named)).toMatchObject({ byTender: { opensDrawer: true } });
    expect(tendered).toMatchObject([{ orderId: order.view.id, method: 'card_terminal', ...named }]);
    expect([opened, world.payments.payments]).toEqual([[], []]);
  });
});

describe('a sale over the counter', () => {
  const selling = (placed: Partial<PlacedOrder>, more: object = {}) =>
    new SellAtCounter(
      {
        execute: async () => ({ order, isReplay: false, fresh: null, ...placed }),
      } as Partial<PlaceOrder> as PlaceOrder,
      cash,
      world.payments.api,
      world.unitOfWork,
      tenders,
    ).execute({ order: { actor: world.waiter }, ...more });

  it('is placed and paid in one, and says what to hand back', async () => {
    const sale = await selling({}, { tendered: 70_000 });

    expect(sale).toMatchObject({ change: 5_000, isReplay: false, payment: { amount: 65_000 } });
    expect((await world.stored(order)).view.paymentStatus).toBe('PAID');
  });

  it('answers a repeated request with the payment that it made', async () => {
    const { payment } = await selling({}, { tendered: 70_000 });

    expect(await selling({ isReplay: true }, { tendered: 70_000 })).toMatchObject({
      payment,
      change: 5_000,
      isReplay: true,
    });
    expect(world.payments.payments).toHaveLength(1);
  });

  it('pays what an earlier try has placed and not paid', async () => {
    expect(await selling({ isReplay: true })).toMatchObject({ payment: { amount: 65_000 }, change: 0 });
  });

  it('takes nothing where nothing is to be paid, and hands back what was put down', async () => {
    await world.change(order, (locked) =>
      locked.applyDiscount(
        { type: 'PERCENT', rate: 10_000, reason: 'on the house' },
        {
          actor: order.view.placedBy,
          at: world.clock.now(),
        },
      ),
    );
    const free = await world.stored(order);

    expect(await selling({ order: free }, { tendered: 5_000 })).toMatchObject({ payment: null, change: 5_000 });
    expect(world.payments.payments).toEqual([]);
  });
});

describe('a quote', () => {
  it('is what the order would come to, with a number for nobody, and stores nothing', async () => {
    const { view, lines } = order;
    const { id: _, number: __, ...draft } = view;
    const asked: unknown[] = [];
    const pricer = {
      price: async (input: unknown, options: unknown) => {
        asked.push(options);
        return {
          draft,
          lines,
          extras: { parcel: null, coupon: null },
          at: world.clock.now(),
        } as unknown as PricedOrder;
      },
    } as Partial<OrderPricer> as OrderPricer;

    const { order: quoted, shipping } = await new QuoteOrder(pricer).execute({ actor: null, items: [] });

    expect(quoted.view).toMatchObject({ totalAmount: 65_000, number: '' });
    expect([shipping, asked]).toEqual([null, [{ isQuote: true }]]);
    expect(await world.orders.find(quoted.view.id, { outlets: 'all' })).toBeNull();
  });
});
