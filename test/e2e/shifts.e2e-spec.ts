import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  type Client,
  client,
  createAccount,
  createTestDatabase,
  eventually,
  startApi,
  type TestAccount,
  type TestDatabase,
} from '../support/index.js';

interface Shift {
  id: string;
  status: string;
  expected_cash: number | null;
  difference: number | null;
  report: { status: string; number: number | null; url: string };
  [field: string]: unknown;
}

interface Report {
  type: string;
  number?: number;
  hash?: string;
  previous_hash?: string | null;
  expected_cash: number | null;
  sales: { method: string; count: number; amount: number | null }[];
  totals: Record<string, number | null>;
  [field: string]: unknown;
}

interface Sold {
  payment_id: string;
  payment: { amount: number };
  change: number;
  order: { number: string; total_amount: number };
}

interface Problem {
  code: string;
  errors?: { pointer: string; code: string }[];
  [field: string]: unknown;
}

const FLOAT = 200_000;
const PRICE = 28_000;
const PASSWORD = 'a supervisor of the test';

describe('a shift, from its float to its Z', () => {
  let database: TestDatabase;
  let api: Api;
  let admin: Client;
  let supervisor: Client;
  let outletId: string;
  let productId: string;
  let boss: { id: string; username: string };

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    admin = client(api, (await createAccount(database, 'ADMIN')).token);
    outletId = await anOutlet();
    supervisor = client(api, (await createAccount(database, 'SUPERVISOR', [outletId])).token);
    boss = (
      await admin.post<{ id: string; username: string }>('/users', {
        username: 'boss',
        name: 'Bagus',
        password: PASSWORD,
        pin: '2222',
        role: 'SUPERVISOR',
        outlet_ids: [outletId],
      })
    ).body;
    const product = { outlet_id: outletId, name: 'Es Kopi Susu', price: PRICE, currency: 'IDR' };
    productId = (await admin.post<{ id: string }>('/products', product)).body.id;
  }, 60_000);

  async function anOutlet(): Promise<string> {
    const { status, body } = await admin.post<{ id: string }>('/outlets', {
      name: 'Kopi Senja',
      currency: 'IDR',
      time_zone: 'Asia/Jakarta',
      cash_difference_limit: 10_000,
    });
    expect(status).toBe(201);
    return body.id;
  }

  async function aCashier(): Promise<Client & { account: TestAccount }> {
    const account = await createAccount(database, 'KASIR', [outletId]);
    return { ...client(api, account.token), account };
  }

  const open = async (by: Client, fields: object = {}): Promise<Shift> => {
    const answer = await by.post<Shift>('/shifts/open', { outlet_id: outletId, start_cash: FLOAT, ...fields });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  /** Sells some coffee for cash; answers what went into the drawer. */
  const sell = async (by: Client, quantity: number): Promise<number> => {
    const order = await by.post<{ id: string; total_amount: number }>('/orders', {
      outlet_id: outletId,
      items: [{ product_id: productId, quantity }],
    });
    expect(order.status).toBe(201);
    const paid = await by.post<{ payment: { amount: number } }>(`/orders/${order.body.id}/pay`, { method: 'cash' });
    expect([200, 201]).toContain(paid.status);
    return paid.body.payment.amount;
  };

  const close = <T = Shift>(by: Client, shiftId: string, endCash: number, more: object = {}): Promise<Answer<T>> =>
    by.post<T>('/shifts/close', { shift_id: shiftId, end_cash: endCash, ...more });

  const zOf = (by: Client, shiftId: string): Promise<Report> =>
    eventually(async () => {
      const { status, body } = await by.get<Report>(`/shifts/${shiftId}/report`);
      expect(status).toBe(200);
      return body;
    });

  it('sells, pays out, counts blind, and gets a Z whose figures are the payments', async () => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    expect(shift).toMatchObject({ outlet_id: outletId, start_cash: FLOAT, status: 'OPEN', currency: 'IDR' });
    expect(shift).toMatchObject({ user_id: cashier.account.id, expected_cash: null, report: { status: 'LIVE' } });

    const sold = (await sell(cashier, 1)) + (await sell(cashier, 3));
    const moved = await cashier.post(`/shifts/${shift.id}/cash-movements`, {
      type: 'PAY_OUT',
      amount: 15_000,
      reason: '  Ice ',
    });
    expect(moved).toMatchObject({ status: 201, body: { amount: 15_000, effect: -15_000, reason: 'Ice' } });
    const expected = FLOAT + sold - 15_000;

    const closed = await close(cashier, shift.id, expected - 500, { note: 'a coin rolled away' });
    expect(closed).toMatchObject({
      status: 200,
      body: {
        id: shift.id,
        status: 'CLOSED',
        start_cash: FLOAT,
        end_cash: expected - 500,
        expected_cash: expected,
        difference: -500,
        variance: -500,
        open_orders: expect.any(Array),
        report: { status: 'QUEUED', url: `/api/v1/shifts/${shift.id}/report` },
      },
    });
    expect(await close<Problem>(cashier, shift.id, 0)).toMatchObject({ status: 409, body: { code: 'SHIFT_CLOSED' } });

    const z = await zOf(cashier, shift.id);
    expect(z).toMatchObject({
      type: 'Z',
      expected_cash: expected,
      counted_cash: expected - 500,
      difference: -500,
      sales: [{ method: 'cash', count: 2, amount: sold }],
      totals: { gross: sold, net: sold, payments_count: 2, pay_outs: 15_000 },
    });
    const payments = await admin.get<{ data: { amount: number }[] }>(`/payments?shift_id=${shift.id}`);
    expect(payments.body.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(z.totals['gross']);
    expect((await cashier.get<Shift>(`/shifts/${shift.id}`)).body.report).toMatchObject({
      status: 'READY',
      number: z.number,
    });
    const verified = await admin.get(`/shifts/reports/verify?outlet_id=${outletId}`);
    expect(verified).toMatchObject({ status: 200, body: { valid: true, fault: null, last_number: z.number } });
    const told = await database.query<{ type: string; payload: object }>(
      "SELECT type, payload FROM events WHERE type LIKE 'SHIFT%' AND coalesce(payload->>'id', payload->>'shift_id') = $1 ORDER BY position",
      [shift.id],
    );
    expect(told.map(({ type }) => type)).toEqual(['SHIFT_OPENED', 'SHIFT_CLOSED', 'SHIFT_REPORT_READY']);
    expect(JSON.stringify(told)).not.toMatch(/cash|amount/);
  });

  it('never shows the cashier what the open drawer should hold, wherever they look', async () => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    const sold = (await sell(cashier, 2)) + (await sell(cashier, 5));
    const forbiddenAmounts = new RegExp(`:(${FLOAT + sold}|${sold})[,}]`);
    const looks = await Promise.all([
      cashier.get(`/shifts/${shift.id}`),
      cashier.get('/shifts/current'),
      cashier.get('/shifts'),
      cashier.get(`/shifts/${shift.id}/report`),
      cashier.get(`/shifts/${shift.id}/cash-movements`),
      cashier.get(`/shifts/${shift.id}/cash-movements?type=SALE`),
    ]);
    for (const { status, body } of looks) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(forbiddenAmounts);
    }
    expect((await cashier.get(`/shifts/${shift.id}/report?type=X`)).status).toBe(200);
    expect(await cashier.get(`/shifts/${shift.id}/report?type=Z`)).toMatchObject({
      status: 409,
      body: { code: 'SHIFT_REPORT_OTHER', report_type: 'X' },
    });
    const csv = await cashier.get<string>(`/shifts/${shift.id}/report?format=csv`);
    expect(csv.body).not.toMatch(new RegExp(`\\b(${FLOAT + sold}|${sold})\\b`));
    const refused = [await close(cashier, shift.id, 0), await close(cashier, shift.id, FLOAT * 10)];
    for (const { status, body } of refused) {
      expect({ status, ...(body as object) }).toMatchObject({ status: 403, code: 'APPROVAL_REQUIRED' });
      expect(JSON.stringify({ ...body, request_id: '' })).not.toMatch(/\d{5}/);
    }
    const seen = await supervisor.get<Shift>(`/shifts/${shift.id}`);
    expect(seen.body).toMatchObject({ status: 'OPEN', expected_cash: FLOAT + sold });
    expect(seen.body['movements']).toMatchObject([{ type: 'FLOAT' }, { type: 'SALE' }, { type: 'SALE' }]);
    const x = await supervisor.get<Report>(`/shifts/${shift.id}/report`);
    expect(x.body).toMatchObject({ type: 'X', expected_cash: FLOAT + sold, totals: { gross: sold } });
    expect(x.body).not.toHaveProperty('hash');
  });

  it.each(['pin', 'password'])("closes a count that is off with a supervisor's %s", async (kind) => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    const wrong = { username: boss.username, [kind]: kind === 'pin' ? '9999' : 'not the password' };
    const right = { user_id: boss.id, [kind]: kind === 'pin' ? '2222' : PASSWORD };
    expect(await close(cashier, shift.id, 0, { approval: wrong })).toMatchObject({ status: 403 });
    const closed = await close(cashier, shift.id, 0, { approval: right });
    expect(closed).toMatchObject({ status: 200, body: { difference: -FLOAT, approved_by: boss.id } });
    expect(await zOf(cashier, shift.id)).toMatchObject({ approved_by: { id: boss.id, name: 'Bagus' } });
  });

  it('opens one shift a cashier, answers the same to the same key, and names the shift in the way', async () => {
    const cashier = await aCashier();
    const key = { 'idempotency-key': newId() };
    const body = { outlet_id: outletId, start_cash: FLOAT };
    const first = await cashier.post<Shift>('/shifts/open', body, key);
    const again = await cashier.post<Shift>('/shifts/open', body, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await cashier.post('/shifts/open', body)).toMatchObject({
      status: 409,
      body: { code: 'SHIFT_ALREADY_OPEN', shift_id: first.body.id },
    });
    const current = await cashier.get<Shift>(`/shifts/current?outlet_id=${outletId}`);
    expect(current).toMatchObject({ status: 200, body: { id: first.body.id } });
  });

  it("opens a colleague's shift for a supervisor alone, and only for staff of the outlet", async () => {
    const [cashier, colleague] = [await aCashier(), await aCashier()];
    const forColleague = { outlet_id: outletId, start_cash: 0, user_id: colleague.account.id };
    expect((await cashier.post('/shifts/open', forColleague)).status).toBe(403);
    const opened = await supervisor.post('/shifts/open', forColleague);
    expect(opened).toMatchObject({ status: 201, body: { user_id: colleague.account.id } });
    expect((await supervisor.post('/shifts/open', { ...forColleague, user_id: newId() })).status).toBe(404);
  });

  it('lets in who may, and hides from a colleague and from another outlet what is not theirs', async () => {
    const cashier = await aCashier();
    const colleague = await aCashier();
    const kitchen = client(api, (await createAccount(database, 'KITCHEN', [outletId])).token);
    const waiter = client(api, (await createAccount(database, 'WAITER', [outletId])).token);
    const stranger = client(api, (await createAccount(database, 'SUPERVISOR', [await anOutlet()])).token);
    const shift = await open(cashier);
    const body = { outlet_id: outletId, start_cash: 0 };
    expect((await kitchen.post('/shifts/open', body)).status).toBe(403);
    expect((await waiter.post('/shifts/open', body)).status).toBe(403);
    expect((await client(api).get('/shifts/current')).status).toBe(401);
    expect(await colleague.get('/shifts/current')).toMatchObject({ status: 404, body: { code: 'NO_OPEN_SHIFT' } });
    expect((await stranger.post('/shifts/open', body)).status).toBe(404);
    expect((await close(stranger, shift.id, FLOAT)).status).toBe(404);
    expect((await close(colleague, shift.id, FLOAT)).status).toBe(403);
    for (const other of [stranger, colleague]) {
      for (const path of ['', '/report', '/cash-movements']) {
        expect((await other.get(`/shifts/${shift.id}${path}`)).status).toBe(404);
      }
    }
    expect((await stranger.get<{ total: number }>('/shifts')).body.total).toBe(0);
    expect((await colleague.get<{ total: number }>('/shifts')).body.total).toBe(0);
    expect((await supervisor.get(`/shifts/reports/verify?outlet_id=${outletId}`)).status).toBe(403);
  });

  it.each([
    [{ start_cash: -1 }, '/start_cash'],
    [{ start_cash: 1.5 }, '/start_cash'],
    [{ start_cash: '200000' }, '/start_cash'],
    [{ start_cash: 1_000_000_000_001 }, '/start_cash'],
    [{ start_cash: null }, '/start_cash'],
    [{ outlet_id: 'x', start_cash: -1, colour: 'red' }, '/outlet_id'],
    [{ user_id: 7 }, '/user_id'],
  ])('refuses to open with %j', async (fields, pointer) => {
    const cashier = await aCashier();
    const refused = await cashier.post<Problem>('/shifts/open', { outlet_id: outletId, start_cash: 0, ...fields });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map((fault) => fault.pointer)).toContain(pointer);
    expect((await cashier.get('/shifts/current')).status).toBe(404);
  });

  it.each([
    { type: 'PAY_OUT', amount: 0, reason: 'ice' },
    { type: 'PAY_OUT', amount: -5, reason: 'ice' },
    { type: 'PAY_IN', amount: 0.5, reason: 'ice' },
    { type: 'PAY_IN', amount: 5 },
    { type: 'PAY_IN', amount: 5, reason: '   ' },
    { type: 'SALE', amount: 5, reason: 'ice' },
    { type: 'PAY_IN', amount: 9_007_199_254_740_993, reason: 'ice' },
  ])('refuses to move %j', async (body) => {
    const shift = await open(await aCashier());
    const moved = await supervisor.post(`/shifts/${shift.id}/cash-movements`, body);
    expect(moved).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });

  it('gives out no more than the drawer holds, and says how much that is to a supervisor alone', async () => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    const drop = { type: 'DROP', amount: FLOAT + 1, reason: 'safe' };
    const refused = await cashier.post(`/shifts/${shift.id}/cash-movements`, drop);
    expect(refused).toMatchObject({ status: 409, body: { code: 'DRAWER_TOO_LOW' } });
    expect(refused.body).not.toHaveProperty('held');
    const told = await supervisor.post(`/shifts/${shift.id}/cash-movements`, drop);
    expect(told).toMatchObject({ status: 409, body: { held: FLOAT } });
    await close(cashier, shift.id, FLOAT);
    expect((await cashier.post(`/shifts/${shift.id}/cash-movements`, drop)).status).toBe(409);
  });

  it('sells over the counter in one call: the order and its cash, both or neither, once however often it is sent', async () => {
    const cashier = await aCashier();
    const basket = { outlet_id: outletId, items: [{ product_id: productId, quantity: 2 }] };
    const orders = async () => (await supervisor.get<{ total: number }>(`/orders?outlet_id=${outletId}`)).body.total;
    const before = await orders();
    expect(await cashier.post('/transactions', basket)).toMatchObject({ status: 409, body: { code: 'NO_OPEN_SHIFT' } });
    const shift = await open(cashier);
    const tooLittle = await cashier.post('/transactions', { ...basket, tendered: 1 });
    expect(tooLittle).toMatchObject({ status: 422, body: { code: 'TENDERED_TOO_LITTLE' } });
    expect(await orders()).toBe(before);

    const id = newId();
    const sale = { ...basket, id, tendered: 100_000 };
    const sold = await cashier.post<Sold>('/transactions', sale);
    const again = await Promise.all([1, 2, 3].map(() => cashier.post<Sold>('/transactions', sale)));

    const { payment, change, order } = sold.body;
    expect(sold.status).toBe(201);
    expect(order).toMatchObject({ id, payment_status: 'PAID', amount_due: 0 });
    expect(change).toBe(100_000 - payment.amount);
    for (const repeat of again)
      expect(repeat).toMatchObject({ status: 201, body: { payment_id: sold.body.payment_id, change } });
    expect(await orders()).toBe(before + 1);
    const receipt = await cashier.get<{ number: string }>(`/transactions/${id}/receipt`);
    expect(receipt).toMatchObject({ status: 200, body: { number: order.number } });
    expect(await database.query('SELECT total_amount FROM transactions WHERE id = $1', [id])).toEqual([
      { total_amount: String(order.total_amount) },
    ]);
    expect(
      await database.query('SELECT sum(quantity)::int AS pieces FROM transaction_items WHERE transaction_id = $1', [
        id,
      ]),
    ).toEqual([{ pieces: 2 }]);
    await close(cashier, shift.id, FLOAT + payment.amount);
  });

  it('refuses cash without a shift', async () => {
    const cashier = await aCashier();
    const order = await cashier.post<{ id: string }>('/orders', {
      outlet_id: outletId,
      items: [{ product_id: productId, quantity: 1 }],
    });
    const paid = await cashier.post(`/orders/${order.body.id}/pay`, { method: 'cash' });
    expect(paid).toMatchObject({ status: 409, body: { code: 'NO_OPEN_SHIFT' } });
  });

  it.each([
    'from=yesterday',
    'to=2026-02-30',
    'status=SHUT',
    'limit=0',
    'user_id=me',
    'from=2026-01-01&from=2026-01-02',
  ])('refuses to list with %s', async (query) => {
    expect((await supervisor.get(`/shifts?${query}`)).status).toBe(400);
  });

  it('prints the Z as CSV and as PDF in the language asked for, with the figures of the JSON', async () => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    const sold = await sell(cashier, 2);
    await close(cashier, shift.id, FLOAT + sold, { note: '=1+1' });
    const z = await zOf(cashier, shift.id);
    const csv = await cashier.get<string>(`/shifts/${shift.id}/report?format=csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = parse<Record<string, string>>(csv.body, { columns: true });
    const cell = (section: string, item: string, column: string) =>
      rows.find((row) => row['section'] === section && row['item'] === item)?.[column];
    expect(cell('total', 'net', 'amount')).toBe(String(z.totals['net']));
    expect(cell('cash', 'expected', 'amount')).toBe(String(z.expected_cash));
    expect(cell('report', 'hash', 'text')).toBe(z.hash);
    expect(cell('report', 'note', 'text')).toBe("'=1+1");

    const languages = await Promise.all(
      ['en', 'id', 'pt-BR'].map((language) =>
        cashier.get<Buffer>(`/shifts/${shift.id}/report?format=pdf`, { 'accept-language': language }),
      ),
    );
    for (const { status, headers, body } of languages) {
      expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(headers.get('content-disposition')).toContain(`z-report-${z.number}-`);
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
      expect(body.subarray(-6).toString()).toContain('%%EOF');
    }
    expect((await cashier.get(`/shifts/${shift.id}/report?format=doc`)).status).toBe(400);
  });

  it('says that the Z is being made while it is', async () => {
    const cashier = await aCashier();
    const shift = await open(cashier);
    await database.query<{ type: string; payload: object }>(
      `UPDATE shifts SET status = 'CLOSED', closed_at = now(), closed_by = user_id, end_cash = 0,
         closing = '{"outlet_name": "Kopi Senja", "locale": "id", "open_orders": []}' WHERE id = $1`,
      [shift.id],
    );
    const answer = await cashier.get(`/shifts/${shift.id}/report`);
    expect(answer).toMatchObject({ status: 202, body: { status: 'QUEUED' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
