import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Row {
  key: string | null;
  name: string | null;
  currency: string;
  [measure: string]: unknown;
}
interface Report {
  from: string;
  to: string;
  as_of: string;
  group_by: string;
  data: Row[];
  totals: Row[];
  total: number;
}
interface Problem {
  code: string;
  errors?: { pointer: string }[];
}
interface Paid {
  payment_id: string;
}
interface Dashboard {
  date: string;
  today: Row[];
  yesterday: Row[];
  outlets: Row[];
  payments: Row[];
  best_sellers: { rank: number; name: string; quantity: number }[];
  open_bills: { currency: string; count: number; amount_due: number }[];
  open_shifts: number;
  low_stock_count: number;
}

describe('reports', () => {
  let database: TestDatabase;
  let api: Api;
  let cafe: Shop;
  let loja: Shop;
  let coffee: TestProduct;
  let cake: TestProduct;
  let pao: TestProduct;
  let drinks: string;

  /** An order that is paid at once; answers the payment. */
  async function sale(shop: Shop, items: readonly (readonly [TestProduct, number])[]) {
    const orderId = await order(shop, items);
    const paid = await shop.cashier.post<Paid>(`/orders/${orderId}/pay`, { method: 'cash' });
    return { orderId, paymentId: expectStatus(201, paid).payment_id };
  }
  async function order(shop: Shop, items: readonly (readonly [TestProduct, number])[]): Promise<string> {
    const lines = items.map(([product, quantity]) => ({ product_id: product.id, quantity }));
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: lines };
    return expectStatus(201, await shop.cashier.post<{ id: string }>('/orders', body)).id;
  }
  const sales = async (who: Client, query = '') =>
    expectStatus(200, await who.get<Report>(`/reports/sales${query && `?${query}`}`));

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    cafe = await createShop(database, api, { name: '=HYPERLINK("http://evil.example")' });
    loja = await createShop(database, api, { name: 'Padaria', currency: 'BRL', cash_rounding: 1 });
    coffee = await cafe.product('Kopi Susu', 18_000, { stock: 100, low_stock_threshold: 5 });
    cake = await cafe.product('+Kue', 25_000, { stock: 10, low_stock_threshold: 9 });
    pao = await loja.product('Pão', 1_250);
    drinks = expectStatus(
      201,
      await cafe.admin.post<{ id: string }>('/categories', { outlet_id: cafe.outletId, name: 'Minuman' }),
    ).id;
    expectStatus(200, await cafe.admin.put(`/products/${coffee.id}`, { ...fieldsOf(coffee), category_id: drinks }));
    for (const shop of [cafe, loja]) {
      const body = { outlet_id: shop.outletId, start_cash: 100_000 };
      expectStatus(201, await shop.cashier.post('/shifts/open', body));
    }
    await sale(cafe, [
      [coffee, 2],
      [cake, 1],
    ]);
    const { paymentId } = await sale(cafe, [[coffee, 1]]);
    await sale(loja, [[pao, 4]]);
    const refund = await cafe.supervisor.post(`/payments/${paymentId}/refunds`, { amount: 8_000, reason: 'cold' });
    expectStatus(201, refund);
    await order(cafe, [[cake, 1]]);
  }, 200_000);

  const fieldsOf = (product: TestProduct) => ({
    outlet_id: cafe.outletId,
    name: product.name,
    price: product.price,
    track_stock: true,
    low_stock_threshold: 5,
  });

  it('say what was sold and given back, by day', async () => {
    const report = await sales(cafe.supervisor);

    const today = report.to;
    expect(report).toMatchObject({ group_by: 'day', total: 1, as_of: expect.any(String) });
    expect(report.from < today).toBe(true);
    expect(report.data).toEqual([
      {
        key: today,
        name: null,
        currency: 'IDR',
        orders_count: 2,
        items_count: 4,
        refunds_count: 1,
        gross_sales: 79_000,
        discounts: 0,
        service_charge: 0,
        tax: expect.any(Number),
        shipping: 0,
        rounding: 0,
        refunds: 8_000,
        net_sales: 71_000,
        line_discounts: 0,
        comps: 0,
      },
    ]);
    const { key: _, name: __, ...totals } = report.data[0]!;
    expect(report.totals).toEqual([totals]);
  });

  it.each([
    ['hour', /^\d{4}-\d{2}-\d{2}T\d{2}$/],
    ['week', /^\d{4}-W\d{2}$/],
    ['month', /^\d{4}-\d{2}$/],
  ])('go by %s', async (grouping, form) => {
    const { data } = await sales(cafe.supervisor, `group_by=${grouping}`);

    for (const { key } of data) expect(key).toMatch(form);
    expect(data.reduce((sum, { net_sales: net }) => sum + Number(net), 0)).toBe(71_000);
  });

  it('go by product and by the category it is in', async () => {
    const products = await sales(cafe.supervisor, 'group_by=product');
    const categories = await sales(cafe.supervisor, 'group_by=category');

    expect(products.data).toMatchObject([
      { key: coffee.id, name: 'Kopi Susu', items_count: 3, gross_sales: 54_000, net_sales: 54_000 },
      { key: cake.id, name: '+Kue', items_count: 1, net_sales: 25_000 },
      { key: null, name: 'Not by item', not_by_item: true, items_count: 0, net_sales: -8_000 },
    ]);
    expect(categories).toMatchObject({
      total: 3,
      data: [
        { key: drinks, name: 'Minuman', items_count: 3 },
        { key: null, name: null, items_count: 1 },
        { key: null, name: 'Not by item', not_by_item: true, net_sales: -8_000 },
      ],
    });
  });

  it('go by cashier, payment method and outlet', async () => {
    const { id, username } = cafe.accounts.cashier;
    const money = { payments_count: 2, refunds_count: 1, gross_sales: 79_000, refunds: 8_000, net_sales: 71_000 };

    expect((await sales(cafe.supervisor, 'group_by=cashier')).data).toMatchObject([
      { key: id, name: username, ...money },
    ]);
    expect((await sales(cafe.supervisor, 'group_by=payment_method')).data).toMatchObject([
      { key: 'cash', name: null, ...money },
    ]);
    expect((await sales(cafe.supervisor, 'group_by=outlet')).data).toMatchObject([
      { key: cafe.outletId, net_sales: 71_000 },
    ]);
  });

  it('never add up two currencies', async () => {
    const report = await sales(cafe.admin);

    expect(report.data).toMatchObject([
      { key: report.to, currency: 'BRL', net_sales: 5_000 },
      { key: report.to, currency: 'IDR', net_sales: 71_000 },
    ]);
    expect(report.totals.map(({ currency }) => currency)).toEqual(['BRL', 'IDR']);
    expect((await sales(cafe.admin, 'group_by=payment_method')).total).toBe(2);
    expect((await sales(cafe.admin, 'group_by=payment_method&limit=1&offset=1')).data).toHaveLength(1);
  });

  it('rank products by pieces or by money, under both names', async () => {
    const get = (path: string) => cafe.supervisor.get<{ data: Row[]; total: number }>(path);

    const sellers = expectStatus(200, await get('/reports/best-sellers'));
    expect(sellers).toMatchObject({
      total: 2,
      data: [
        { rank: 1, product_id: coffee.id, name: 'Kopi Susu', quantity: 3, net_sales: 54_000, currency: 'IDR' },
        { rank: 2, product_id: cake.id, quantity: 1 },
      ],
    });
    const second = expectStatus(200, await get('/reports/top-products?by=revenue&limit=1&offset=1'));
    expect(second).toMatchObject({ total: 2, data: [{ rank: 2, product_id: cake.id }] });
    expect(expectStatus(200, await get('/reports/best-sellers?from=2020-01-01&to=2020-01-31')).data).toEqual([]);
  });

  it('show what runs low, the emptiest first', async () => {
    const low = await cafe.supervisor.get('/reports/low-stock');

    expect(expectStatus(200, low)).toEqual({
      total: 1,
      limit: 20,
      offset: 0,
      data: [
        {
          outlet_id: cafe.outletId,
          outlet_name: expect.any(String),
          product_id: cake.id,
          sku: null,
          name: '+Kue',
          stock: 8,
          low_stock_threshold: 9,
        },
      ],
    });
  });

  it('show on one page how today goes', async () => {
    const dashboard = expectStatus(200, await cafe.supervisor.get<Dashboard>('/reports/dashboard'));

    expect(dashboard).toMatchObject({
      today: [{ currency: 'IDR', orders_count: 2, net_sales: 71_000 }],
      yesterday: [],
      outlets: [{ key: cafe.outletId, net_sales: 71_000 }],
      payments: [{ key: 'cash', net_sales: 71_000 }],
      best_sellers: [
        { rank: 1, name: 'Kopi Susu', quantity: 3 },
        { rank: 2, name: '+Kue', quantity: 1 },
      ],
      open_bills: [{ currency: 'IDR', count: 1, amount_due: 25_000 }],
      open_shifts: 1,
      low_stock_count: 1,
    });
    const all = expectStatus(200, await cafe.admin.get<Dashboard>('/reports/dashboard'));
    expect(all.today.map(({ currency }) => currency).toSorted()).toEqual(['BRL', 'IDR']);
  });

  it('come as tables to whoever accepts them, and a spreadsheet runs nothing in them', async () => {
    const asTable = async (path: string, headers: Record<string, string> = { accept: 'text/csv' }) => {
      const { status, headers: got, body } = await cafe.supervisor.get<string>(path, headers);
      expect([status, got.get('content-type'), got.get('vary')]).toEqual([
        200,
        'text/csv; charset=utf-8',
        expect.stringContaining('Accept'),
      ]);
      return body.split('\r\n');
    };

    const [head, day] = await asTable('/reports/sales');
    expect(head).toBe(
      'date,currency,orders_count,items_count,refunds_count,gross_sales,discounts,service_charge,tax,shipping,rounding,refunds,net_sales,line_discounts,comps',
    );
    expect(day).toMatch(/^\d{4}-\d{2}-\d{2},IDR,2,4,1,79000,0,0,\d+,0,0,8000,71000,0,0$/);
    const products = await asTable('/reports/sales?group_by=product');
    expect(products[0]).toBe(
      'product_id,name,currency,items_count,gross_sales,discounts,service_charge,tax,net_sales,line_discounts,comps',
    );
    expect(products[2]).toContain(",'+Kue,IDR,");
    const outlets = await asTable('/reports/sales?group_by=outlet&format=csv', {});
    expect(outlets[1]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect((await asTable('/reports/best-sellers'))[1]).toMatch(/^1,[0-9a-f-]+,,Kopi Susu,3,54000,0,54000,IDR$/);
    expect((await asTable('/reports/top-products'))[1]).toMatch(/^1,/);
    expect((await asTable('/reports/low-stock'))[1]).toContain(",'+Kue,8,9");
    expect((await asTable('/reports/dashboard')).join('\n')).toContain('open_bills,,,IDR,1,');
    const json = await cafe.supervisor.get('/reports/sales?format=json', { accept: 'text/csv' });
    expect(json.headers.get('content-type')).toContain('application/json');
  });

  it('are for whoever leads an outlet, and of their outlets alone', async () => {
    for (const path of ['sales', 'best-sellers', 'top-products', 'low-stock', 'dashboard']) {
      const { cashier, waiter, kitchen } = cafe;
      for (const caller of [cashier, waiter, kitchen, client(api, (await createAccount(database, 'CUSTOMER')).token)]) {
        expect((await caller.get(`/reports/${path}`)).status).toBe(403);
      }
      expect((await client(api).get(`/reports/${path}`)).status).toBe(401);
      expect((await cafe.supervisor.get(`/reports/${path}?outlet_id=${loja.outletId}`)).status).toBe(404);
      expect((await cafe.admin.get(`/reports/${path}?outlet_id=${newId()}`)).status).toBe(404);
      const nowhere = client(api, (await createAccount(database, 'SUPERVISOR', [])).token);
      expect(JSON.stringify((await nowhere.get(`/reports/${path}`)).body)).not.toMatch(/IDR|BRL|Kopi/);
    }
  });

  it.each([
    ['sales?from=2025-13-01', '/from'],
    ['sales?from=2025-02-30', '/from'],
    ['sales?from=2025-11-21T00:00:00Z', '/from'],
    ['sales?from=yesterday', '/from'],
    ['sales?to=0000-01-01', '/to'],
    ['sales?from=2025-02-01&to=2025-01-01', '/from'],
    ['sales?group_by=table', '/group_by'],
    ['sales?group_by=day;DROP TABLE orders', '/group_by'],
    ['sales?limit=1001', '/limit'],
    ['sales?limit=0', '/limit'],
    ['sales?format=xml', '/format'],
    ['sales?outlet_id=1', '/outlet_id'],
    ['best-sellers?by=taste', '/by'],
    ['best-sellers?limit=101', '/limit'],
    ['low-stock?offset=-1', '/offset'],
  ])('refuse %s, and say where it is wrong', async (path, pointer) => {
    const { status, body } = await cafe.supervisor.get<Problem>(`/reports/${path}`);

    expect([status, new Set(body.errors?.map((fault) => fault.pointer))]).toEqual([400, new Set([pointer])]);
  });
});
