import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import type { Order } from '../../../libs/ordering/core/model/order.js';
import { anAct, anOrder } from '../../../libs/ordering/testing/an-order.js';
import { SqlOrderRepository } from '../../../libs/ordering/typeorm/sql-order.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

const at = (time: string): Date => new Date(`2026-11-21T${time}:00Z`);
const stamp = (time: string): string => `2026-11-21T${time}:00+00:00`;

describe('what ordering publishes', () => {
  const outlet = newId();
  let store: TestDatabase;
  let database: Database;
  let orders: SqlOrderRepository;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [], 2);
    orders = new SqlOrderRepository(database, eventLogOf(database));
  });

  let numbers = 0;
  const number = () => `JKT-${(numbers += 1)}`;
  const cash = (amount: number, rounding = 0) => ({ id: newId(), method: 'cash', amount, rounding });

  /** Writes an order down as it was placed, and again after each thing that happens to it. */
  async function written(order: Order, ...happenings: ((order: Order) => void)[]): Promise<Order> {
    await database.run(() => orders.insert(order));
    for (const happening of happenings) {
      await database.run(async () => {
        const stored = await orders.lock(order.view.id, { outlets: 'all' });
        happening(stored);
        await orders.save(stored);
      });
    }
    return orders.get(order.view.id, { outlets: 'all' });
  }

  const rowOf = async (view: string, id: string) => (await publishedRows(store, view)).find((row) => row['id'] === id);

  it('ordering_sales: a bill that was paid, with its discount, charge, tax and rounding, and what went back', async () => {
    const { view } = await written(
      anOrder({ taxInclusive: false, serviceChargeRate: 500 })
        .with('Soto', 20_000, 2)
        .with('Es Teh', 5_010)
        .placed({ outletId: outlet, number: number() }),
      (order) => order.applyDiscount({ type: 'FIXED', amount: 5_010, reason: 'regular' }, anAct()),
      (order) => order.paid(cash(20_000), { ...anAct(), at: at('06:00') }),
      (order) => order.paid(cash(26_200, 0), { ...anAct(), at: at('07:00') }),
      (order) => order.refunded(1_200, { ...anAct(), at: at('08:00') }),
    );

    expect(await rowOf('ordering_sales', view.id)).toEqual({
      outlet_id: outlet,
      id: view.id,
      currency: 'IDR',
      tax_inclusive: false,
      subtotal: 45_010,
      discount_total: 5_010,
      service_charge: 2_000,
      tax_total: 4_200,
      shipping_total: 0,
      rounding: 0,
      total_amount: 46_200,
      refunded_amount: 1_200,
      amount_due: 0,
      is_voided: false,
      is_due: false,
      is_sold: true,
      is_free: false,
      settled_at: stamp('07:00'),
      updated_at: stamp('08:00'),
      table_id: null,
      table_name: null,
      settlement: 1,
    });
  });

  it.each<[string, ((order: Order) => void)[], Record<string, unknown>]>([
    [
      'nobody has paid',
      [],
      { amount_due: 20_000, is_due: true, is_sold: false, is_free: false, is_voided: false, settled_at: null },
    ],
    [
      'was paid in part',
      [(order) => order.paid(cash(5_000), anAct())],
      { amount_due: 15_000, is_due: true, is_sold: false, is_free: false, is_voided: false, settled_at: null },
    ],
    [
      'was rounded up to a coin',
      [(order) => order.paid(cash(20_500, 500), anAct())],
      { total_amount: 20_500, rounding: 500, amount_due: 0, is_due: false, is_sold: true, settled_at: stamp('05:00') },
    ],
    [
      'was opened again',
      [(order) => order.paid(cash(20_000), anAct()), (order) => order.reopen(anAct('cold'))],
      { amount_due: 0, is_due: false, is_sold: false, is_free: false, settled_at: null, settlement: 2 },
    ],
    [
      'was opened again, and settled once more',
      [
        (order) => order.paid(cash(20_000), anAct()),
        (order) => order.reopen(anAct('cold')),
        (order) => order.settleAgain({ ...anAct(), at: at('08:00') }),
      ],
      { amount_due: 0, is_sold: true, settled_at: stamp('08:00'), settlement: 2 },
    ],
    [
      'was opened again, and voided',
      [
        (order) => order.paid(cash(20_000), anAct()),
        (order) => order.reopen(anAct('cold')),
        (order) => order.void(anAct('left')),
      ],
      { is_sold: false, is_voided: true, settlement: 2 },
    ],
    [
      'was given away',
      [(order) => order.applyDiscount({ type: 'PERCENT', rate: 10_000, reason: 'friend' }, anAct())],
      { total_amount: 0, amount_due: 0, is_due: false, is_sold: true, is_free: true, settled_at: stamp('05:00') },
    ],
    [
      'was voided unpaid',
      [(order) => order.void(anAct('a mistake'))],
      { amount_due: 20_000, is_due: false, is_sold: false, is_free: false, is_voided: true, settled_at: null },
    ],
  ])('ordering_sales: a bill that %s', async (_, happenings, columns) => {
    const order = anOrder().with('Soto', 20_000).placed({ outletId: outlet, number: number() });
    const { view } = await written(order, ...happenings);

    expect(await rowOf('ordering_sales', view.id)).toMatchObject(columns);
  });

  it('ordering_sale_lines: a line with its share of the bill, and whether it was taken off', async () => {
    const { view, lines } = await written(
      anOrder({ taxInclusive: false, serviceChargeRate: 1_000 })
        .with('Soto', 20_000, 3)
        .with('Es Teh', 5_000)
        .placed({ outletId: outlet, number: number() }),
      (order) => order.voidLine(order.lines[1]?.id ?? '', anAct('spilt')),
      (order) => order.applyDiscount({ type: 'PERCENT', rate: 1_000, reason: 'regular' }, anAct()),
    );
    const [soto, tea] = lines;

    expect(await rowOf('ordering_sale_lines', soto?.id ?? '')).toEqual({
      outlet_id: outlet,
      id: soto?.id,
      order_id: view.id,
      product_id: soto?.productId,
      quantity: 3,
      subtotal: 60_000,
      discount: 6_000,
      service_charge: 5_400,
      tax: 5_940,
      total: 65_340,
      is_voided: false,
      line_discount: 0,
      comped: 0,
      comped_quantity: 0,
    });
    expect(await rowOf('ordering_sale_lines', tea?.id ?? '')).toMatchObject({ quantity: 1, is_voided: true });
  });

  it('ordering_sale_lines: what of the discount is the line’s own, and what is on the house', async () => {
    const { lines } = await written(
      anOrder().with('Soto', 20_000, 2).with('Es Teh', 5_000).placed({ outletId: outlet, number: number() }),
      (order) =>
        order.discountLine(order.lines[0]?.id ?? '', { type: 'FIXED', amount: 4_000, reason: 'late' }, anAct()),
      (order) => order.compLine(order.lines[0]?.id ?? '', 1, anAct('hair')),
    );

    const soto = {
      subtotal: 40_000,
      discount: 22_000,
      line_discount: 4_000,
      comped: 18_000,
      comped_quantity: 1,
      total: 18_000,
    };
    expect(await rowOf('ordering_sale_lines', lines[0]?.id ?? '')).toMatchObject(soto);
  });

  it('ordering_history: when it was paid, given back, and voided, and which line', async () => {
    const { view, lines } = await written(
      anOrder().with('Soto', 20_000).with('Es Teh', 5_000).placed({ outletId: outlet, number: number() }),
      (order) => order.voidLine(order.lines[1]?.id ?? '', anAct('spilt')),
      (order) => order.paid(cash(20_000), { ...anAct(), at: at('07:00') }),
      (order) => order.refunded(20_000, { ...anAct(), at: at('08:00') }),
      (order) => order.void({ ...anAct('cold'), at: at('09:00') }, '2026-11-21'),
    );
    const told = ['LINE_VOIDED', 'PAID', 'REFUNDED', 'VOIDED'];
    const rows = (await publishedRows(store, 'ordering_history'))
      .filter((row) => row['order_id'] === view.id && told.includes(row['action'] as string))
      .map(({ id, ...row }) => ({ ...row, id: typeof id }));
    const change = { outlet_id: outlet, order_id: view.id, id: 'string', item_id: null, refunded_amount: null };

    expect(rows).toEqual([
      { ...change, action: 'LINE_VOIDED', occurred_at: stamp('05:00'), item_id: lines[1]?.id },
      { ...change, action: 'PAID', occurred_at: stamp('07:00') },
      { ...change, action: 'REFUNDED', occurred_at: stamp('08:00'), refunded_amount: 20_000 },
      { ...change, action: 'VOIDED', occurred_at: stamp('09:00') },
    ]);
  });

  it('ordering_reopenings: what was sold until then; ordering_history: a refund that was for lines taken off', async () => {
    const { view, lines } = await written(
      anOrder().with('Soto', 20_000).with('Es Teh', 5_000, 2).placed({ outletId: outlet, number: number() }),
      (order) => order.paid(cash(30_000), { ...anAct(), at: at('07:00') }),
      (order) => order.refunded(20_000, { ...anAct(), at: at('08:00') }),
      (order) => order.reopen({ ...anAct('cold'), at: at('08:30') }),
      (order) => order.voidLine(order.lines[0]?.id ?? '', { ...anAct('cold'), at: at('09:00') }),
    );

    expect((await publishedRows(store, 'ordering_reopenings')).filter((row) => row['order_id'] === view.id)).toEqual([
      {
        outlet_id: outlet,
        order_id: view.id,
        id: expect.any(String),
        occurred_at: stamp('08:30'),
        sale: {
          settlement: 1,
          settled_at: '2026-11-21T07:00:00.000Z',
          tax_inclusive: true,
          gross_sales: 30_000,
          discounts: 0,
          line_discounts: 0,
          comps: 0,
          service_charge: 0,
          tax: 2_727,
          shipping: 0,
          rounding: 0,
          billed: 30_000,
          items_count: 3,
          lines: lines.map((line) =>
            expect.objectContaining({ id: line.id, quantity: line.quantity, total: line.subtotal }),
          ),
        },
      },
    ]);
    const absorbed = (await publishedRows(store, 'ordering_history')).find(
      (row) => row['order_id'] === view.id && row['action'] === 'REFUND_ABSORBED',
    );
    expect(absorbed).toMatchObject({ occurred_at: stamp('09:00'), refunded_amount: -20_000 });
  });

  it.each([
    [
      'ordering_sales',
      'orders',
      'is_sold',
      'paid_amount = total_amount AND (settled_at IS NOT NULL OR (paid_amount > 0 AND settlement IS NULL))',
    ],
    ['ordering_sales', 'orders', 'is_due', `status <> 'VOIDED' AND total_amount > paid_amount`],
    ['ordering_sales', 'orders', 'is_free', 'settled_at IS NOT NULL AND paid_amount = 0'],
    ['ordering_sale_lines', 'order_items', 'order_id = outlet_id', 'order_id = outlet_id'],
    ['ordering_history', 'order_changes', `action = 'PAID'`, `action = 'PAID'`],
    ['ordering_reopenings', 'order_changes', 'true', `action = 'REOPENED' AND details ? 'sale'`],
  ])('%s is merged into what reads it, as %s: %s', async (view, table, ofView, ofTable) => {
    expect(await planOf(store, `SELECT FROM ${view} WHERE outlet_id = '${outlet}' AND ${ofView}`)).toEqual(
      await planOf(store, `SELECT FROM ${table} WHERE outlet_id = '${outlet}' AND ${ofTable}`),
    );
  });
});
