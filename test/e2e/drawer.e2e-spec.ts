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

interface Person {
  readonly id: string;
}
interface Report {
  readonly type: 'X' | 'Z';
  readonly handed_over_from?: string;
  readonly float: number;
  readonly expected_cash: number | null;
  readonly members?: readonly { readonly user: Person; readonly left_at: string | null }[];
  readonly by_cashier?: readonly { readonly cashier: Person; readonly count: number; readonly cash: number | null }[];
  readonly no_sales?: readonly { readonly reason: string; readonly by: Person }[];
}
interface Handover {
  readonly ended: { readonly id: string; readonly status: string; readonly expected_cash: number };
  readonly begun: {
    readonly id: string;
    readonly user_id: string;
    readonly start_cash: number;
    readonly handed_over_from: string;
  };
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const FLOAT = 100_000;

describe('several people on one drawer, on two processes', () => {
  let database: TestDatabase;
  let apis: readonly Api[];
  let shop: Shop;
  let boss: Client;
  let coffee: string;
  let cashier: { readonly id: string; readonly client: Client };
  let waiter: { readonly id: string; readonly client: Client };
  let shiftId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', 20_000)).id;
    boss = client(apis[0]!, (await createAccount(database, 'SUPERVISOR', [shop.outletId])).token);
  }, 120_000);

  const staff = async (role: 'KASIR' | 'WAITER', at: number) => {
    const { id, token } = await createAccount(database, role, [shop.outletId]);
    return { id, client: client(apis[at]!, token) };
  };
  const opens = async (by: Client): Promise<string> =>
    expectStatus(201, await by.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: FLOAT }))
      .id;

  beforeEach(async () => {
    [cashier, waiter] = await Promise.all([staff('KASIR', 0), staff('WAITER', 1)]);
    shiftId = await opens(cashier.client);
  });

  const sells = async (by: Client) =>
    by.post('/transactions', {
      outlet_id: shop.outletId,
      type: 'TAKEAWAY',
      items: [{ product_id: coffee, quantity: 1 }],
    });
  const reportOf = async (id: string, by = boss): Promise<Report> =>
    expectStatus(200, await by.get<Report>(`/shifts/${id}/report`));
  const zOf = (id: string) =>
    eventually(async () => {
      const report = await reportOf(id);
      expect(report.type).toBe('Z');
      return report;
    });

  it('lets a waiter take cash into it, hands it over, and tells who took what', async () => {
    expect(told(await sells(waiter.client))).toBe('409 NO_OPEN_SHIFT');
    expect(told(await waiter.client.post(`/shifts/${shiftId}/members`, {}))).toBe('403 APPROVAL_REQUIRED');
    expect(told(await cashier.client.post(`/shifts/${shiftId}/members`, { user_id: waiter.id }))).toBe('200');
    expect(expectStatus(200, await waiter.client.get<Person>('/shifts/current')).id).toBe(shiftId);
    expect(told(await sells(waiter.client))).toBe('201');
    expect(told(await sells(cashier.client))).toBe('201');
    const x = await reportOf(shiftId, cashier.client);
    expect(x.by_cashier?.map(({ count, cash }) => [count, cash])).toEqual([
      [1, null],
      [1, null],
    ]);

    const next = await staff('KASIR', 1);
    const body = { to_user_id: next.id, counted: FLOAT + 40_000 };
    const key = newId();
    const handing = () =>
      cashier.client.post<Handover>(`/shifts/${shiftId}/handover`, body, { 'Idempotency-Key': key });
    const { ended, begun } = expectStatus(201, await handing());
    expect(ended).toMatchObject({ id: shiftId, status: 'CLOSED', expected_cash: FLOAT + 40_000 });
    expect(begun).toMatchObject({ user_id: next.id, start_cash: FLOAT + 40_000, handed_over_from: shiftId });
    expect(expectStatus(201, await handing()).begun.id).toBe(begun.id);

    const z = await zOf(shiftId);
    expect(z).toMatchObject({ expected_cash: FLOAT + 40_000 });
    expect(z).not.toHaveProperty('handed_over_from');
    expect(z.members).toMatchObject([{ user: { id: waiter.id }, left_at: expect.any(String) as unknown }]);
    expect(z.by_cashier?.map(({ cashier: { id }, count, cash }) => ({ id, count, cash }))).toEqual(
      [cashier.id, waiter.id].sort().map((id) => ({ id, count: 1, cash: 20_000 })),
    );

    expect(told(await sells(cashier.client))).toBe('409 NO_OPEN_SHIFT');
    expect(told(await sells(waiter.client))).toBe('201');
    expect(told(await next.client.delete(`/shifts/${begun.id}/members?user_id=${waiter.id}`))).toBe('200');
    expect(told(await sells(waiter.client))).toBe('409 NO_OPEN_SHIFT');
    const counted = { shift_id: begun.id, end_cash: FLOAT + 60_000 };
    expect(told(await next.client.post('/shifts/close', counted))).toBe('200');
    expect(await zOf(begun.id)).toMatchObject({
      float: FLOAT + 40_000,
      handed_over_from: shiftId,
      expected_cash: FLOAT + 60_000,
    });
  });

  it('refuses what does not fit, and changes nothing', async () => {
    const other = await staff('KASIR', 1);
    const others = await opens(other.client);

    expect(told(await other.client.post(`/shifts/${shiftId}/members`, {}))).toBe('409 ALREADY_IN_SHIFT');
    expect(told(await boss.post(`/shifts/${shiftId}/members`, { user_id: other.id }))).toBe('409 ALREADY_IN_SHIFT');
    expect(told(await boss.post(`/shifts/${shiftId}/members`, { user_id: newId() }))).toBe('404 USER_NOT_FOUND');
    expect(told(await waiter.client.delete(`/shifts/${shiftId}/members`))).toBe('404 MEMBER_NOT_FOUND');
    const handing = (by: Client, body: object) => by.post(`/shifts/${shiftId}/handover`, body);
    expect(told(await handing(other.client, { to_user_id: waiter.id, counted: FLOAT }))).toBe('403 NOT_YOUR_SHIFT');
    expect(told(await handing(cashier.client, { to_user_id: other.id, counted: FLOAT }))).toBe('409 ALREADY_IN_SHIFT');
    expect(told(await handing(cashier.client, { to_user_id: cashier.id, counted: FLOAT }))).toBe(
      '422 HANDED_TO_ONESELF',
    );
    expect(told(await handing(cashier.client, { to_user_id: waiter.id, counted: -1 }))).toBe('400 VALIDATION_FAILED');
    expect(told(await other.client.post('/shifts/close', { shift_id: shiftId, end_cash: 1 }))).toBe(
      '403 NOT_YOUR_SHIFT',
    );
    expect(
      await database.query('SELECT id FROM shifts WHERE id = ANY($1) AND status = $2', [[shiftId, others], 'OPEN']),
    ).toHaveLength(2);
    expect(await database.query('SELECT FROM shift_members WHERE shift_id = $1', [shiftId])).toEqual([]);
  });

  it('is opened without a sale so often, tells supervisors, and says it on the Z', async () => {
    const opening = (by = cashier.client, body: object = {}) =>
      by.post<{ amount: number; type: string }>(`/shifts/${shiftId}/cash-movements`, {
        type: 'NO_SALE',
        amount: 0,
        reason: 'change for a note',
        ...body,
      });

    const after = await eventually(async () => {
      const [last] = await database.query<{ after: number }>(
        `SELECT max(outlet_seq)::int AS after FROM events WHERE outlet_id = $1 HAVING bool_and(outlet_seq IS NOT NULL)`,
        [shop.outletId],
      );
      expect(last).toBeDefined();
      return last!.after;
    });
    for (let n = 0; n < 20; n++)
      expect(expectStatus(201, await opening())).toMatchObject({ type: 'NO_SALE', amount: 0 });
    expect(told(await opening())).toBe('403 APPROVAL_REQUIRED');
    expect(told(await opening(boss, { amount: 5 }))).toBe('422 NO_SALE_MOVES_NOTHING');
    expect(told(await opening(cashier.client, { type: 'DROP' }))).toBe('400 VALIDATION_FAILED');
    const listed = await cashier.client.get<{ total: number }>(`/shifts/${shiftId}/cash-movements?type=NO_SALE`);
    expect(expectStatus(200, listed).total).toBe(20);
    await eventually(async () => {
      const heard = async (by: Client) => {
        const { data } = expectStatus(
          200,
          await by.get<{ data: { type: string }[] }>(`/events?outlet_id=${shop.outletId}&limit=100&after=${after}`),
        );
        return data.filter(({ type }) => type === 'DRAWER_OPENED').length;
      };
      expect([await heard(boss), await heard(cashier.client)]).toEqual([20, 0]);
    });
    expect(told(await cashier.client.post('/shifts/close', { shift_id: shiftId, end_cash: FLOAT }))).toBe('200');
    const z = await zOf(shiftId);
    expect(z.no_sales).toHaveLength(20);
    expect(z.no_sales?.[0]).toMatchObject({ reason: 'change for a note', by: { id: cashier.id } });
    expect(z.expected_cash).toBe(FLOAT);
  });

  it('answers a shift of one person as before, and takes their cash with not one statement more', async () => {
    const counted = async () => {
      const [row] = await database.query<{ statements: number; entries: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS statements, (SELECT count(*)::int FROM audit_log) AS entries
         FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query ~ '(cash_movements|shift_members|drawer_openings)' AND query !~ 'pg_stat'`,
      );
      return row!;
    };
    await sells(cashier.client);
    const before = await counted();
    expect(told(await sells(cashier.client))).toBe('201');
    // The lock of the drawer, and the line in its ledger; nothing to seal.
    expect(await counted()).toEqual({ ...before, statements: before.statements + 2 });

    const report = await reportOf(shiftId);
    for (const name of ['members', 'by_cashier', 'no_sales', 'handed_over_from'])
      expect(report).not.toHaveProperty(name);
    expect(expectStatus(200, await boss.get(`/shifts/${shiftId}`))).not.toHaveProperty('handed_over_from');
  });
});
