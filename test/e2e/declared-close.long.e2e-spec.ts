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

interface Line {
  readonly name: string;
  readonly count: number;
  readonly expected: number | null;
  readonly declared: number | null;
  readonly declared_count: number | null;
  readonly difference: number | null;
}
interface Report {
  readonly type: 'X' | 'Z';
  readonly tenders?: readonly Line[];
  readonly denominations?: readonly object[];
  readonly sales: readonly { readonly method: string; readonly amount: number | null }[];
  readonly approved_by: { readonly id: string } | null;
  readonly totals: { readonly gross: number | null };
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const PIN = '246810';

describe('the close of a drawer whose outlet has tenders', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let coffee: string;
  let edc: string;
  let boss: string;
  let cashier: Client;
  let shiftId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    coffee = (await shop.product('Kopi', 20_000)).id;
    const tender = async (body: object) =>
      expectStatus(201, await shop.admin.post<{ id: string }>('/tenders', { outlet_id: shop.outletId, ...body })).id;
    edc = await tender({ name: 'BCA', method: 'card_terminal', counts_in_drawer: true, difference_limit: 500 });
    await tender({ name: 'QR', method: 'static_qr', position: 1 });
    const account = { name: 'Bagus', password: 'long enough to be one', pin: PIN, role: 'SUPERVISOR' };
    const hired = { ...account, username: `boss-${newId()}`, outlet_ids: [shop.outletId] };
    boss = expectStatus(201, await shop.admin.post<{ id: string }>('/users', hired)).id;
  }, 120_000);

  beforeEach(async () => {
    cashier = client(api, (await createAccount(database, 'KASIR', [shop.outletId])).token);
    const body = { outlet_id: shop.outletId, start_cash: 100_000 };
    shiftId = expectStatus(201, await cashier.post<{ id: string }>('/shifts/open', body)).id;
  });

  const sells = async (body: object) =>
    expectStatus(
      201,
      await cashier.post<{ payment_id: string }>('/transactions', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: coffee, quantity: 1 }],
        ...body,
      }),
    ).payment_id;
  const close = (body: object) => cashier.post<object>('/shifts/close', { shift_id: shiftId, ...body });
  const declared = (amount: number) => [{ method: 'card_terminal', amount, count: 2 }];
  const report = async (by: Client, type: 'X' | 'Z') =>
    eventually(
      async () => {
        const answer = await by.get<Report>(`/shifts/${shiftId}/report`);
        expect([answer.status, answer.body.type]).toEqual([200, type]);
        return answer.body;
      },
      { timeoutMs: 60_000 },
    );

  it('tells what each tender took and what was declared of it, refunds off', async () => {
    await sells({ method: 'card_terminal' });
    const refunded = await sells({ method: 'card_terminal' });
    await sells({ method: 'static_qr' });
    await sells({});
    const back = { amount: 5_000, reason: 'cold' };
    expectStatus(201, await shop.admin.post(`/payments/${refunded}/refunds`, back));
    const denominations = [
      { value: 100_000, count: 1 },
      { value: 20_000, count: 1 },
    ];
    expectStatus(200, await close({ end_cash: 120_000, denominations, declared: declared(35_400) }));
    const z = await report(cashier, 'Z');

    expect(z.tenders).toMatchObject([
      { name: 'BCA', count: 2, expected: 35_000, declared: 35_400, declared_count: 2, difference: 400 },
      { name: 'QR', count: 1, expected: 20_000, declared: null, declared_count: null, difference: null },
    ]);
    expect(z).toMatchObject({ denominations, approved_by: null, totals: { gross: 80_000 } });
    const csv = await cashier.get<string>(`/shifts/${shiftId}/report?format=csv`);
    expect(csv.body.toString()).toMatch(/tender_difference,BCA,,400/);
    expect((await cashier.get(`/shifts/${shiftId}/report?format=pdf`)).status).toBe(200);
    const verified = await shop.admin.get<{ valid: boolean }>(`/shifts/reports/verify?outlet_id=${shop.outletId}`);
    expect(verified.body.valid).toBe(true);
  });

  it('is blind: nothing that is to be declared is shown before it is', async () => {
    await sells({ method: 'card_terminal' });
    const seen = await report(cashier, 'X');

    expect(seen.tenders).toMatchObject([{ name: 'BCA', count: 1, expected: null, difference: null }, { name: 'QR' }]);
    expect(seen.sales).toMatchObject([{ method: 'card_terminal', amount: null }]);
    expect((await report(shop.supervisor, 'X')).tenders).toMatchObject([{ expected: 20_000 }, { expected: 0 }]);
    const missing = await close({ end_cash: 100_000 });
    expect(told(missing)).toBe('422 DECLARATION_MISSING');
    expect(missing.body).toMatchObject({ tenders: [edc] });
    const far = await close({ end_cash: 100_000, declared: declared(1) });
    expect(told(far)).toBe('403 APPROVAL_REQUIRED');
    expect(JSON.stringify([missing.body, far.body])).not.toMatch(/20.?000/);
  });

  it('takes an approval for a declaration that is off by more than its limit, and changes nothing without', async () => {
    await sells({ method: 'card_terminal' });
    const approval = { user_id: boss, pin: PIN };

    expect(told(await close({ end_cash: 100_000, declared: declared(19_499) }))).toBe('403 APPROVAL_REQUIRED');
    expect(told(await cashier.get('/shifts/current'))).toBe('200');
    expect(told(await close({ end_cash: 100_000, declared: declared(19_499), approval }))).toBe('200');
    expect((await report(cashier, 'Z')).approved_by?.id).toBe(boss);
  });

  it('refuses what does not add up, or names no tender', async () => {
    const denominations = [{ value: 50_000, count: 1 }];
    const once = declared(0);

    expect(told(await close({ end_cash: 100_000, denominations, declared: once }))).toBe('422 DENOMINATIONS_DIFFER');
    expect(told(await close({ end_cash: 100_000, declared: [...once, ...once] }))).toBe('422 DECLARED_TWICE');
    const unknown = [...once, { method: 'voucher', amount: 1 }];
    expect(told(await close({ end_cash: 100_000, declared: unknown }))).toBe('422 DECLARED_UNKNOWN');
    expect(told(await close({ end_cash: 100_000, declared: [{ method: 'cash', amount: 1 }] }))).toBe(
      '400 VALIDATION_FAILED',
    );
    expect(told(await close({ end_cash: 100_000, declared: once }))).toBe('200');
  });

  it('counts a payment that is made meanwhile, or refuses it', async () => {
    for (let round = 0; round < 6; round++) {
      const seat = client(api, (await createAccount(database, 'KASIR', [shop.outletId])).token);
      const opened = await seat.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 });
      shiftId = expectStatus(201, opened).id;
      const sale = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: coffee, quantity: 1 }] };
      const [paid, closed] = await Promise.all([
        seat.post<{ payment_id: string }>('/transactions', { ...sale, method: 'card_terminal' }),
        shop.admin.post('/shifts/close', { shift_id: shiftId, end_cash: 0, declared: declared(20_000) }),
      ]);
      const [line] = (await report(seat, 'Z')).tenders ?? [];

      expect(told(closed)).toBe('200');
      expect(['201', '409 NO_OPEN_SHIFT']).toContain(told(paid));
      const isCounted = paid.status === 201;
      expect(line).toMatchObject({ count: isCounted ? 1 : 0, expected: isCounted ? 20_000 : 0, declared: 20_000 });
    }
  });

  it('is as before where the outlet has no tender', async () => {
    const plain = await createShop(database, api);
    const opened = await plain.cashier.post<{ id: string }>('/shifts/open', {
      outlet_id: plain.outletId,
      start_cash: 10_000,
    });
    shiftId = expectStatus(201, opened).id;
    expectStatus(200, await plain.cashier.post('/shifts/close', { shift_id: shiftId, end_cash: 10_000 }));
    const z = await report(plain.cashier, 'Z');

    expect(Object.keys(z)).not.toEqual(expect.arrayContaining(['tenders']));
    expect(Object.keys(z)).not.toEqual(expect.arrayContaining(['denominations']));
  });
});
