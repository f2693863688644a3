import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { type Client, eventually, expectStatus } from '../support/index.js';
import {
  actor,
  type Actor,
  CAFE_ID,
  describeInBrowser,
  type FaultProxy,
  faultProxy,
  openBench,
  type Site,
  startSite,
} from './support/index.js';

interface Heard {
  readonly seq: number;
  readonly type: string;
}

describeInBrowser('a page that hears what happens', () => {
  let site: Site;
  let wire: FaultProxy;
  let waiter: Client;
  let productId: string;
  let cook: Actor;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    wire = await faultProxy(site.port);
    waiter = await site.as('waiter');
    const admin = await site.as('admin');
    const body = { outlet_id: CAFE_ID, name: 'Teh', price: 5_000, station: 'kitchen' };
    productId = expectStatus(201, await admin.post<{ id: string }>('/products', body)).id;
  });
  beforeEach(async () => {
    await wire.heal();
    cook = await actor(wire, { viewport: 'tablet' });
    page = await openBench(cook, wire, 'kitchen');
  });
  afterEach(async () => {
    await cook.leave();
  });

  const order = async (): Promise<{ id: string; items: readonly { id: string }[] }> =>
    expectStatus(
      201,
      await waiter.post('/orders', { outlet_id: CAFE_ID, items: [{ product_id: productId, quantity: 1 }] }),
    );
  const orders = async (count: number) => {
    for (let made = 0; made < count; made += 1) await order();
  };
  const heard = (): Promise<readonly Heard[]> => page.evaluate('bench.heard');
  const state = (): Promise<string> => page.evaluate('bench.live.state.value');
  const becomes = (wanted: string, timeout = 20_000) =>
    page.waitForFunction(`bench.live.state.value === '${wanted}'`, undefined, { timeout });
  /** All that the page was told of, once each and in order. */
  const hasHeard = (count: number) =>
    eventually(
      async () => {
        const orders = (await heard()).filter(({ type }) => type === 'NEW_ORDER');
        expect(orders).toHaveLength(count);
        const seqs = (await heard()).map(({ seq }) => seq);
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      },
      { timeoutMs: 20_000 },
    );

  it('hears each thing once, in order, over cuts and refusals', async () => {
    await orders(3);
    await hasHeard(3);

    wire.cut();
    await orders(3);
    await hasHeard(6);

    await wire.refuse();
    await becomes('lost');
    await orders(10);
    expect(await page.evaluate('bench.live.lostSince.value')).toBeGreaterThan(0);
    await wire.heal();
    await becomes('live');
    await hasHeard(16);
    expect(await page.evaluate('bench.live.lostSince.value')).toBeNull();
    expect(await page.evaluate('bench.resyncs')).toBe(0);
  });

  it('notices a hole within 20 s, and hears afterwards what fell into it', async () => {
    wire.hole();
    const began = Date.now();
    await becomes('lost', 25_000);
    expect(Date.now() - began).toBeLessThan(20_000);
    await orders(2);
    await wire.heal();
    await becomes('live');
    await hasHeard(2);
  });

  it('keeps what was done in a break over a reload, and does it once when it can', async () => {
    const { id, items } = await order();
    await hasHeard(1);
    await wire.refuse();
    await becomes('lost');
    const body = { order_id: id, item_id: items[0]?.id, status: 'COOKING' };
    await page.evaluate(
      `bench.outbox.add({ key: 'k1', kind: 'status', body: ${JSON.stringify(body)}, made_at: Date.now() })`,
    );
    expect(await page.evaluate('bench.outbox.pending.value.length')).toBe(1);

    await wire.heal();
    await page.reload();
    await openBench(cook, wire, 'kitchen');
    await eventually(
      async () => {
        expect(await page.evaluate('bench.outbox.pending.value.length')).toBe(0);
        const now = expectStatus(200, await waiter.get<{ items: readonly { status: string }[] }>(`/orders/${id}`));
        expect(now.items.map(({ status }) => status)).toEqual(['COOKING']);
      },
      { timeoutMs: 15_000 },
    );
  });

  it('is back after the server was stopped, and after it was killed', async () => {
    for (const kill of [false, true]) {
      await site.restart({ kill });
      waiter = await site.as('waiter');
      await becomes('live', 30_000);
      const before = (await heard()).filter(({ type }) => type === 'NEW_ORDER').length;
      await orders(1);
      await hasHeard(before + 1);
    }
  });

  it('gets another token when its own has ended, and says so when it gets none', async () => {
    const refreshToken = 'JSON.parse(localStorage["comanda.bench.session"]).refreshToken';
    const before: string = await page.evaluate(refreshToken);
    // Two at once are one: a token is good once.
    const both = 'Promise.all([bench.session.refresh(), bench.session.refresh()])';
    expect(await page.evaluate(both)).toEqual(['renewed', 'renewed']);
    expect(await page.evaluate(refreshToken)).not.toBe(before);
    expect(await state()).toBe('live');

    const admin = await site.as('admin');
    const me: string = await page.evaluate('bench.session.user.value.id');
    expectStatus(200, await admin.patch(`/users/${me}`, { password: 'comanda-demo-2' }));
    await becomes('refused');
    expect(await page.evaluate('bench.session.ended.value')).toBe(true);
    expect(await page.evaluate('bench.session.token.value')).toBeNull();
    expectStatus(200, await admin.patch(`/users/${me}`, { password: 'comanda-demo' }));
  });
});
