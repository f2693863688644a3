import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Bill {
  readonly id: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly refunded_amount: number;
  readonly tax_total: number;
  readonly service_charge: number;
}
interface Payment {
  readonly id: string;
  readonly amount: number;
  readonly tip: number;
  readonly charged_amount: number;
  readonly change: number | null;
  readonly tip_to: string | null;
  readonly refunded_tip: number;
  readonly status: string;
}
interface Paid {
  readonly payment_id: string;
  readonly change: number;
  readonly charged_amount: number;
  readonly payment: Payment;
  readonly order: Bill;
}
interface Row {
  readonly key: string | null;
  readonly name: string | null;
  readonly earned: number;
  readonly refunded: number;
  readonly pooled: number;
  readonly shared: number;
  readonly paid_out: number;
  readonly owed: number;
}
interface Report {
  readonly type: 'X' | 'Z';
  readonly expected_cash: number;
  readonly tips?: {
    readonly by_tender: readonly { readonly method: string; readonly name: string | null; readonly amount: number }[];
    readonly paid_out: number;
    readonly refunded: number;
    readonly owed: number;
  };
  readonly tenders?: readonly { readonly name: string; readonly expected: number }[];
  readonly totals: { readonly gross: number; readonly net: number; readonly cash_sales: number };
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;

describe('tips', () => {
  let database: TestDatabase;
  let apis: Api[];
  let shop: Shop;
  let coffee: string;
  let cashier: Client;
  let cashierId: string;
  let token: string;
  let shiftId: string;
  let edc: string;

  const aBill = async (quantity = 2): Promise<Bill> =>
    expectStatus(
      201,
      await cashier.post<Bill>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: coffee, quantity }],
      }),
    );
  const pay = (bill: Bill, body: object, by: Client = cashier) => by.post<Paid>(`/orders/${bill.id}/pay`, body);
  const paid = async (body: object, quantity = 2): Promise<Paid> =>
    expectStatus(201, await pay(await aBill(quantity), body));
  const report = async (by: Client = shop.supervisor): Promise<Report> =>
    expectStatus(200, await by.get<Report>(`/shifts/${shiftId}/report`));
  const tips = async (query = '', by: Client = shop.supervisor): Promise<Row[]> =>
    expectStatus(200, await by.get<{ data: Row[] }>(`/reports/tips?outlet_id=${shop.outletId}${query}`)).data;
  const rowOf = (rows: readonly Row[], key: string | null) => rows.find((row) => row.key === key);
  const tipOut = (userId: string, amount: number, by: Client = cashier) =>
    by.post(`/shifts/${shiftId}/cash-movements`, { type: 'TIP_OUT', user_id: userId, amount });
  const aWaiter = async (name: string): Promise<string> => {
    const { id } = await createAccount(database, 'WAITER', [shop.outletId]);
    await database.query('UPDATE users SET name = $2 WHERE id = $1', [id, name]);
    return id;
  };
  const close = (endCash: number) => cashier.post('/shifts/close', { shift_id: shiftId, end_cash: endCash });

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', 20_000)).id;
    const tender = { outlet_id: shop.outletId, name: 'BCA', method: 'card_terminal' };
    edc = expectStatus(201, await shop.admin.post<{ id: string }>('/tenders', tender)).id;
  }, 120_000);

  beforeEach(async () => {
    const account = await createAccount(database, 'KASIR', [shop.outletId]);
    cashierId = account.id;
    token = account.token;
    await database.query(`UPDATE users SET name = 'Kiki' WHERE id = $1`, [cashierId]);
    cashier = client(apis[0]!, token);
    const opened = { outlet_id: shop.outletId, start_cash: 100_000 };
    shiftId = expectStatus(201, await cashier.post<{ id: string }>('/shifts/open', opened)).id;
  });

  it('are on top of the bill, in the drawer, and in no other figure', async () => {
    const { payment, change, order } = await paid({ method: 'cash', tip: 5_000, tendered: 50_000 });
    const keeping = await paid({ method: 'cash', keep_change: true, tendered: 45_000 });
    const byCard = await paid({ method: 'card_terminal', tip: 4_000 });

    expect(payment).toMatchObject({ amount: 40_000, tip: 5_000, charged_amount: 45_000, change: 5_000 });
    expect({ change, ...order }).toMatchObject({ change: 5_000, total_amount: 40_000, paid_amount: 40_000 });
    expect(keeping.payment).toMatchObject({ tip: 5_000, change: 0 });
    expect(byCard).toMatchObject({ charged_amount: 44_000, payment: { tip: 4_000, amount: 40_000 } });
    expect(await report()).toMatchObject({
      expected_cash: 100_000 + 80_000 + 10_000,
      tips: {
        by_tender: [
          { method: 'card_terminal', name: 'BCA', amount: 4_000 },
          { method: 'cash', name: null, amount: 10_000 },
        ],
        paid_out: 0,
        refunded: 0,
        owed: 14_000,
      },
      tenders: [{ name: 'BCA', expected: 44_000 }],
      totals: { gross: 120_000, net: 120_000, cash_sales: 80_000 },
    });
    expect(rowOf(await tips(), cashierId)).toMatchObject({ name: 'Kiki', earned: 14_000, owed: 14_000 });
  });

  it('are asked for again where nobody gives them, and need cash that there is', async () => {
    const bill = await aBill();
    const answers = [
      { method: 'cash', tip: 40_100 },
      { method: 'cash', tip: 5_000, tendered: 44_999 },
      { method: 'cash', keep_change: true },
      { method: 'cash', keep_change: true, tip: 1, tendered: 50_000 },
      { method: 'card_terminal', keep_change: true },
      { method: 'cash', tip: 1_000, tip_to: newId() },
      { method: 'cash', tip: -1 },
      { method: 'cash', tip: 150 },
    ];
    const said: string[] = [];
    for (const body of answers) said.push(told(await pay(bill, body)));

    expect(said).toEqual([
      '422 TIP_TOO_LARGE',
      '422 TENDERED_TOO_LITTLE',
      '422 TENDERED_REQUIRED',
      '400 VALIDATION_FAILED',
      '400 VALIDATION_FAILED',
      '422 TIP_TO_UNKNOWN',
      '400 VALIDATION_FAILED',
      '422 TIP_NOT_IN_COINS',
    ]);
    expect(told(await pay(bill, { method: 'cash', tip: 40_100, tip_confirmed: true }))).toBe('201');
    expect(told(await close(100_000 + 80_100))).toBe('200');
  });

  it('are whose staff say, else whose bill it is, and may be written later', async () => {
    const waiterId = await aWaiter('Wati');
    const named = await paid({ method: 'cash', tip: 3_000, tip_to: waiterId });
    const pooled = await paid({ method: 'cash', tip: 1_000, tip_to: null });
    const later = await paid({ method: 'card_terminal' });
    const edit = (id: string, body: object, by: Client = cashier) => by.patch<Payment>(`/payments/${id}/tip`, body);
    expect(expectStatus(200, await edit(later.payment_id, { tip: 2_000 }))).toMatchObject({ tip: 2_000 });
    expectStatus(200, await edit(named.payment_id, { tip: 4_000 }));
    expectStatus(200, await edit(pooled.payment_id, { tip: 500, tip_to: waiterId }));

    expect([named.payment.tip, pooled.payment.tip]).toEqual([3_000, 1_000]);
    const rows = await tips();
    expect(rowOf(rows, waiterId)).toMatchObject({ name: 'Wati', earned: 4_500, owed: 4_500 });
    expect(rowOf(rows, cashierId)).toMatchObject({ earned: 2_000, owed: 2_000 });
    expect((await report()).expected_cash).toBe(100_000 + 80_000 + 4_500);
    expect(told(await edit(later.payment_id, { tip: 1 }, shop.kitchen))).toBe('403 FORBIDDEN');
    expect(told(await close(184_500))).toBe('200');
    expect(told(await edit(later.payment_id, { tip: 1_000 }))).toBe('409 TIP_FIXED');
  });

  it('go back when a refund says so, and all of them with a void', async () => {
    const first = await paid({ method: 'cash', tip: 5_000 });
    const back = (id: string, body: object) =>
      shop.supervisor.post<{ amount: number; tip: number }>(`/payments/${id}/refunds`, { reason: 'cold', ...body });
    expect(expectStatus(201, await back(first.payment_id, {}))).toMatchObject({ amount: 40_000, tip: 0 });
    expect(told(await back(first.payment_id, { amount: 0 }))).toBe('400 VALIDATION_FAILED');
    expect(told(await back(first.payment_id, { amount: 0, tip: 5_001 }))).toBe('422 REFUND_TOO_LARGE');
    expect(expectStatus(201, await back(first.payment_id, { amount: 0, tip: 2_000 }))).toMatchObject({ tip: 2_000 });
    const second = await paid({ method: 'card_terminal', tip: 7_000 });
    expectStatus(
      200,
      await shop.supervisor.patch(`/orders/${second.order.id}/status`, { status: 'VOIDED', reason: 'left' }),
    );

    const shown = async (id: string) => expectStatus(200, await cashier.get<Payment>(`/payments/${id}`));
    expect(await shown(first.payment_id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refunded_tip: 2_000 });
    expect(await shown(second.payment_id)).toMatchObject({ status: 'REFUNDED', refunded_tip: 7_000 });
    expect(rowOf(await tips(), cashierId)).toMatchObject({ earned: 12_000, refunded: 9_000, owed: 3_000 });
    expect(await report()).toMatchObject({ expected_cash: 103_000, tips: { refunded: 9_000, owed: 3_000 } });
  });

  it('are paid out of a drawer, at most what somebody is owed, whoever pays first', async () => {
    await paid({ method: 'card_terminal', tip: 10_000 });
    const nobody = await cashier.post(`/shifts/${shiftId}/cash-movements`, { type: 'TIP_OUT', amount: 1_000 });
    expect(told(nobody)).toBe('400 VALIDATION_FAILED');
    const tooMuch = await tipOut(cashierId, 10_001);
    expect(tooMuch).toMatchObject({ status: 422, body: { code: 'TIP_OUT_TOO_LARGE', owed: 10_000 } });
    const other = client(apis[1]!, token);
    const at = await Promise.all([1, 2, 3, 4].map((n) => tipOut(cashierId, 4_000, n % 2 ? cashier : other)));
    expect(at.map(told).sort()).toEqual(['201', '201', '422 TIP_OUT_TOO_LARGE', '422 TIP_OUT_TOO_LARGE']);

    expect(rowOf(await tips(), cashierId)).toMatchObject({ paid_out: 8_000, owed: 2_000 });
    expect(await report()).toMatchObject({
      expected_cash: 92_000,
      tips: { by_tender: [{ amount: 10_000 }], paid_out: 8_000, owed: 2_000 },
    });
    expect(told(await close(92_000))).toBe('200');
    const z = await eventually(
      async () => {
        const answer = await shop.supervisor.get<Report>(`/shifts/${shiftId}/report`);
        expect([answer.status, answer.body.type]).toEqual([200, 'Z']);
        return answer.body;
      },
      { timeoutMs: 60_000 },
    );
    expect(z).toMatchObject({ type: 'Z', tips: { paid_out: 8_000, owed: 2_000 } });
    expect(told(await shop.admin.get(`/shifts/reports/verify?outlet_id=${shop.outletId}`))).toBe('200');
  });

  it('of the pool are shared by points, each day once', async () => {
    const people = [await aWaiter('Ani'), await aWaiter('Budi'), await aWaiter('Citra')];
    await paid({ method: 'card_terminal', tip: 100_000, tip_to: null, tip_confirmed: true });
    const days = await tips('&group_by=day');
    const day = days.at(-1)!.key;
    const before = rowOf(await tips(), null)!.owed;
    const body = {
      outlet_id: shop.outletId,
      from: day,
      to: day,
      shares: people.map((id, i) => ({ user_id: id, points: i === 0 ? 3 : 2 })),
    };
    const shares = () =>
      shop.supervisor.post<{ amount: number; shares: { amount: number }[] }>('/tips/distributions', body);
    expect(before).toBe(100_000);
    const at = await Promise.all([shares(), shares()]);
    expect(at.map(told).sort()).toEqual(['201', '422 TIP_POOL_EMPTY']);
    const given = at.find(({ status }) => status === 201)!.body;

    expect(given.shares.map(({ amount }) => amount)).toEqual([42_857, 28_572, 28_571]);
    const rows = await tips();
    expect(rowOf(rows, people[0]!)).toMatchObject({ name: 'Ani', shared: 42_857, owed: 42_857 });
    expect(told(await cashier.post('/tips/distributions', body))).toBe('403 FORBIDDEN');
    const stranger = { ...body, shares: [{ user_id: newId(), points: 1 }] };
    expect(told(await shop.supervisor.post('/tips/distributions', stranger))).toBe('422 TIP_TO_UNKNOWN');
  });

  it('are shown to whom they belong, by tender and table, and as a table for a spreadsheet', async () => {
    await paid({ method: 'card_terminal', tip: 6_000 });
    expect(await tips('', cashier)).toEqual([
      {
        key: cashierId,
        name: 'Kiki',
        currency: 'IDR',
        earned: 6_000,
        refunded: 0,
        pooled: 0,
        shared: 0,
        paid_out: 0,
        owed: 6_000,
      },
    ]);
    expect(await tips('&group_by=tender', cashier)).toMatchObject([{ key: edc, name: 'BCA', earned: 6_000 }]);
    expect(await tips('&group_by=table', cashier)).toMatchObject([{ key: null, earned: 6_000 }]);
    const csv = await cashier.get<string>(`/reports/tips?outlet_id=${shop.outletId}&format=csv`);
    expect(String(csv.body)).toContain('user_id,name,currency,earned,refunded,pooled,shared,paid_out,owed');
  });

  it('are all shown to whoever may see reports, and their own to everybody else', async () => {
    await paid({ method: 'card_terminal', tip: 6_000 });
    expect(rowOf(await tips(), cashierId)).toMatchObject({ earned: 6_000 });
    const path = `/permissions/rules?outlet_id=${shop.outletId}`;
    const { version, rules } = expectStatus(200, await shop.admin.get<{ version: number; rules: object[] }>(path));
    const denied = [
      { role: 'SUPERVISOR', key: 'reports.view', effect: 'DENY' },
      { role: 'KASIR', key: 'reports.view', effect: 'ALLOW' },
    ];
    expectStatus(200, await shop.admin.put(path, { version, rules: [...rules, ...denied] }));
    expect(await tips()).toEqual([]);
    const someoneElse = await aWaiter('Tono');
    await paid({ method: 'card_terminal', tip: 1_000, tip_to: someoneElse });
    expect(rowOf(await tips('', cashier), someoneElse)).toMatchObject({ earned: 1_000 });
    expectStatus(200, await shop.admin.put(path, { version: version + 1, rules }));
  });

  it('are told with each payment of an order', async () => {
    const { order } = await paid({ method: 'cash', tip: 5_000, tendered: 50_000 });
    const { payments } = expectStatus(
      200,
      await cashier.get<{ payments: { amount: number; tip: number }[] }>(`/orders/${order.id}`),
    );
    expect(payments).toMatchObject([{ amount: 40_000, tip: 5_000 }]);
  });

  it('are printed below the total', async () => {
    const { order } = await paid({ method: 'cash', tip: 5_000, tendered: 50_000 });
    const text = async (language: string) =>
      String((await cashier.get<string>(`/orders/${order.id}/receipt?format=txt&lang=${language}`)).body);
    const lines = (await text('en')).split('\n').map((line) => line.trim());

    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    expect(at('TOTAL')).toBeLessThan(at('Tip'));
    expect(lines[at('Tip')]).toMatch(/^Tip +5,000$/);
    expect(lines[at('Change')]).toMatch(/^Change +5,000$/);
    expect(await text('pt-BR')).toMatch(/Gorjeta +5\.000/);
    expect(await text('id')).toMatch(/Uang tip +5\.000/);
    expect(expectStatus(200, await cashier.get(`/orders/${order.id}/receipt?format=json`))).toMatchObject({
      total_amount: 40_000,
      paid_total: 40_000,
      tip_total: 5_000,
      payments: [{ amount: 40_000, tip: 5_000 }],
    });
  });

  it('are the pool’s where the outlet says so', async () => {
    const to = (to: string) => shop.admin.patch(`/outlets/${shop.outletId}`, { tips: { to, presets: [5, 12] } });
    expect(expectStatus(200, await to('POOL'))).toMatchObject({ tips: { to: 'POOL', presets: [5, 12] } });
    // Every process hears of a changed outlet within moments.
    const pooled = await eventually(async () => {
      const { payment } = await paid({ method: 'card_terminal', tip: 100 });
      const shown = expectStatus(200, await cashier.get<Payment>(`/payments/${payment.id}`));
      expect(shown.tip_to).toBeNull();
      return shown;
    });
    expectStatus(200, await to('SERVER'));

    expect(pooled.tip).toBe(100);
    expect(told(await shop.admin.patch(`/outlets/${shop.outletId}`, { tips: { presets: [0] } }))).toBe(
      '400 VALIDATION_FAILED',
    );
  });

  it('cost a payment that has none not a statement', async () => {
    const ofTips = async () => {
      const [row] = await database.query<{ calls: string }>(
        `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND (query ~ 'tip_entries' OR query ~ $$'tips '$$) AND query !~ 'pg_stat'`,
      );
      return Number(row?.calls);
    };
    const counted = async (table: string) => {
      const [row] = await database.query<{ calls: string }>(
        `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query ~ ('(FROM|INTO|UPDATE) ' || $1 || '\\M') AND query !~ 'pg_stat'`,
        [table],
      );
      return Number(row?.calls);
    };
    const all = async () => [await ofTips(), await counted('payments'), await counted('cash_movements')];
    const before = await all();
    await paid({ method: 'cash' });
    const between = await all();
    await paid({ method: 'cash', tip: 1_000 });
    const after = await all();

    // The payment is written, and the live ones of the bill are looked for; the drawer has its line, and one more for a tip.
    expect(between.map((calls, i) => calls - before[i]!)).toEqual([0, 2, 1]);
    expect(after.map((calls, i) => calls - between[i]!)).toEqual([1, 2, 2]);
  });
});
