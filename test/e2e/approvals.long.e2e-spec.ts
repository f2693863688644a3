import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  connectSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Approval {
  readonly id: string;
  readonly grant: string | null;
  readonly status: string;
  readonly permissions: readonly string[];
  readonly decided_by: string | null;
  readonly body: object;
  readonly code?: string;
}
interface Order {
  readonly id: string;
  readonly discount_total: number;
  readonly version: number;
  readonly code?: string;
}

const PIN = '2222';
const TILLS = 20;
const told = ({ status, body }: Answer<unknown>) =>
  `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`.trim();

describe('approvals of one request, on two processes', () => {
  let database: TestDatabase;
  let apis: [Api, Api];
  let shop: Shop;
  let productId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
  }, 300_000);

  beforeEach(async () => {
    shop = await createShop(database, apis[0], { service_charge_rate: 0 });
    productId = (await shop.product('Kopi', 20_000)).id;
    const { supervisor, cashier } = shop.accounts;
    for (const [{ id }, pin] of [
      [supervisor, PIN],
      [cashier, '3333'],
    ] as const) {
      expectStatus(200, await shop.admin.patch(`/users/${id}`, { pin }));
    }
  });

  const order = async (): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: productId, quantity: 5 }],
      }),
    );
  const discountOf = ({ id }: Order, value = 10) => ({
    method: 'POST',
    path: `/api/v1/orders/${id}/discount`,
    body: { type: 'PERCENT', value, reason: 'Cold soup' },
  });
  type Request = { readonly method: string; readonly path: string; readonly body: object };
  const approve = (by: Client, request: Request, approver = shop.accounts.supervisor.id, pin = PIN) =>
    by.post<Approval>('/approvals', { outlet_id: shop.outletId, request, approver: { user_id: approver, pin } });
  const granted = async (by: Client, request: Request): Promise<string> =>
    expectStatus(201, await approve(by, request)).grant ?? '';
  const send = (by: Client, { path, body }: { path: string; body: object }, grant: string, more: object = {}) =>
    by.post<Order>(path.replace('/api/v1', ''), { ...body, ...more }, { 'x-approval-grant': grant });
  const discounted = async ({ id }: Order) => (await shop.waiter.get<Order>(`/orders/${id}`)).body.discount_total;
  const rule = async (...rules: object[]) => {
    const path = `/permissions/rules?outlet_id=${shop.outletId}`;
    const { version } = expectStatus(200, await shop.admin.get<{ version: number }>(path));
    expectStatus(200, await shop.admin.put(path, { version, rules }));
  };

  it('a grant lets whoever asked send exactly that request, once, with the approver in the history', async () => {
    const bill = await order();
    const grant = await granted(shop.waiter, discountOf(bill));

    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('200');
    expect(await discounted(bill)).toBe(10_000);
    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('409 GRANT_USED');
    const history = expectStatus(
      200,
      await shop.waiter.get<{ data: { action: string; approved_by: string }[] }>(`/orders/${bill.id}/history`),
    );
    expect(history.data).toContainEqual(
      expect.objectContaining({ action: 'DISCOUNTED', approved_by: shop.accounts.supervisor.id }),
    );
  });

  it('the order of members and the prefix of the path make no other request', async () => {
    const bill = await order();
    const { path, body } = discountOf(bill);
    const grant = await granted(shop.waiter, { method: 'POST', path: path.replace('/api/v1', ''), body });

    const { reason, value, type } = body;
    expect(told(await send(shop.waiter, { path, body: { reason, value, type } }, grant))).toBe('200');
  });

  it('an altered, foreign, made-up or late grant is refused, leaves nothing, and is as good as before where it was', async () => {
    const [bill, other] = [await order(), await order()];
    const grant = await granted(shop.waiter, discountOf(bill));

    const refused = [
      await send(shop.waiter, discountOf(bill, 11), grant),
      await send(shop.waiter, discountOf(other), grant),
      await send(shop.waiter, discountOf(bill), grant, { version: bill.version }),
      await send(shop.cashier, discountOf(bill), grant),
      await send(shop.waiter, discountOf(bill), 'ag_made-up'),
    ];
    expect(refused.map(told)).toEqual(Array<string>(5).fill('403 GRANT_MISMATCH'));
    expect([await discounted(bill), await discounted(other)]).toEqual([0, 0]);

    await database.query(`UPDATE approvals SET expires_at = now() - interval '1 second' WHERE outlet_id = $1`, [
      shop.outletId,
    ]);
    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('403 GRANT_EXPIRED');
    await database.query(`UPDATE approvals SET expires_at = now() + interval '1 minute' WHERE outlet_id = $1`, [
      shop.outletId,
    ]);
    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('200');
  });

  it('a request that fails for another reason spends nothing', async () => {
    const bill = await order();
    const impossible = discountOf(bill, 101);
    const grant = await granted(shop.waiter, impossible);
    expect(told(await send(shop.waiter, impossible, grant))).toMatch(/^4(00|22) /);

    const voided = await order();
    const good = await granted(shop.waiter, discountOf(voided));
    expectStatus(200, await shop.supervisor.post(`/orders/${voided.id}/void`, { reason: 'Left' }));
    expect(told(await send(shop.waiter, discountOf(voided), good))).toMatch(/^409 /);
    const [row] = await database.query<{ spent: number }>(
      'SELECT count(spent_at)::int AS spent FROM approvals WHERE outlet_id = $1',
      [shop.outletId],
    );
    expect(row?.spent).toBe(0);
  });

  it(`of ${TILLS} tills that spend one grant on two processes, one does`, async () => {
    const bill = await order();
    const grant = await granted(shop.waiter, discountOf(bill));
    const tills = Array.from({ length: TILLS }, (_, i) => client(apis[i % 2]!, shop.accounts.waiter.token));

    const answers = await Promise.all(tills.map((till) => send(till, discountOf(bill), grant)));

    expect(answers.map(told).toSorted()).toEqual(['200', ...Array<string>(TILLS - 1).fill('409 GRANT_USED')]);
  }, 60_000);

  it('a repeat with the same key answers the first result, though the grant is spent', async () => {
    const bill = await order();
    const { path, body } = discountOf(bill);
    const headers = { 'x-approval-grant': await granted(shop.waiter, discountOf(bill)), 'idempotency-key': newId() };

    const first = await shop.waiter.post<Order>(path.replace('/api/v1', ''), body, headers);
    const again = await shop.waiter.post<Order>(path.replace('/api/v1', ''), body, headers);

    expect([told(first), told(again)]).toEqual(['200', '200']);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('an approval that is asked for again with its key tells the same grant, which nothing keeps', async () => {
    const bill = await order();
    const body = {
      outlet_id: shop.outletId,
      request: discountOf(bill),
      approver: { user_id: shop.accounts.supervisor.id, pin: PIN },
    };
    const key = { 'idempotency-key': newId() };
    const first = expectStatus(201, await shop.waiter.post<Approval>('/approvals', body, key));
    const again = expectStatus(201, await shop.waiter.post<Approval>('/approvals', body, key));

    expect(first.grant).toMatch(/^ag_[\w-]{43}$/);
    expect(again).toEqual(first);
    const [row] = await database.query<{ text: string }>(
      `SELECT string_agg(t, ' ') AS text FROM (SELECT a::text AS t FROM approvals a UNION ALL SELECT k::text FROM idempotency_keys k
         UNION ALL SELECT e::text FROM events e UNION ALL SELECT l::text FROM audit_log l UNION ALL SELECT j::text FROM jobs j) all_rows`,
    );
    const kept = `${row?.text} ${apis.flatMap(({ logs }) => logs).join(' ')}`;
    expect(kept).not.toContain(first.grant);
    expect(kept).not.toContain(`"pin": "${PIN}"`);
  });

  it.each<[string, () => [string, string]]>([
    ['one’s own PIN', () => [shop.accounts.cashier.id, '3333']],
    ['a wrong PIN', () => [shop.accounts.supervisor.id, '9999']],
    ['somebody who may not do it alone', () => [shop.accounts.waiter.id, PIN]],
    ['nobody', () => [newId(), PIN]],
  ])('%s approves nothing', async (_, who) => {
    const bill = await order();

    expect(told(await approve(shop.cashier, discountOf(bill), ...who()))).toBe('403 APPROVAL_DENIED');
    expect(await database.query('SELECT FROM approvals WHERE outlet_id = $1', [shop.outletId])).toEqual([]);
  });

  it('an approver has the permission for that value, when the request is sent', async () => {
    const { supervisor } = shop.accounts;
    await rule({ user_id: supervisor.id, key: 'bill.discount', effect: 'ALLOW', max_percent: 20 });
    const bill = await order();
    const [good, much] = [
      await granted(shop.waiter, discountOf(bill, 20)),
      await granted(shop.waiter, discountOf(bill, 21)),
    ];

    expect(told(await send(shop.waiter, discountOf(bill, 21), much))).toBe('403 APPROVAL_DENIED');
    expect(told(await send(shop.waiter, discountOf(bill, 20), good))).toBe('200');
    const body = (value: number) => ({
      ...discountOf(bill, value).body,
      approval: { user_id: supervisor.id, pin: PIN },
    });
    expect(told(await shop.waiter.post(`/orders/${bill.id}/discount`, body(21)))).toBe('403 APPROVAL_DENIED');
    expect(told(await shop.waiter.post(`/orders/${bill.id}/discount`, body(19)))).toBe('200');
  });

  it('a grant stands in for a permission without limits as well', async () => {
    await rule({ role: 'WAITER', key: 'order.edit', effect: 'APPROVE' });
    const bill = await order();
    const table_id = shop.tableIds[1];
    const wanted = { method: 'POST', path: `/api/v1/orders/${bill.id}/transfer`, body: { table_id } };
    expect(told(await shop.waiter.post(`/orders/${bill.id}/transfer`, { table_id }))).toBe('403 APPROVAL_REQUIRED');

    const grant = await granted(shop.waiter, wanted);
    expect(told(await send(shop.waiter, { ...wanted, body: { table_id: shop.tableIds[2] } }, grant))).toBe(
      '403 GRANT_MISMATCH',
    );
    expect(told(await send(shop.waiter, wanted, grant))).toBe('200');
    expect(told(await send(shop.waiter, wanted, grant))).toBe('409 GRANT_USED');
  });

  it('what is denied cannot be approved, and what needs nothing is not asked for', async () => {
    await rule({ role: 'WAITER', key: 'bill.discount', effect: 'DENY' });
    const bill = await order();

    expect(told(await approve(shop.waiter, discountOf(bill)))).toBe('403 FORBIDDEN');
    const nothing = { ...discountOf(bill), path: '/api/v1/auth/logout' };
    expect(told(await approve(shop.cashier, nothing))).toBe('422 NOTHING_TO_APPROVE');
    const { body } = discountOf(bill);
    const inside = { ...discountOf(bill), body: { ...body, approval: { pin: PIN } } };
    expect(told(await approve(shop.cashier, inside))).toBe('400 VALIDATION_FAILED');
  });

  it('from afar: those who may are asked, whoever asked hears, and nobody else', async () => {
    const bill = await order();
    const [asker, approver, colleague] = await Promise.all(
      (['waiter', 'supervisor', 'cashier'] as const).map((name) =>
        connectSocket(apis[1], { token: shop.accounts[name].token }),
      ),
    );
    if (!asker || !approver || !colleague) throw new Error('No sockets');
    const asked = expectStatus(
      201,
      await shop.waiter.post<Approval>('/approvals/requests', {
        outlet_id: shop.outletId,
        request: discountOf(bill),
        reason: 'Hair in it',
      }),
    );
    const grant = asked.grant ?? '';
    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('403 GRANT_MISMATCH');

    const heard = await approver.waitFor(({ type }) => type === 'APPROVAL_REQUESTED');
    expect(heard.payload).toMatchObject({
      id: asked.id,
      asked_by: shop.accounts.waiter.id,
      permissions: ['bill.discount'],
    });
    const mine = async (by: Client) =>
      expectStatus(200, await by.get<{ data: Approval[] }>(`/approvals?outlet_id=${shop.outletId}`)).data;
    expect(await mine(shop.supervisor)).toMatchObject([
      { id: asked.id, grant: null, body: { value: 10 }, status: 'WAITING' },
    ]);
    expect(await mine(shop.cashier)).toEqual([]);

    const decide = (by: Client, how: string) => by.post<Approval>(`/approvals/requests/${asked.id}/${how}`);
    expect(told(await decide(shop.cashier, 'grant'))).toBe('403 APPROVAL_DENIED');
    expect(told(await decide(shop.waiter, 'grant'))).toBe('403 APPROVAL_DENIED');
    expect(expectStatus(200, await decide(shop.supervisor, 'grant'))).toMatchObject({ status: 'GRANTED', grant: null });
    expect(told(await decide(shop.admin, 'deny'))).toBe('409 APPROVAL_DECIDED');

    const decided = await asker.waitFor(({ type }) => type === 'APPROVAL_DECIDED');
    expect(decided.payload).toMatchObject({
      id: asked.id,
      decision: 'GRANTED',
      decided_by: shop.accounts.supervisor.id,
    });
    expect(await mine(shop.waiter)).toMatchObject([{ id: asked.id, grant, status: 'GRANTED' }]);
    expect(told(await send(shop.waiter, discountOf(bill), grant))).toBe('200');
    expect(await mine(shop.waiter)).toMatchObject([{ id: asked.id, grant: null, status: 'SPENT' }]);
    const names = (messages: readonly { type: string }[]) =>
      messages.map(({ type }) => type).filter((type) => type.startsWith('APPROVAL_'));
    // The discount comes after both in the log.
    await Promise.all(
      [asker, approver, colleague].map((one) => one.waitFor(({ payload }) => payload['change'] === 'DISCOUNTED')),
    );
    expect([names(asker.messages), names(approver.messages), names(colleague.messages)]).toEqual([
      ['APPROVAL_DECIDED'],
      ['APPROVAL_REQUESTED'],
      [],
    ]);
  });

  it('from afar: what is denied, or waits too long, is good for nothing', async () => {
    const bill = await order();
    const ask = async () =>
      expectStatus(
        201,
        await shop.waiter.post<Approval>('/approvals/requests', {
          outlet_id: shop.outletId,
          request: discountOf(bill),
        }),
      );
    const [denied, late] = [await ask(), await ask()];
    expectStatus(200, await shop.supervisor.post(`/approvals/requests/${denied.id}/deny`));
    await database.query(`UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = $1`, [late.id]);

    expect(told(await shop.supervisor.post(`/approvals/requests/${late.id}/grant`))).toBe('409 APPROVAL_DECIDED');
    for (const { grant } of [denied, late]) {
      expect(told(await send(shop.waiter, discountOf(bill), grant ?? ''))).toBe('403 GRANT_MISMATCH');
    }
    const elsewhere = await createShop(database, apis[0]);
    expect(told(await elsewhere.supervisor.post(`/approvals/requests/${denied.id}/grant`))).toBe(
      '404 APPROVAL_NOT_FOUND',
    );
    await eventually(async () => expect(await discounted(bill)).toBe(0));
  });
});
