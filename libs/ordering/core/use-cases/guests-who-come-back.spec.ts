import { beforeEach, describe, expect, it } from '@jest/globals';

import { conflict } from '#libs/kernel';
import type { PaymentsApi } from '#libs/payments';

import { anAct } from '../../testing/an-order.js';
import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import type { SaleInvoices } from '../ordering.ports.js';
import type { CashPayments } from '../services/cash-payments.js';
import type { TenderPayments } from '../services/tender-payments.js';
import { ExchangeOrder } from './exchange-order.js';
import type { PlaceOrder } from './place-order.js';
import { ReopenOrder } from './reopen-order.js';
import { SettleOrder } from './settle-order.js';

const [TOTAL, REASON] = [65_000, 'Cold soup'];

let world: OrderingWorld;
let order: Order;
/** The orders whose invoices were held back. */
let held: string[];
let isInvoiced: boolean;

beforeEach(async () => {
  ({ world, order } = await aBill());
  [held, isInvoiced] = [[], false];
});

const paid = async () => {
  await world.change(order, (locked) => locked.advance('DONE', anAct()));
  await world.pay(order, TOTAL);
};
const reopen = (version?: number) => {
  const invoices: SaleInvoices = {
    hold: async ({ orderId }) => {
      if (isInvoiced) throw conflict('FISCAL_DOCUMENT_ISSUED', 'An invoice stands for it.');
      held.push(orderId);
    },
  };
  const use = new ReopenOrder(world.changes, world.outlets, invoices, world.clock);
  return use.execute({
    ...{ actor: world.supervisor, orderId: order.view.id, reason: REASON },
    ...(version !== undefined && { version }),
  });
};
const settle = () => new SettleOrder(world.changes).execute({ actor: world.waiter, orderId: order.view.id });

describe('a guest who comes back to a settled bill', () => {
  it('has it opened with its payments, its invoice held back, and a trace of who did it and why', async () => {
    await paid();
    const { view } = await reopen();
    expect(view).toMatchObject({ settlement: 2, paidAmount: TOTAL, settledAt: null });
    expect(held).toEqual([order.view.id]);
    expect(world.audit.entries.map(({ action, actor }) => [action, actor.id])).toContainEqual([
      'order.reopened',
      world.supervisor.id,
    ]);
  });

  it('finds it closed where an invoice stands for it, and nothing changed', async () => {
    await paid();
    isInvoiced = true;
    const before = (await world.stored(order)).view.version;
    await expect(reopen()).rejects.toMatchObject({ code: 'FISCAL_DOCUMENT_ISSUED' });
    expect((await world.stored(order)).view).toMatchObject({ version: before, settlement: 1 });
  });

  it('cannot have an open bill opened, nor one that somebody else has changed', async () => {
    await expect(reopen()).rejects.toMatchObject({ code: 'BILL_OPEN' });
    await paid();
    await expect(reopen(1)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(held).toEqual([]);
  });

  it('has it settled again where nothing was changed, once', async () => {
    await paid();
    await expect(settle()).rejects.toMatchObject({ code: 'BILL_CLOSED' });
    await reopen();
    expect((await settle()).view).toMatchObject({ settlement: 2, paymentStatus: 'PAID' });
    await expect(settle()).rejects.toMatchObject({ code: 'BILL_CLOSED' });
  });

  it('exchanges nothing of a bill that is open: neither goods nor money are asked for', async () => {
    const asked: string[] = [];
    const untouched = <T>(name: string) =>
      new Proxy({}, { get: () => () => Promise.reject(new Error(`asked ${asked.push(name)}`)) }) as T;
    const exchange = new ExchangeOrder(
      world.orders,
      world.changes,
      untouched<PlaceOrder>('place'),
      untouched<PaymentsApi>('payments'),
      untouched<CashPayments>('cash'),
      untouched<TenderPayments>('tenders'),
      world.unitOfWork,
      world.clock,
    );
    const wish = { pieces: [{ lineId: order.lines[0]!.id, quantity: 1 }], items: [], reason: REASON };
    await expect(exchange.execute({ actor: world.supervisor, orderId: order.view.id, ...wish })).rejects.toMatchObject({
      code: 'BILL_OPEN',
    });
    expect(asked).toEqual([]);
  });
});
