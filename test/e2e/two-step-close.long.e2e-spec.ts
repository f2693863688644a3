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

interface Shift {
  readonly id: string;
  readonly status: string;
  readonly end_cash: number | null;
  readonly expected_cash: number | null;
  readonly difference: number | null;
  readonly variance?: number | null;
  readonly closed_by: string | null;
  readonly ended_by?: string;
  readonly first_count?: number;
  readonly approved_by: string | null;
  readonly report: { readonly status: string };
}
interface Report {
  readonly type: 'X' | 'Z';
  readonly expected_cash: number | null;
  readonly counted_cash: number | null;
  readonly difference: number | null;
  readonly denominations?: readonly object[];
  readonly count?: { readonly by: { readonly id: string }; readonly cash: number; readonly audit_note: string | null };
  readonly closed_by: { readonly id: string } | null;
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const FLOAT = 100_000;
const PRICE = 20_000;

describe('a shift that is closed in two steps, on two processes', () => {
  let database: TestDatabase;
  let apis: readonly Api[];
  let shop: Shop;
  let coffee: string;
  let cashier: Client;
  let cashierId: string;
  let boss: Client;
  let bossId: string;
  let other: Client;
  let shiftId: string;

  const staff = async (role: 'KASIR' | 'SUPERVISOR', at: number) => {
    const { id, token } = await createAccount(database, role, [shop.outletId]);
    return { id, client: client(apis[at]!, token) };
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', PRICE)).id;
    ({ id: bossId, client: boss } = await staff('SUPERVISOR', 1));
    other = (await staff('SUPERVISOR', 0)).client;
    const tender = { outlet_id: shop.outletId, name: 'BCA', method: 'card_terminal' };
    expectStatus(201, await shop.admin.post('/tenders', tender));
    const twoSteps = await shop.admin.patch<{ close: string }>(`/outlets/${shop.outletId}`, { close: 'TWO_STEP' });
    expect(expectStatus(200, twoSteps).close).toBe('TWO_STEP');
    for (const api of apis) {
      const seen = () => client(api, shop.accounts.admin.token).get<{ close: string }>(`/outlets/${shop.outletId}`);
      await eventually(async () => expect((await seen()).body.close).toBe('TWO_STEP'));
    }
  }, 120_000);

  beforeEach(async () => {
    ({ id: cashierId, client: cashier } = await staff('KASIR', 0));
    shiftId = await opens();
  });

  const opens = async (by = cashier): Promise<string> =>
    expectStatus(201, await by.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: FLOAT }))
      .id;
  const sells = async (by = cashier) =>
    by.post<{ payment_id: string }>('/transactions', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: coffee, quantity: 1 }],
    });
  const close = (endCash: number, by = cashier, more: object = {}) =>
    by.post<Shift>('/shifts/close', { shift_id: shiftId, end_cash: endCash, ...more });
  const audit = (body: object = {}, by = boss) => by.post<Shift>(`/shifts/${shiftId}/audit`, body);
  const reportBy = async (by: Client) => expectStatus(200, await by.get<Report>(`/shifts/${shiftId}/report`));
  const shiftBy = async (by: Client) => expectStatus(200, await by.get<Shift>(`/shifts/${shiftId}`));
  const zOf = () =>
    eventually(async () => {
      const report = await reportBy(boss);
      expect(report.type).toBe('Z');
      return report;
    });

  it('is counted blind, stops all payments, and is closed by somebody else, who stands behind what is off', async () => {
    expect(told(await sells())).toBe('201');
    // Further off than the outlet allows: the audit is the approval.
    const key = newId();
    const body = { shift_id: shiftId, end_cash: FLOAT, note: 'quick' };
    const ending = () => cashier.post<Shift>('/shifts/close', body, { 'Idempotency-Key': key });
    const ended = expectStatus(200, await ending());
    expect(expectStatus(200, await ending())).toEqual(ended);
    expect(ended).toMatchObject({
      status: 'ENDED',
      end_cash: FLOAT,
      expected_cash: null,
      difference: null,
      variance: null,
      closed_by: null,
      ended_by: cashierId,
      report: { status: 'LIVE' },
    });

    expect(told(await sells())).toBe('409 NO_OPEN_SHIFT');
    expect(told(await cashier.get('/shifts/current'))).toBe('404 NO_OPEN_SHIFT');
    const drop = { type: 'DROP', amount: 1_000, reason: 'safe' };
    expect(told(await cashier.post(`/shifts/${shiftId}/cash-movements`, drop))).toBe('409 SHIFT_CLOSED');
    expect(told(await close(FLOAT))).toBe('409 SHIFT_CLOSED');
    expect(await shiftBy(cashier)).toMatchObject({ expected_cash: null, difference: null });
    expect(await reportBy(cashier)).toMatchObject({ type: 'X', expected_cash: null, difference: null });
    expect(await reportBy(boss)).toMatchObject({ type: 'X', expected_cash: FLOAT + PRICE, counted_cash: FLOAT });
    const waiting = await boss.get<{ data: Shift[] }>(`/shifts?outlet_id=${shop.outletId}&status=ENDED`);
    expect(expectStatus(200, waiting).data.map(({ id }) => id)).toContain(shiftId);

    expect(told(await audit({}, cashier))).toBe('403 FORBIDDEN');
    const closed = expectStatus(200, await audit({ note: 'looked at twice' }));
    expect(closed).toMatchObject({
      status: 'CLOSED',
      closed_by: bossId,
      approved_by: bossId,
      expected_cash: FLOAT + PRICE,
      difference: -PRICE,
      variance: -PRICE,
    });
    expect(told(await audit({}, other))).toBe('409 SHIFT_NOT_ENDED');
    expect(await zOf()).toMatchObject({
      counted_cash: FLOAT,
      difference: -PRICE,
      count: { by: { id: cashierId }, cash: FLOAT, audit_note: 'looked at twice' },
      closed_by: { id: bossId },
    });
    const types = await database.query<{ type: string }>(
      `SELECT type FROM events WHERE coalesce(payload ->> 'id', payload ->> 'shift_id') = $1 ORDER BY position`,
      [shiftId],
    );
    expect(types.map(({ type }) => type)).toEqual([
      'SHIFT_OPENED',
      'SHIFT_ENDED',
      'SHIFT_CLOSED',
      'SHIFT_REPORT_READY',
    ]);
  });

  it('is not audited by whoever counted it; a recount stands in place of the first, which the Z keeps', async () => {
    expect(told(await audit())).toBe('409 SHIFT_NOT_ENDED');
    const counted = { denominations: [{ value: 50_000, count: 1 }], counted: 50_000 };
    expect(told(await boss.post(`/shifts/${shiftId}/end`, { ...counted, counted: 1 }))).toBe(
      '422 DENOMINATIONS_DIFFER',
    );
    expect(told(await boss.post(`/shifts/${shiftId}/end`, counted))).toBe('200');
    expect(told(await audit())).toBe('403 OWN_COUNT');
    expect(told(await audit({ recount: -1 }, other))).toBe('400 VALIDATION_FAILED');
    expect(told(await audit({ recount: 900_000_000_000 }, other))).toBe('422 END_CASH_UNLIKELY');
    expect(await shiftBy(boss)).toMatchObject({ status: 'ENDED', first_count: 50_000 });

    expect(expectStatus(200, await audit({ recount: FLOAT }, other))).toMatchObject({
      status: 'CLOSED',
      end_cash: FLOAT,
      first_count: 50_000,
      difference: 0,
      approved_by: null,
    });
    const z = await zOf();
    expect(z).toMatchObject({ counted_cash: FLOAT, difference: 0, count: { by: { id: bossId }, cash: 50_000 } });
    expect(z).not.toHaveProperty('denominations');
  });

  it('has its payments put right until the audit: the count then fits', async () => {
    const { payment_id: id } = expectStatus(201, await sells());
    expectStatus(200, await close(FLOAT));
    const right = { method: 'card_terminal', reason: 'wrong button' };
    expect(told(await boss.post(`/payments/${id}/retender`, right))).toBe('200');
    expect(told(await boss.patch(`/payments/${id}/tip`, { tip: 500 }))).toBe('409 TIP_FIXED');
    expect(told(await boss.post(`/shifts/${shiftId}/adjustments`, { method: 'cash', amount: 1, reason: 'x' }))).toBe(
      '409 SHIFT_NOT_CLOSED',
    );
    expect(expectStatus(200, await audit())).toMatchObject({ expected_cash: FLOAT, difference: 0, approved_by: null });
    expect(await zOf()).not.toHaveProperty('late_adjustments');
  });

  it('hands over without a second count of the drawer that goes on', async () => {
    const next = await staff('KASIR', 1);
    const body = { to_user_id: next.id, counted: FLOAT - 500 };
    const { ended, begun } = expectStatus(
      201,
      await cashier.post<{ ended: Shift; begun: { start_cash: number } }>(`/shifts/${shiftId}/handover`, body),
    );
    expect(ended).toMatchObject({ status: 'ENDED', expected_cash: null });
    expect(begun.start_cash).toBe(FLOAT - 500);
    expect(told(await audit({ recount: FLOAT }))).toBe('409 COUNT_HANDED_OVER');
    expect(expectStatus(200, await audit())).toMatchObject({ status: 'CLOSED', difference: -500 });
    expect(await opens()).not.toBe(shiftId);
  });

  it('counts each payment that races its end in it, or refuses it, and one of two audits holds', async () => {
    const selling = Array.from({ length: 8 }, () => sells());
    await Promise.race(selling);
    const ended = await close(FLOAT, boss);
    const sales = await Promise.all(selling);
    expect(told(ended)).toBe('200');
    const sold = sales.filter(({ status }) => status === 201).length;
    expect(sales.map(told).filter((each) => each !== '201')).toEqual(
      Array.from({ length: 8 - sold }, () => '409 NO_OPEN_SHIFT'),
    );
    const answers = await Promise.all([audit({}, other), audit({}, shop.admin)]);
    expect(answers.map(told).sort()).toEqual(['200', '409 SHIFT_NOT_ENDED']);
    expect(await zOf()).toMatchObject({ expected_cash: FLOAT + sold * PRICE, difference: 0 - sold * PRICE });
  });
});
