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

interface Payment {
  readonly id: string;
  readonly method: string;
  readonly tender_id: string | null;
  readonly reference: string | null;
  readonly tendered: number | null;
  readonly status: string;
}
interface Adjustment {
  readonly report_number: number;
  readonly method: string;
  readonly name: string | null;
  readonly amount: number;
  readonly payment_id: string | null;
}
interface Report {
  readonly type: 'X' | 'Z';
  readonly number?: number;
  readonly expected_cash: number;
  readonly counted_cash: number | null;
  readonly difference: number | null;
  readonly sales: readonly { readonly method: string; readonly count: number; readonly amount: number }[];
  readonly tenders?: readonly { readonly name: string; readonly count: number; readonly expected: number }[];
  readonly totals: { readonly gross: number; readonly cash_sales: number };
  readonly late_adjustments?: readonly Adjustment[];
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const FLOAT = 100_000;
const PRICE = 20_000;

describe('what a payment was paid by, put right, on two processes', () => {
  let database: TestDatabase;
  let apis: readonly Api[];
  let shop: Shop;
  let boss: Client;
  let bossId: string;
  let coffee: string;
  let edc: string;
  let cashier: Client;
  let otherTill: Client;
  let shiftId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', PRICE)).id;
    const account = await createAccount(database, 'SUPERVISOR', [shop.outletId]);
    bossId = account.id;
    boss = client(apis[1]!, account.token);
    const tender = { outlet_id: shop.outletId, name: 'BCA', method: 'card_terminal' };
    edc = expectStatus(201, await shop.admin.post<{ id: string }>('/tenders', tender)).id;
  }, 120_000);

  beforeEach(async () => {
    const { token } = await createAccount(database, 'KASIR', [shop.outletId]);
    [cashier, otherTill] = [client(apis[0]!, token), client(apis[1]!, token)];
    const opened = { outlet_id: shop.outletId, start_cash: FLOAT };
    shiftId = expectStatus(201, await cashier.post<{ id: string }>('/shifts/open', opened)).id;
  });

  const sells = async (how: object, by = cashier): Promise<{ id: string; orderId: string }> => {
    const items = [{ product_id: coffee, quantity: 1 }];
    const order = { outlet_id: shop.outletId, type: 'TAKEAWAY', items };
    const { id } = expectStatus(201, await by.post<{ id: string }>('/orders', order));
    const paid = expectStatus(201, await by.post<{ payment_id: string }>(`/orders/${id}/pay`, how));
    return { id: paid.payment_id, orderId: id };
  };
  const retender = (id: string, body: object, by = boss, key = newId()) =>
    by.post<Payment>(`/payments/${id}/retender`, { reason: 'wrong button', ...body }, { 'Idempotency-Key': key });
  const reportOf = async (id = shiftId): Promise<Report> =>
    expectStatus(200, await boss.get<Report>(`/shifts/${id}/report`));
  const close = (endCash: number, by: Client = cashier) =>
    by.post<{ expected_cash: number }>('/shifts/close', { shift_id: shiftId, end_cash: endCash });
  const zOf = (id = shiftId) =>
    eventually(async () => {
      const report = await reportOf(id);
      expect(report.type).toBe('Z');
      return report;
    });
  /** Another shift of another cashier, opened and closed: its Z is the next one. */
  const nextZ = async (): Promise<Report> => {
    const user = await createAccount(database, 'KASIR', [shop.outletId]);
    const by = client(apis[1]!, user.token);
    const opened = { outlet_id: shop.outletId, start_cash: FLOAT };
    const { id } = expectStatus(201, await by.post<{ id: string }>('/shifts/open', opened));
    expectStatus(200, await by.post('/shifts/close', { shift_id: id, end_cash: FLOAT }));
    return zOf(id);
  };
  const adjust = (body: object, by = boss, id = shiftId) =>
    by.post<Adjustment>(`/shifts/${id}/adjustments`, { reason: 'found', ...body });
  const takenBy = async (): Promise<Record<string, number>> => {
    const path = `/reports/sales?outlet_id=${shop.outletId}&group_by=payment_method`;
    const { data } = expectStatus(
      200,
      await shop.admin.get<{ data: { key: string; gross_sales: number; refunds: number }[] }>(path),
    );
    return Object.fromEntries(data.map(({ key, gross_sales }) => [key, gross_sales]));
  };

  it('moves the cash in the open drawer, with its tip, and the bill stays as it was', async () => {
    const { id, orderId } = await sells({ method: 'cash', tip: 2_000 });
    const before = expectStatus(200, await boss.get<object>(`/orders/${orderId}`));
    expect(await reportOf()).toMatchObject({ expected_cash: FLOAT + 22_000 });

    const key = newId();
    const body = { method: 'card_terminal', reference: `S-${key}`, last4: '4242', card_type: 'DEBIT' };
    const corrected = expectStatus(200, await retender(id, body, boss, key));
    expect(expectStatus(200, await retender(id, body, boss, key))).toEqual(corrected);

    expect(corrected).toMatchObject({ method: 'card_terminal', tender_id: edc, reference: `S-${key}`, status: 'PAID' });
    expect(corrected.tendered).toBeNull();
    const after = expectStatus(200, await boss.get<Record<string, unknown>>(`/orders/${orderId}`));
    const same = ['total_amount', 'paid_amount', 'payment_status', 'status', 'rounding', 'tax_total'] as const;
    for (const name of same) expect(after[name]).toEqual((before as Record<string, unknown>)[name]);
    expect(await reportOf()).toMatchObject({
      expected_cash: FLOAT,
      sales: [{ method: 'card_terminal', count: 1, amount: PRICE }],
      tenders: [{ name: 'BCA', count: 1, expected: 22_000 }],
      totals: { gross: PRICE, cash_sales: 0 },
    });
    const path = `/shifts/${shiftId}/cash-movements?type=CORRECTION`;
    const { data } = expectStatus(200, await boss.get<{ data: object[] }>(path));
    expect(data).toMatchObject([{ effect: -PRICE, reason: 'wrong button', payment_id: id, created_by: bossId }]);

    // And back: it is in the drawer again.
    expect(expectStatus(200, await retender(id, { method: 'cash' }))).toMatchObject({
      method: 'cash',
      tender_id: null,
      reference: null,
      tendered: 22_000,
    });
    expect(told(await close(FLOAT + 22_000))).toBe('200');
    expect(await zOf()).toMatchObject({
      expected_cash: FLOAT + 22_000,
      difference: 0,
      sales: [{ method: 'cash', count: 1, amount: PRICE }],
      tenders: [{ name: 'BCA', count: 0, expected: 0 }],
    });
  });

  it('is a cashier’s with an approval, and refuses what cannot be put right, which changes nothing', async () => {
    const cash = await sells({ method: 'cash' });
    const card = await sells({ method: 'card_terminal', reference: newId().slice(0, 20) });
    const refunded = await sells({ method: 'cash' });
    const half = { amount: 5_000, reason: 'cold' };
    expectStatus(201, await shop.supervisor.post(`/payments/${refunded.id}/refunds`, half));
    const x = await reportOf();

    expect(told(await retender(cash.id, { method: 'card_terminal' }, cashier))).toBe('403 APPROVAL_REQUIRED');
    expect(told(await retender(cash.id, { method: 'cash' }))).toBe('422 SAME_TENDER');
    expect(told(await retender(card.id, { method: 'card_terminal', tender_id: edc }))).toBe('422 SAME_TENDER');
    expect(told(await retender(cash.id, { method: 'voucher' }))).toBe('422 TENDER_REQUIRED');
    expect(told(await retender(cash.id, { method: 'card_terminal', tender_id: newId() }))).toBe('404 TENDER_NOT_FOUND');
    expect(told(await retender(cash.id, { method: 'cash', reference: '1' }))).toBe('400 TENDER_UNEXPECTED');
    expect(told(await retender(cash.id, { method: 'credit_card' }))).toBe('400 VALIDATION_FAILED');
    expect(told(await retender(cash.id, { method: 'card_terminal', reason: '' }))).toBe('400 VALIDATION_FAILED');
    expect(told(await retender(refunded.id, { method: 'card_terminal' }))).toBe('409 PAYMENT_FIXED');
    expect(told(await retender(newId(), { method: 'card_terminal' }))).toBe('404 PAYMENT_NOT_FOUND');
    const slip = expectStatus(200, await boss.get<Payment>(`/payments/${card.id}`)).reference;
    expect(told(await retender(cash.id, { method: 'card_terminal', reference: slip }))).toBe('409 REFERENCE_TAKEN');
    expect(await reportOf()).toMatchObject({ expected_cash: x.expected_cash, sales: x.sales, tenders: x.tenders });
    const kept = await database.query('SELECT FROM payment_retenders WHERE payment_id = $1', [cash.id]);
    expect(kept).toEqual([]);
  });

  it('after the Z is a late adjustment: the next Z tells it with the old one’s number, and the old one stands', async () => {
    const { id } = await sells({ method: 'cash' });
    expect(told(await close(FLOAT, boss))).toBe('200');
    const old = await zOf();
    await nextZ();

    expectStatus(200, await retender(id, { method: 'card_terminal' }));
    const missed = expectStatus(201, await adjust({ method: 'cash', amount: -500, payment_id: id }));
    expect(missed).toMatchObject({ report_number: old.number, method: 'cash', name: null, amount: -500 });

    expect((await nextZ()).late_adjustments).toMatchObject([
      { report_number: old.number, method: 'cash', name: null, amount: -PRICE, payment_id: id },
      { report_number: old.number, method: 'card_terminal', name: 'BCA', amount: PRICE, payment_id: id },
      { report_number: old.number, method: 'cash', amount: -500, payment_id: id },
    ]);
    expect(await nextZ()).not.toHaveProperty('late_adjustments');
    expect(await zOf()).toEqual(old);
    const verdict = await shop.admin.get<{ valid: boolean }>(`/shifts/reports/verify?outlet_id=${shop.outletId}`);
    expect(expectStatus(200, verdict)).toMatchObject({ valid: true });
    await expect(database.query('UPDATE shift_adjustments SET amount = 1')).rejects.toThrow(/never changed/);
    await expect(database.query('DELETE FROM payment_retenders')).rejects.toThrow(/never changed/);
  });

  it('adjusts closed shifts alone, and whoever may', async () => {
    expect(told(await adjust({ method: 'cash', amount: 500 }))).toBe('409 SHIFT_NOT_CLOSED');
    expectStatus(200, await close(FLOAT));
    expect(told(await adjust({ method: 'cash', amount: 0 }))).toBe('400 VALIDATION_FAILED');
    expect(told(await adjust({ method: 'voucher', amount: 1 }))).toBe('422 TENDER_UNNAMED');
    expect(told(await adjust({ method: 'cash', tender_id: edc, amount: 1 }))).toBe('422 TENDER_UNNAMED');
    expect(told(await adjust({ method: 'cash', amount: 1, payment_id: newId() }))).toBe('404 PAYMENT_NOT_FOUND');
    expect(told(await adjust({ method: 'cash', amount: 1 }, cashier))).toBe('403 FORBIDDEN');
    expect(told(await adjust({ method: 'cash', amount: 1 }, boss, newId()))).toBe('404 SHIFT_NOT_FOUND');
    const rows = await database.query('SELECT FROM shift_adjustments WHERE shift_id = $1', [shiftId]);
    expect(rows).toEqual([]);
  });

  it('moves it in the reports, on the day that it was paid', async () => {
    const before = await takenBy();
    const [one, other] = [await sells({ method: 'cash' }), await sells({ method: 'cash' })];
    await eventually(async () => expect((await takenBy())['cash'] ?? 0).toBe((before['cash'] ?? 0) + 2 * PRICE));
    expectStatus(200, await retender(one.id, { method: 'card_terminal' }));
    expectStatus(200, await retender(other.id, { method: 'card_terminal' }));
    expectStatus(200, await retender(other.id, { method: 'cash' }));

    const expected = {
      cash: (before['cash'] ?? 0) + PRICE,
      card_terminal: (before['card_terminal'] ?? 0) + PRICE,
    };
    await eventually(async () => expect(await takenBy()).toMatchObject(expected));
  });

  it('races with the close: each payment is counted once, in the Z or as a late adjustment', async () => {
    const sales = [];
    for (let n = 0; n < 6; n++) sales.push(await sells({ method: 'cash' }, n % 2 === 0 ? cashier : otherTill));

    const [closed, ...corrections] = await Promise.all([
      close(FLOAT + 6 * PRICE, boss),
      ...sales.map(({ id }) => retender(id, { method: 'card_terminal' })),
    ]);

    expect(told(closed)).toBe('200');
    expect(corrections.map(told)).toEqual(sales.map(() => '200'));
    const z = await zOf();
    const late = (await nextZ()).late_adjustments ?? [];
    const byCard = z.tenders?.find(({ name }) => name === 'BCA');
    const lateCard = late.filter(({ method }) => method === 'card_terminal');
    expect((byCard?.count ?? 0) + lateCard.length).toBe(6);
    expect(z.expected_cash).toBe(FLOAT + lateCard.length * PRICE);
    expect(z.totals).toMatchObject({ gross: 6 * PRICE, cash_sales: lateCard.length * PRICE });
    expect(byCard?.expected).toBe((byCard?.count ?? 0) * PRICE);
    expect(late.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(new Set(lateCard.map(({ payment_id }) => payment_id)).size).toBe(lateCard.length);
  });

  it('of two who put the same payment right at once one does', async () => {
    const { id } = await sells({ method: 'cash' });

    const answers = await Promise.all([
      retender(id, { method: 'card_terminal' }, boss),
      retender(id, { method: 'card_terminal' }, shop.supervisor),
    ]);

    expect(answers.map(told).sort()).toEqual(['200', '422 SAME_TENDER']);
    expect(await reportOf()).toMatchObject({ expected_cash: FLOAT, tenders: [{ count: 1, expected: PRICE }] });
  });
});
