import { setTimeout as delay } from 'node:timers/promises';

import { expect, it } from '@jest/globals';

import {
  client,
  connectSocket,
  createShop,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestProduct,
} from '../support/index.js';
import { asTestDatabase, startPostgresPair } from './support/postgres-pair.js';
import { describeWithPostgresTools } from './support/postgres-tools.js';

/** How often a till tries again. */
const RETRY_MS = 100;
const SELLING_MS = 3_000;

interface Sales {
  readonly placed: string[];
  /** When the first order was placed at or after this instant (ms of `performance.now`). */
  firstAfter(instant: number): number | undefined;
  stop(): Promise<void>;
}

/** Tills that order without a pause; what fails is tried again after a moment, as another order. */
function sellOn(shops: readonly Shop[], product: TestProduct, outletId: string): Sales {
  const placed: string[] = [];
  const at: number[] = [];
  let isOver = false;
  const till = async (shop: Shop) => {
    while (!isOver) {
      const answer = await shop.waiter
        .post<{ id: string }>('/orders', { outlet_id: outletId, items: [{ product_id: product.id, quantity: 1 }] })
        .catch(() => undefined);
      if (answer?.status === 201) {
        placed.push(answer.body.id);
        at.push(performance.now());
      } else {
        expect([503, undefined]).toContain(answer?.status);
        await delay(RETRY_MS);
      }
    }
  };
  const tills = Promise.all(shops.map(till));
  return {
    placed,
    firstAfter: (instant) => at.find((each) => each >= instant),
    stop: async () => {
      isOver = true;
      await tills;
    },
  };
}

describeWithPostgresTools('a primary that dies while people order', () => {
  it('loses no order that was acknowledged, with a synchronous standby; orders flow within 2 s of its promotion', async () => {
    const pair = await startPostgresPair({ isSynchronous: true });
    const database = asTestDatabase(pair, () => pair.primary);
    const apis = [await startApi({ database }), await startApi({ database })];
    const shop = await createShop(database, apis[0]!);
    const elsewhere = { ...shop, waiter: client(apis[1]!, shop.accounts.waiter.token) } as Shop;
    const product = await shop.product('Tea', 10_000, { stock: 1_000_000 });
    const tablet = await connectSocket(apis[1]!, { token: shop.accounts.kitchen.token });
    const sales = sellOn([shop, shop, elsewhere, elsewhere], product, shop.outletId);
    await delay(SELLING_MS);

    await pair.primary.kill();
    await delay(500);
    const readiness = await client(apis[0]!).get<{ checks: { database: string } }>(`${apis[0]!.url}/ready`);
    await pair.promote();
    const promoted = performance.now();
    await eventually(() => expect(sales.firstAfter(promoted)).toBeDefined(), { timeoutMs: 30_000 });
    await delay(SELLING_MS);
    await sales.stop();

    const pause = Math.round((sales.firstAfter(promoted) ?? Infinity) - promoted);
    process.stdout.write(`Failover: ${sales.placed.length} orders, the first ${pause} ms after the promotion\n`);
    expect([readiness.status, readiness.body.checks.database]).toEqual([503, expect.stringContaining('down')]);
    expect(pause).toBeLessThan(2_000);
    const kept = (await pair.ask<{ id: string }>(pair.standby, 'SELECT id FROM orders')).map(({ id }) => id);
    expect(sales.placed.filter((id) => !kept.includes(id))).toEqual([]);
    const numbers = await pair.ask(
      pair.standby,
      'SELECT number FROM orders GROUP BY outlet_id, number HAVING count(*) > 1',
    );
    expect(numbers).toEqual([]);
    // It was told to fetch anew; with that, and what it hears since, it has every order.
    await eventually(() => expect(tablet.messages.map(({ type }) => type)).toContain('RESYNC_REQUIRED'));
    const fetchedAt = tablet.messages.findIndex(({ type }) => type === 'RESYNC_REQUIRED');
    const since = tablet.messages.slice(fetchedAt + 1).filter(({ type }) => type === 'NEW_ORDER');
    const { seq } = tablet.messages[fetchedAt]!;
    const later = await pair.ask<{ id: string }>(
      pair.standby,
      `SELECT payload->>'order_id' AS id FROM numbered_events
       WHERE type = 'NEW_ORDER' AND outlet_id = '${shop.outletId}' AND seq > ${seq} ORDER BY seq`,
    );
    await eventually(() => expect(since.map(({ payload }) => payload['order_id'])).toEqual(later.map(({ id }) => id)));
    for (const api of apis) await api.stop();
  }, 240_000);

  it('goes on with what an asynchronous standby had: no number twice, and clients that know more are told to fetch anew', async () => {
    const pair = await startPostgresPair({ isSynchronous: false });
    let server = pair.primary;
    const database = asTestDatabase(pair, () => server);
    const api = await startApi({ database });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000, { stock: 1_000_000 });
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token });
    const order = () =>
      shop.waiter.post<{ id: string; number: string }>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: product.id, quantity: 1 }],
      });
    const before = expectStatus(201, await order());
    await eventually(async () =>
      expect(await pair.ask(pair.standby, `SELECT FROM orders WHERE id = '${before.id}'`)).toHaveLength(1),
    );
    await pair.standby.kill();
    const lost = expectStatus(201, await order());
    await eventually(() => expect(tablet.messages.filter(({ type }) => type === 'NEW_ORDER')).toHaveLength(2));
    const [beforeIt, cutOff] = tablet.messages.filter(({ type }) => type === 'NEW_ORDER');
    const cut = cutOff!.seq;

    await pair.primary.kill();
    await pair.restartStandby();
    await pair.promote();
    server = pair.standby;
    const after = await eventually(async () => expectStatus(201, await order()), { timeoutMs: 30_000 });

    const kept = await pair.ask<{ id: string; number: string }>(
      pair.standby,
      'SELECT id, number FROM orders ORDER BY number',
    );
    expect(kept.map(({ id }) => id)).toEqual([before.id, after.id]);
    expect(new Set([before.number, lost.number, after.number]).size).toBe(3);
    await eventually(() => expect(tablet.messages.map(({ type }) => type)).toContain('RESYNC_REQUIRED'));
    const late = await connectSocket(api, { token: shop.accounts.kitchen.token, since: cut + 100 });
    await eventually(() => expect(late.messages[0]?.type).toBe('RESYNC_REQUIRED'));
    expect(expectStatus(409, await shop.waiter.get(`/events?after=${cut + 100}`))).toMatchObject({
      code: 'RESYNC_REQUIRED',
    });
    // The log has passed that place by now, with other events: the cursor tells of which history it is.
    expect((await shop.waiter.get<{ last_seq: number }>('/events')).body.last_seq).toBeGreaterThanOrEqual(cut);
    expectStatus(409, await shop.waiter.get(`/events?after=${cutOff!.cursor}`));
    const cheated = await connectSocket(api, { token: shop.accounts.kitchen.token, since: cutOff!.cursor });
    await eventually(() => expect(cheated.messages[0]?.type).toBe('RESYNC_REQUIRED'));
    const honest = await connectSocket(api, { token: shop.accounts.kitchen.token, since: beforeIt!.cursor });
    await eventually(() => expect(honest.messages.map(({ payload }) => payload['order_id'])).toContain(after.id));
    expect(honest.messages.map(({ type }) => type)).not.toContain('RESYNC_REQUIRED');
    await api.stop();
  }, 240_000);
});
