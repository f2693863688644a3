import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { eventually, expectStatus } from '../support/index.js';
import {
  axe,
  CAFE_ID,
  describeInBrowser,
  faultProxy,
  kitchenOf,
  type PlacedOrder,
  type Site,
  startSite,
  ticketsOf,
  type Waiter,
  waiterOf,
} from './support/index.js';

interface Snapshot {
  readonly data: readonly {
    readonly id: string;
    readonly order_id: string;
    readonly number: string;
    readonly state: string;
  }[];
}

describeInBrowser('the kitchen display on a bad line', () => {
  let site: Site;
  let waiter: Waiter;

  beforeAll(async () => {
    site = await startSite();
    waiter = await waiterOf(site);
  }, 120_000);

  const snapshot = async () => {
    const cook = await site.as('kitchen');
    return expectStatus(200, await cook.get<Snapshot>(`/kitchen/tickets?outlet_id=${CAFE_ID}&recent=30m`)).data;
  };
  const numbersOf = async (orders: readonly PlacedOrder[]) => {
    const data = await snapshot();
    return orders.map(({ id }) => data.find(({ order_id }) => order_id === id)?.number ?? '');
  };

  /** The numbers of all open tickets as the board shows them, page by page. */
  async function allNumbers(page: Page): Promise<string[]> {
    const numbers: string[] = [];
    const next = page.locator('.turner .tool').last();
    const first = page.locator('.turner .tool').first();
    while (await first.isEnabled()) await first.click();
    for (;;) {
      numbers.push(...(await page.locator('.board-column .card-name').allTextContents()));
      if (await next.isDisabled()) return numbers;
      const before = await page.locator('.turner-at').textContent();
      await next.click();
      await eventually(async () => expect(await page.locator('.turner-at').textContent()).not.toBe(before));
    }
  }

  it('after a second without a server everything is there, once and in order', async () => {
    const wire = await faultProxy(site.port);
    const cook = await kitchenOf(site, { url: wire.url, query: '?station=bar', viewport: 'wide' });
    const { page } = cook;
    const orders = [await waiter.order(null, ['espresso', 1])];
    await ticketsOf(page, (await numbersOf(orders))[0] ?? '').waitFor();
    await wire.refuse();
    for (let count = 0; count < 12; count += 1) orders.push(await waiter.order(null, ['espresso', 1]));
    await wire.heal();
    const numbers = await numbersOf(orders);
    await page.locator('.status-live.live').waitFor();
    await eventually(async () => expect(await allNumbers(page)).toEqual(numbers), { timeoutMs: 10_000 });
    const server = await site.as('kitchen');
    for (const { items } of orders) await server.post('/kitchen/bump', { item_ids: items.map(({ id }) => id) });
    await eventually(async () => expect(await page.locator('.board-column article').count()).toBe(0));
    await cook.leave();
  }, 40_000);

  it('ten minutes without a server: says since when, dims what is old, keeps bumps and sends them once', async () => {
    const wire = await faultProxy(site.port);
    const cook = await kitchenOf(site, { url: wire.url, query: '?station=bar', clock: true });
    const { page } = cook;
    const [kept, bumped] = [await waiter.order(null, ['espresso', 1]), await waiter.order(null, ['espresso', 2])];
    const [keptNumber, bumpedNumber] = (await numbersOf([kept, bumped])) as [string, string];
    await ticketsOf(page, bumpedNumber).waitFor();
    await wire.refuse();
    await page.locator('.status-live.lost').waitFor();
    await ticketsOf(page, bumpedNumber).getByRole('button', { name: 'Bump' }).click();
    await ticketsOf(page, bumpedNumber).waitFor({ state: 'detached' });
    expect(await page.locator('.status-unsent').textContent()).toBe('1 not sent yet');
    await page.clock.fastForward(5_000);
    await page.getByText('Reconnecting…').waitFor();
    await page.clock.fastForward(40_000);
    await page.getByText(/has not answered since \d\d:\d\d/).waitFor();
    expect(await axe(page)).toEqual([]);
    const later = [];
    for (let count = 0; count < 40; count += 1) later.push(await waiter.order(null, ['espresso', 1]));
    await page.clock.fastForward(9 * 60_000);
    await page.locator('.tickets.old').waitFor();
    expect(await ticketsOf(page, keptNumber).count()).toBe(1);

    await wire.heal();
    await page.clock.fastForward(6_000);
    await page.locator('.status-live.live').waitFor();
    await page.locator('.status-unsent').waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('.tickets.old').waitFor({ state: 'detached' });
    const numbers = await numbersOf([kept, ...later]);
    await eventually(async () => expect(await allNumbers(page)).toEqual(numbers), { timeoutMs: 10_000 });
    const ticket = (await snapshot()).find(({ order_id }) => order_id === bumped.id);
    expect(ticket?.state).toBe('READY');
    const server = await site.as('kitchen');
    const history = await server.get<{ data: { act: string }[] }>(`/kitchen/tickets/${ticket?.id}/history`);
    expect(history.body.data.filter(({ act }) => act === 'STATUS')).toHaveLength(1);
    await cook.leave();
  }, 60_000);

  it('bumps that are older than a quarter of an hour wait for a person', async () => {
    const wire = await faultProxy(site.port);
    const cook = await kitchenOf(site, { url: wire.url, query: '?station=kitchen', clock: true });
    const { page } = cook;
    const order = await waiter.order(3, ['fries', 1]);
    await ticketsOf(page, 'Meja 3').waitFor();
    await wire.refuse();
    await page.locator('.status-live.lost').waitFor();
    await ticketsOf(page, 'Meja 3').getByRole('button', { name: 'Bump' }).click();
    await page.clock.fastForward(20 * 60_000);
    await wire.heal();
    await page.clock.fastForward(6_000);
    await page.getByText('1 bump is older than 15 minutes and was not sent.').waitFor();
    expect((await snapshot()).find(({ order_id }) => order_id === order.id)?.state).toBe('OPEN');
    await page.getByRole('button', { name: 'Discard' }).click();
    await ticketsOf(page, 'Meja 3').waitFor();
    await cook.leave();
  }, 40_000);

  it('notices a line on which bytes vanish within 20 s, and goes on when it is well', async () => {
    const wire = await faultProxy(site.port);
    const cook = await kitchenOf(site, { url: wire.url, query: '?station=kitchen' });
    const { page } = cook;
    const since = Date.now();
    wire.hole();
    await page.locator('.status-live.lost').waitFor({ timeout: 20_000 });
    expect(Date.now() - since).toBeLessThan(20_000);
    await waiter.order(2, ['tofu', 1]);
    await wire.heal();
    await page.locator('.status-live.live').waitFor();
    await ticketsOf(page, 'Meja 2').waitFor();
    await cook.leave();
  }, 60_000);

  it('a token that has ended asks over the board, which stays', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    await ticketsOf(page, 'Meja 2').waitFor();
    await site.database
      .query(`UPDATE refresh_tokens SET expires_at = now() - interval '1 minute'`)
      .catch(() => undefined);
    await page.evaluate(() => {
      const key = 'comanda.kitchen.session';
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as object;
      localStorage.setItem(key, JSON.stringify({ ...kept, token: 'ended', refreshToken: 'ended' }));
    });
    await page.reload();
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await cook.leave();
  }, 40_000);

  it('on a phone everything stays on the screen when the connection is lost', async () => {
    const wire = await faultProxy(site.port);
    await waiter.order(2, ['tofu', 1]);
    const cook = await kitchenOf(site, { url: wire.url, viewport: 'phone' });
    const { page } = cook;
    // A phone shows one ticket at a time: whichever is first, after what other tests have left.
    const card = page.locator('.board-column article').first();
    await card.waitFor();
    // The sums lie over the tickets, and over nothing that puts them away.
    await page.locator('.rail > .tool').nth(2).click();
    await page.locator('.all-day').waitFor();
    await page.locator('.rail > .tool').nth(2).click();
    await page.locator('.all-day').waitFor({ state: 'detached' });
    await wire.refuse();
    await page.locator('.status-live.lost').waitFor();
    await card.locator('.card-bump').click();
    await page.locator('.status-unsent').waitFor();
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('.status > *, .rail > *, .card, .board')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.className),
    );
    expect(outside).toEqual([]);
    await cook.leave();
  }, 60_000);
});
