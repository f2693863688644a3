import { beforeAll, expect, it } from '@jest/globals';

import { eventually, expectStatus } from '../support/index.js';
import {
  axe,
  CAFE_ID,
  describeInBrowser,
  kitchenOf,
  namesOn,
  type Site,
  startSite,
  tableId,
  ticketsOf,
  type Waiter,
  waiterOf,
} from './support/index.js';

interface Snapshot {
  readonly data: readonly {
    readonly order_id: string;
    readonly state: string;
    readonly lines: readonly { readonly status: string }[];
  }[];
}

describeInBrowser('the kitchen display', () => {
  let site: Site;
  let waiter: Waiter;

  beforeAll(async () => {
    site = await startSite();
    waiter = await waiterOf(site);
  }, 120_000);

  const statesOf = async (orderId: string) => {
    const cook = await site.as('kitchen');
    const { data } = expectStatus(200, await cook.get<Snapshot>(`/kitchen/tickets?outlet_id=${CAFE_ID}&recent=30m`));
    return data.filter(({ order_id }) => order_id === orderId).map(({ state }) => state);
  };

  it('shows an order as it is placed; bump, undo, and recall from Recent bring it back', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    const order = await waiter.order(4, ['tofu', 2], ['fries', 1], ['espresso', 1]);
    const ticket = ticketsOf(page, 'Meja 4');
    await ticket.waitFor();
    expect(await ticket.locator('.line-name').allTextContents()).toEqual(['Tahu Isi', 'Kentang Goreng']);
    expect(await ticket.locator('.card-also').textContent()).toContain('bar 0 of 1');

    await ticket.getByRole('button', { name: 'Bump' }).click();
    await ticket.waitFor({ state: 'detached' });
    await eventually(async () => expect((await statesOf(order.id)).sort()).toEqual(['OPEN', 'READY']));
    await page.getByRole('button', { name: 'Undo' }).click();
    await ticket.waitFor();
    await eventually(async () => expect(await statesOf(order.id)).toEqual(['OPEN', 'OPEN']));

    await ticket.getByRole('button', { name: 'Bump' }).click();
    await ticket.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Recent' }).click();
    const recent = page.locator('.recent li', { hasText: 'Meja 4' });
    await recent.getByText(/^at \d\d:\d\d by \p{L}[\p{L} ]+ · /u).waitFor();
    await page.getByRole('button', { name: 'Bring Meja 4 back' }).click();
    await page.keyboard.press('Escape');
    await ticket.waitFor();
    await eventually(async () => expect(await statesOf(order.id)).toEqual(['OPEN', 'OPEN']));
    await ticket.getByRole('button', { name: 'Bump' }).click();
    await eventually(async () => expect((await statesOf(order.id)).sort()).toEqual(['OPEN', 'READY']));
    cook.expectNoFaults();
    await cook.leave();
  }, 40_000);

  it('two tablets bump the same ticket: one wins, the other says so, and nothing is bumped twice', async () => {
    const [one, two] = await Promise.all([
      kitchenOf(site, { query: '?station=kitchen' }),
      kitchenOf(site, { query: '?station=kitchen' }),
    ]);
    const order = await waiter.order(5, ['tofu', 1]);
    const tickets = [ticketsOf(one.page, 'Meja 5'), ticketsOf(two.page, 'Meja 5')] as const;
    await Promise.all(tickets.map((ticket) => ticket.waitFor()));
    // The second one has not heard of it when it bumps.
    await two.context.setOffline(true);
    await tickets[1].getByRole('button', { name: 'Bump' }).click();
    await tickets[0].getByRole('button', { name: 'Bump' }).click();
    await eventually(async () => expect(await statesOf(order.id)).toEqual(['READY']));
    await two.page.locator('.status-unsent').waitFor();
    await two.context.setOffline(false);
    await two.page.locator('.status-unsent').waitFor({ state: 'detached' });
    await two.page.locator('.status-live.live').waitFor();
    expect(await tickets[1].count()).toBe(0);
    expect(await two.page.locator('.toast.bad').count()).toBe(0);
    expect(await statesOf(order.id)).toEqual(['READY']);
    await Promise.all([one.leave(), two.leave()]);
  }, 40_000);

  it('a void after the start stays until it is seen; a moved table, a split and a merged bill are not cooked again', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    const order = await waiter.order(6, ['tofu', 2], ['fries', 1]);
    const ticket = ticketsOf(page, 'Meja 6');
    await ticket.waitFor();
    await ticket.locator('.card-bar').click();
    await ticket.getByText('Cooking').waitFor();

    const supervisor = await site.as('supervisor');
    const fries = order.items.find(({ name }) => name === 'Kentang Goreng');
    await eventually(async () => {
      const now = await waiter.client.get<{ items: { id: string; status: string }[] }>(`/orders/${order.id}`);
      expect(now.body.items.map(({ status }) => status)).toEqual(['COOKING', 'COOKING']);
    });
    expectStatus(
      200,
      await supervisor.delete(`/orders/${order.id}/items/${fries?.id}`, { reason: 'Changed their mind' }),
    );
    await ticket.locator('.line.void').waitFor();
    expect(await ticket.locator('.line.void .line-name').textContent()).toBe('Kentang Goreng');

    const before = await page.locator('.status-counts').textContent();
    const split = { items: [{ item_id: order.items.find(({ name }) => name === 'Tahu Isi')?.id, quantity: 1 }] };
    const { new_order: other } = expectStatus(
      200,
      await waiter.client.post<{ new_order: { id: string } }>(`/orders/${order.id}/split`, split),
    );
    expectStatus(200, await waiter.client.post(`/orders/${order.id}/merge`, { order_ids: [other.id] }));
    expectStatus(200, await waiter.client.post(`/orders/${order.id}/transfer`, { table_id: tableId(7) }));
    const moved = ticketsOf(page, 'Meja 7');
    await moved.waitFor();
    expect(await moved.locator('.tag.moved').textContent()).toBe('Meja 6 → Meja 7');
    expect(await ticket.count()).toBe(0);
    expect(await moved.count()).toBe(1);
    expect(await page.locator('.status-counts').textContent()).toBe(before);

    await moved.getByRole('button', { name: 'Seen' }).click();
    await moved.locator('.line.void').waitFor({ state: 'detached' });
    await moved.getByRole('button', { name: 'Bump' }).click();
    await moved.waitFor({ state: 'detached' });
    cook.expectNoFaults();
    await cook.leave();
  }, 40_000);

  it('a line is ticked and unticked; the last tick sends the ticket off; a later round is a ticket of its own', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    const order = await waiter.order(8, ['tofu', 2], ['fries', 1]);
    const ticket = ticketsOf(page, 'Meja 8');
    await ticket.waitFor();
    const [tofu, fries] = [
      ticket.getByRole('button', { name: /Tahu Isi/ }),
      ticket.getByRole('button', { name: /Kentang Goreng/ }),
    ];
    await tofu.click();
    await ticket.locator('.line.done').waitFor();
    await eventually(async () => expect(await statesOf(order.id)).toEqual(['OPEN']));
    await tofu.click();
    await ticket.locator('.line.done').waitFor({ state: 'detached' });
    await waiter.add(order, ['fries', 1]);
    await ticket.nth(1).waitFor();
    expect(await ticket.locator('.tag').allTextContents()).toContain('Add-on');
    await ticket
      .first()
      .getByRole('button', { name: /Tahu Isi/ })
      .click();
    await ticket
      .first()
      .getByRole('button', { name: /Kentang Goreng/ })
      .click();
    await eventually(async () => expect(await ticket.count()).toBe(1));
    await eventually(async () => expect((await statesOf(order.id)).sort()).toEqual(['OPEN', 'READY']));
    void fries;
    await ticket.getByRole('button', { name: 'Bump' }).click();
    await cook.leave();
  }, 40_000);

  it('the pass shows what is ready with what is waited for, and serves it', async () => {
    const pass = await kitchenOf(site, { query: '?view=pass' });
    const { page } = pass;
    const order = await waiter.order(9, ['tofu', 1], ['espresso', 1]);
    const cook = await site.as('kitchen');
    const item = order.items.find(({ name }) => name === 'Espresso');
    expect(await ticketsOf(page, 'Meja 9').count()).toBe(0);
    expectStatus(200, await cook.post('/kitchen/bump', { item_ids: [item?.id] }));
    const round = ticketsOf(page, 'Meja 9');
    await round.waitFor();
    expect(await round.locator('.line.waits .line-name').allTextContents()).toEqual(['Tahu Isi']);
    await round.getByRole('button', { name: 'Served' }).click();
    await round.waitFor({ state: 'detached' });
    await eventually(async () => expect((await statesOf(order.id)).sort()).toEqual(['OPEN', 'SERVED']));
    expectStatus(200, await cook.post('/kitchen/bump', { item_ids: order.items.map(({ id }) => id), status: 'DONE' }));
    await pass.leave();
  }, 40_000);

  it('is worked by keys alone: choose, start, bump, recall, page, sums, help', async () => {
    const cook = await kitchenOf(site, { query: '?station=bar' });
    const { page } = cook;
    const orders = [await waiter.order(10, ['espresso', 1]), await waiter.order(11, ['espresso', 2])];
    await ticketsOf(page, 'Meja 11').waitFor();
    const place = (await namesOn(page)).indexOf('Meja 11') + 1;
    await page.keyboard.press(String(place));
    expect(await ticketsOf(page, 'Meja 11').getAttribute('data-selected')).toBe('yes');
    await page.keyboard.press('s');
    await ticketsOf(page, 'Meja 11').getByText('Cooking').waitFor();
    await page.keyboard.press(String(place));
    await page.keyboard.press('Enter');
    await ticketsOf(page, 'Meja 11').waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await ticketsOf(page, 'Meja 11').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ticketsOf(page, 'Meja 11').count()).toBe(1);
    const wasOpen = await page.locator('.all-day').count();
    await page.keyboard.press('a');
    await eventually(async () => expect(await page.locator('.all-day').count()).toBe(1 - wasOpen));
    for (const { id } of orders)
      expectStatus(200, await (await site.as('supervisor')).post(`/orders/${id}/void`, { reason: 'Test' }));
    cook.expectNoFaults();
    await cook.leave();
  }, 40_000);

  it('a dish of which fewer are wanted says how many it was, and flashes', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const supervisor = await site.as('supervisor');
    expectStatus(201, await supervisor.post('/shifts/open', { outlet_id: CAFE_ID, start_cash: 500_000 }));
    const order = await waiter.order(9, ['fries', 3]);
    const ticket = ticketsOf(page, 'Meja 9');
    await ticket.waitFor();
    const paid = expectStatus(
      201,
      await supervisor.post<{ payment_id: string }>(`/orders/${order.id}/pay`, { method: 'cash' }),
    );
    const back = { items: [{ item_id: order.items[0]?.id, quantity: 2 }], reason: 'Too many' };
    expectStatus(201, await supervisor.post(`/payments/${paid.payment_id}/refunds`, back));

    const line = ticket.locator('.line.changed');
    await line.waitFor();
    expect((await line.locator('.line-quantity').textContent())?.trim()).toBe('3× 1×');
    // Nothing else of it is another.
    expect(await line.locator('.line-was').count()).toBe(0);
    const animation = () =>
      line.locator('.line-face').evaluate((face) => {
        const { animationName, animationIterationCount, animationDuration } = getComputedStyle(face);
        return [animationName, animationIterationCount, animationDuration];
      });
    expect(await animation()).toEqual(['flash', '2', '0.9s']);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect((await animation())[2]).toBe('0s');
    await ticket.getByRole('button', { name: 'Seen' }).click();
    await line.waitFor({ state: 'detached' });
    cook.expectNoFaults();
    await cook.leave();
  }, 60_000);

  it('takes a dish off sale from its ticket, after asking once', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    await waiter.order(12, ['fries', 1]);
    await ticketsOf(page, 'Meja 12').getByRole('button', { name: 'More for Meja 12' }).click();
    await page.getByRole('button', { name: 'Kentang Goreng sold out' }).click();
    await page.getByRole('button', { name: 'Yes, sold out' }).click();
    await page.getByText('Kentang Goreng is off sale').waitFor();
    const rows = await site.database.query<{ available: boolean }>(
      `SELECT NOT EXISTS (SELECT 1 FROM catalog_stops s JOIN products p ON p.id = s.product_id WHERE p.sku = 'KTG') AS available`,
    );
    expect(rows).toEqual([{ available: false }]);
    await cook.leave();
  }, 40_000);

  it.each([
    ['en-US', 'dark', '?station=kitchen,bar'],
    ['id-ID', 'light', ''],
    ['pt-BR', 'dark', '?view=pass'],
  ] as const)(
    'has no faults of access in %s, %s, at %s: start, board, sheets',
    async (locale, theme, query) => {
      const cook = await kitchenOf(site, { query, locale });
      const { page } = cook;
      await page.evaluate((chosen) => localStorage.setItem('comanda.kitchen.theme', JSON.stringify(chosen)), theme);
      await page.reload();
      await page.locator('.start-button').waitFor();
      expect(await axe(page)).toEqual([]);
      await page.locator('.start-button').click();
      await waiter.order(3, ['tofu', 1]);
      await page.locator('.status-live.live').waitFor();
      // What the tests before have left may fill the first page.
      if (query !== '?view=pass') await page.locator('.board-column article').first().waitFor();
      expect(await axe(page)).toEqual([]);
      for (const open of ['.rail .tool >> nth=1', '.status-button >> nth=1']) {
        await page.locator(open).click();
        await page.locator('dialog[open]').waitFor();
        expect(await axe(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('?');
      await page.locator('dialog[open]').waitFor();
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      cook.expectNoFaults();
      await cook.leave();
    },
    60_000,
  );
});
