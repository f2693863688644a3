import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { dice } from '../support/busy-shop.js';
import {
  type Api,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  FakeCarriers,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';
import { RandomBills } from '../support/random-bills.js';
import { RawSales } from '../support/raw-sales.js';
import type { Sums } from '../support/sales-book.js';

interface Report {
  data: (Record<string, unknown> & { key: string | null; not_by_item?: boolean })[];
  totals: Record<string, unknown>[];
}

const HAS_MANY = process.env['PLAYS'] === 'many';
const [SEEDS, ACTS] = HAS_MANY ? [8, 150] : [1, 40];
/** An ordinary run plays the same each time, many plays are new ones. The same again: `SEED=7`. Each has its seed in its name. */
const FIRST_SEED = Number(process.env['SEED'] ?? (HAS_MANY ? Math.floor(Math.random() * 1_000_000) : 11));
const FLOAT = 30_000_000;
const SHOPS = [
  { currency: 'IDR', cash_rounding: 0, tax_rate: 11, tax_inclusive: false, service_charge_rate: 7.5 },
  { currency: 'BRL', cash_rounding: 5, tax_rate: 12.5, tax_inclusive: true, service_charge_rate: 10 },
  { currency: 'SGD', cash_rounding: 50, tax_rate: 9, tax_inclusive: true, service_charge_rate: 0 },
  { currency: 'BRL', cash_rounding: 100, tax_rate: 8.65, tax_inclusive: false, service_charge_rate: 5 },
  { currency: 'IDR', cash_rounding: 500, tax_rate: 10, tax_inclusive: false, service_charge_rate: 12.5 },
  { currency: 'IDR', cash_rounding: 1_000, tax_rate: 12, tax_inclusive: true, service_charge_rate: 5 },
] as const;
/** An ordinary run plays in every second shop: with an even seed in the first, with an odd one in the second. */
const PLAYS = Array.from({ length: SEEDS }, (_, i) => FIRST_SEED + i).flatMap((seed) =>
  SHOPS.filter((_, i) => HAS_MANY || i % 2 === seed % 2).map((rules) => ({ seed, coin: rules.cash_rounding, rules })),
);
const CALENDAR = { timeZone: 'Asia/Jakarta', cutoff: '04:00' };
const ALWAYS = 'from=2024-01-01&to=2099-12-31&limit=1000';

/** Bills with everything that may be on them, and whatever may happen to them, in any order. */
describe('random bills', () => {
  let database: TestDatabase;
  let carriers: FakeCarriers;
  let api: Api;

  beforeAll(async () => {
    [database, carriers] = await Promise.all([createTestDatabase(), FakeCarriers.start()]);
    const shipping = { SHIPPING_PROVIDER: 'melhorenvio', SHIPPING_BASE_URL: carriers.url };
    const sender = { SHIPPING_API_KEY: 'a-token-of-the-carrier', SHIPPING_SENDER_CEP: '01001-000' };
    api = await startApi({ database, env: { LOG_LEVEL: 'warn', ...shipping, ...sender } });
  }, 200_000);
  afterAll(() => expect(api.logs.filter((line) => line.includes('"level":"error"'))).toEqual([]));

  /** Prices that divide badly, a gift among them, and goods with a tax of their own. */
  async function productsOf(shop: Shop, unit: number) {
    const products = [];
    for (const [i, price] of [137, 249, 999, 3_333, 0, 7_771].entries()) {
      const tax = [{}, {}, {}, { tax_rate: 5 }, {}, { tax_rate: 0 }][i];
      const station = i % 2 ? null : 'bar';
      products.push(await shop.product(`P${i}`, price * unit, { station, stock: 100_000, weight_grams: 300, ...tax }));
    }
    return products;
  }

  async function couponsOf(shop: Shop, currency: string, unit: number) {
    const coupons = [];
    for (const [i, what] of [
      { type: 'PERCENT', value: 12.5 },
      { type: 'FIXED', value: 500 * unit },
      { type: 'PERCENT', value: 100 },
      { type: 'FIXED', value: 777 * unit, minimum_subtotal: 2_000 * unit },
    ].entries()) {
      const body = { code: `C${i}-${shop.outletId.slice(-12)}`, currency, outlet_id: shop.outletId, ...what };
      coupons.push(expectStatus(201, await shop.admin.post<{ id: string; code: string }>('/coupons', body)));
    }
    return coupons;
  }

  async function aCustomer() {
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    expectStatus(200, await customer.patch('/users/me', { cpf: '529.982.247-25' }));
    return customer;
  }

  async function openShop(rules: (typeof SHOPS)[number], seed: number) {
    const unit = rules.currency === 'IDR' ? 100 : 1;
    const shop = await createShop(database, api, { ...rules, cash_difference_limit: FLOAT });
    const opened = await shop.cashier.post<{ id: string }>('/shifts/open', {
      outlet_id: shop.outletId,
      start_cash: FLOAT,
      start_cash_confirmed: true,
    });
    const coupons = await couponsOf(shop, rules.currency, unit);
    const bills = new RandomBills({
      shop,
      customer: rules.currency === 'BRL' ? await aCustomer() : null,
      products: await productsOf(shop, unit),
      coupons: coupons.map(({ code }) => code),
      coin: rules.cash_rounding,
      below: dice(seed * 1_009 + rules.cash_rounding),
    });
    return { shop, bills, coupons, shiftId: expectStatus(201, opened).id };
  }

  /** One row, its numbers as numbers. */
  const numbers = async (text: string, shop: Shop): Promise<number[]> => {
    const [row] = await database.query<Record<string, string>>(text, [shop.outletId]);
    return Object.values(row ?? {}).map(Number);
  };

  async function expectPaymentsToAgree(shop: Shop, coin: number): Promise<void> {
    const bills = await database.query<Record<string, string>>(
      `SELECT o.number, o.paid_amount, o.refunded_amount, o.rounding, sum(p.amount) AS taken, sum(p.refunded_amount) AS given,
         sum(p.rounding) AS rounded, sum(p.amount - p.rounding) AS shares,
         sum((SELECT coalesce(sum(r.amount), 0) FROM refunds r
              WHERE r.outlet_id = p.outlet_id AND r.payment_id = p.id AND r.status = 'DONE')) AS refunds
       FROM orders o JOIN payments p ON p.outlet_id = o.outlet_id AND p.order_id = o.id
       WHERE o.outlet_id = $1 AND p.method = 'cash' GROUP BY o.outlet_id, o.id`,
      [shop.outletId],
    );
    for (const { number, paid_amount, refunded_amount, rounding, ...paid } of bills) {
      // What went back of an open bill is a payment less; what went back later is a refund of it.
      const kept = Number(paid['taken']) - Number(paid['given']);
      expect([number, kept, paid['rounded']]).toEqual([
        number,
        Number(paid_amount) - Number(refunded_amount),
        rounding,
      ]);
      expect([number, paid['given']]).toEqual([number, paid['refunds']]);
      expect(Number(refunded_amount)).toBeLessThanOrEqual(Number(paid['given']));
      expect([number, Number(paid['taken'])]).toEqual([number, inCoins(Number(paid['shares']), coin)]);
    }
  }

  /** Answers what is in the drawer. */
  async function expectDrawerToBeItsLedger(shop: Shop, shiftId: string): Promise<number> {
    const [ledger = 0, taken = 0, given = 0] = await numbers(
      `SELECT (SELECT sum(amount) FROM cash_movements WHERE outlet_id = $1),
         (SELECT coalesce(sum(amount), 0) AS taken FROM payments WHERE outlet_id = $1),
         (SELECT coalesce(sum(amount), 0) AS given FROM refunds WHERE outlet_id = $1 AND status = 'DONE')`,
      shop,
    );
    expect(ledger).toBe(FLOAT + taken - given);
    const x = await shop.supervisor.get<{ expected_cash: number }>(`/shifts/${shiftId}/report`);
    expect(expectStatus(200, x).expected_cash).toBe(ledger);
    return ledger;
  }

  async function expectReportsToAgree(shop: Shop): Promise<void> {
    const raw = await RawSales.read(database, shop.outletId, CALENDAR);
    const report = async (by: string) =>
      expectStatus(200, await shop.supervisor.get<Report>(`/reports/sales?${ALWAYS}&group_by=${by}`));
    const net = [...raw.netBy('day').values()].reduce((sum, amount) => sum + amount, 0);
    for (const by of ['hour', 'day', 'week', 'month', 'outlet', 'product', 'category']) {
      const { data, totals } = await report(by);
      const rows = data.reduce((sum, row) => sum + Number(row['net_sales']), 0);
      expect([by, rows, totals[0]?.['net_sales'] ?? 0]).toEqual([by, net, net]);
    }
    for (const by of ['hour', 'day', 'week', 'month'] as const) {
      const { data } = await report(by);
      expect(new Map(data.map((row) => [row.key, row['net_sales']]))).toEqual(raw.netBy(by));
    }
    const products = (await report('product')).data.filter(({ not_by_item }) => not_by_item !== true);
    expect(counted(products.map((row) => [String(row.key), row]))).toEqual(counted([...raw.products()]));
    for (const by of ['payment_method', 'cashier']) {
      expect([by, (await report(by)).totals[0]?.['net_sales'] ?? 0]).toEqual([by, raw.money]);
    }
  }

  async function expectCouponsToBeCounted(shop: Shop, coupons: readonly { id: string; code: string }[]): Promise<void> {
    for (const { id, code } of coupons) {
      const [{ used } = {}] = await database.query<{ used: number }>(
        `SELECT count(DISTINCT coalesce(coupon_use, id))::int AS used FROM orders
         WHERE outlet_id = $1 AND coupon_code = $2 AND status <> 'VOIDED'`,
        [shop.outletId, code],
      );
      expect([code, expectStatus(200, await shop.admin.get(`/coupons/${id}`))]).toMatchObject([code, { used }]);
    }
  }

  it.each(PLAYS)(
    'add up, are paid and given back to the last coin, and are counted alike by every report (seed $seed, coin $coin)',
    async ({ seed, rules }) => {
      const { shop, bills, coupons, shiftId } = await openShop(rules, seed);

      await bills.play(ACTS);

      process.stdout.write(`seed ${seed}, coin ${rules.cash_rounding}: ${[...bills.done].flat().join(' ')}\n`);
      await expectPaymentsToAgree(shop, rules.cash_rounding);
      const drawer = await expectDrawerToBeItsLedger(shop, shiftId);
      await expectReportsToAgree(shop);
      await expectCouponsToBeCounted(shop, coupons);
      const close = { shift_id: shiftId, end_cash: drawer, end_cash_confirmed: true };
      expect(expectStatus(200, await shop.supervisor.post('/shifts/close', close))).toMatchObject({ difference: 0 });
    },
    120_000,
  );
});

/** Rows by key with what is not 0. */
const counted = (rows: readonly (readonly [string, Record<string, unknown> | Sums])[]) =>
  new Map(
    rows
      .map(
        ([key, row]) =>
          [key, Object.entries(row).filter(([, value]) => typeof value === 'number' && value !== 0)] as const,
      )
      .filter(([, sums]) => sums.length > 0)
      .map(([key, sums]) => [key, Object.fromEntries(sums)]),
  );

/** The nearest that coins make, halves up. */
function inCoins(amount: number, coin: number): number {
  if (coin === 0) return amount;
  const over = amount % coin;
  return amount - over + (2 * over >= coin ? coin : 0);
}
