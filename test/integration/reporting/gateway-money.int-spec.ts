import { beforeAll, describe, expect, it } from '@jest/globals';

import { eventually } from '../../support/eventually.js';
import { expectStatus, type Shop } from '../../support/shop.js';
import { PaymentsWorld } from '../payments/payments-world.js';

interface Report {
  data: Record<string, unknown>[];
  totals: Record<string, unknown>[];
}

describe('reports of money that gateways take and give back', () => {
  let world: PaymentsWorld;
  let shop: Shop;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
    shop = world.jakarta;
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
  });

  const report = async (grouping: string) =>
    expectStatus(
      200,
      await shop.supervisor.get<Report>(`/reports/sales?group_by=${grouping}&outlet_id=${shop.outletId}`),
    );

  it('count it once it is captured, and a refund once it is back with the payer', async () => {
    const { midtrans } = world.sandbox.control.of;
    const order = await world.order(shop, 50_000);
    const { payment_id: id } = await world.pay(shop.waiter, order.id, 'midtrans');
    expect((await report('day')).totals).toEqual([]);
    expect((await report('payment_method')).data).toEqual([]);

    midtrans.act('pay', id);
    await eventually(async () => expect(await world.orderOf(shop, order.id)).toMatchObject({ payment_status: 'PAID' }));
    expect((await report('day')).totals).toMatchObject([{ orders_count: 1, net_sales: 50_000, refunds: 0 }]);

    const wish = { amount: 30_000, reason: 'cold soup' };
    expectStatus(201, await shop.supervisor.post(`/payments/${id}/refunds`, wish));
    await eventually(async () =>
      expect(await world.orderOf(shop, order.id)).toMatchObject({ refunded_amount: 30_000 }),
    );
    expect((await report('day')).totals).toMatchObject([{ orders_count: 1, refunds: 30_000, net_sales: 20_000 }]);
    expect((await report('payment_method')).data).toMatchObject([
      { key: 'midtrans', payments_count: 1, gross_sales: 50_000, refunds_count: 1, refunds: 30_000, net_sales: 20_000 },
    ]);
    expect((await report('product')).data).toMatchObject([
      { items_count: 1, net_sales: 50_000 },
      { key: null, name: 'Not by item', not_by_item: true, items_count: 0, net_sales: -30_000 },
    ]);
  });

  it('count what a bill never took as money in and out, and as no sale', async () => {
    const { midtrans } = world.sandbox.control.of;
    const before = (await report('day')).totals[0];
    const order = await world.order(shop, 40_000);
    const { payment_id: id } = await world.pay(shop.waiter, order.id, 'midtrans');
    midtrans.inject({ kind: 'webhook-lost' });
    midtrans.act('pay', id);
    await world.sandbox.control.idle();

    await world.pay(shop.cashier, order.id, 'cash');
    await eventually(async () => {
      await world.runDue('payments.ask-gateway');
      await world.runDue('payments.settle-refund');
      expect(await world.payment(shop, id)).toMatchObject({ status: 'REFUNDED' });
    });

    // The bill tells it apart.
    expect(await world.orderOf(shop, order.id)).toMatchObject({
      paid_amount: 40_000,
      refunded_amount: 0,
      late_amount: 40_000,
      late_refunded_amount: 40_000,
    });
    const after = await report('day');
    expect(after.totals).toMatchObject([{ orders_count: 2, net_sales: 60_000, refunds: before?.['refunds'] }]);
    expect((await report('payment_method')).data).toMatchObject([
      { key: 'cash', payments_count: 1, gross_sales: 40_000, refunds: 0, net_sales: 40_000 },
      { key: 'midtrans', payments_count: 2, gross_sales: 90_000, refunds_count: 2, refunds: 70_000, net_sales: 20_000 },
    ]);
  });
});
