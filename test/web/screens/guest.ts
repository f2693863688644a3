import { v4 } from 'uuid';

import { expectStatus } from '../../support/index.js';
import {
  type Actor,
  CAFE_ID,
  dishOf,
  guestAt,
  orderCart,
  putIntoCart,
  SHOP_ID,
  type Site,
  tableId,
  viewOf,
} from '../support/index.js';
import { lose, type Screen, withClock } from './screen.js';

async function menu({ page }: Actor, site: Site): Promise<void> {
  await page.goto(await site.tableAddress(3));
  await page.locator('.dish').first().waitFor();
}

async function cart(guest: Actor, site: Site): Promise<void> {
  await menu(guest, site);
  for (const name of ['Espresso', 'Cokelat Panas']) await putIntoCart(guest.page, name);
  await viewOf(guest.page, 1);
  await guest.page.locator('.sums .whole').waitFor();
}

async function ordered(guest: Actor, site: Site): Promise<void> {
  await cart(guest, site);
  await orderCart(guest.page);
}

/** The shop in São Paulo takes PIX: a table of it, where something was ordered. */
async function orderedInShop(guest: Actor, site: Site): Promise<void> {
  const admin = await site.as('admin');
  const table = { outlet_id: SHOP_ID, name: `Balcão ${v4().slice(0, 4)}` };
  const { qr_url: code } = expectStatus(201, await admin.post<{ qr_url: string }>('/tables', table));
  const { pathname, hash } = new URL(code);
  await guest.page.goto(pathname + hash);
  const dish = guest.page.locator('.dish:not(.gone)').first();
  await dish.waitFor();
  await putIntoCart(guest.page, (await dish.locator('.dish-name').textContent()) ?? '');
  await orderCart(guest.page);
}

/** A guest of a table alone; everything is paid at the counter. */
async function paid(guest: Actor, site: Site): Promise<void> {
  const [kasir, supervisor] = [await site.as('kasir'), await site.as('supervisor')];
  await guest.page.goto(await site.tableAddress(12));
  await guest.page.locator('.dish').first().waitFor();
  await putIntoCart(guest.page, 'Espresso');
  await orderCart(guest.page);
  const open = await supervisor.get<{ data: { id: string; amount_due: number }[] }>(
    `/orders?outlet_id=${CAFE_ID}&table_id=${tableId(12)}&limit=50`,
  );
  for (const { id, amount_due: due } of open.body.data) {
    if (due > 0) expectStatus(201, await kasir.post(`/orders/${id}/pay`, { method: 'cash' }));
  }
  await guest.page.locator('.bill .banner.ok').first().waitFor();
}

export const GUEST: readonly Screen[] = [
  {
    name: 'guest-lost',
    reach: withClock(async (guest, site) => {
      const socket = guest.page.waitForEvent('websocket');
      await menu(guest, site);
      await (await socket).waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('40'));
      await lose(guest);
    }),
  },
  {
    name: 'guest-not-sent',
    reach: async (guest, site) => {
      await cart(guest, site);
      await guest.context.setOffline(true);
      await guest.page.locator('.actions .main').click();
      await guest.page.locator('.column .banner').waitFor();
    },
  },
  {
    name: 'guest-sold-out',
    reach: async (guest, site) => {
      await cart(guest, site);
      await guest.page.route('**/api/v1/menu**', async (route) => {
        const answer = await route.fetch();
        const text = (await answer.text()).replaceAll(
          /("name":"Cokelat Panas"(?:(?!"name").)*?"available":)true/gs,
          '$1false',
        );
        await route.fulfill({ response: answer, body: text });
      });
      await guest.page.reload();
      await viewOf(guest.page, 1);
      await guest.page.locator('.line-gone').waitFor();
    },
  },
  {
    name: 'guest-pix',
    reach: async (guest, site) => {
      await orderedInShop(guest, site);
      await guest.page.locator('.bill .main').first().click();
      await guest.page.getByRole('button', { name: 'PIX' }).click();
      await guest.page.locator('.qr').waitFor();
    },
  },
  {
    name: 'guest-called',
    reach: async (guest, site) => {
      await guest.page.goto(await site.tableAddress(8));
      await guest.page.locator('.dish').first().waitFor();
      await viewOf(guest.page, 2);
      const ask = guest.page.locator('.calls button').first();
      await guest.page.locator('.calls').waitFor();
      if (await ask.isVisible()) await ask.click();
      await guest.page.locator('.calls .banner').first().waitFor();
    },
  },
  {
    name: 'guest-others-pay',
    reach: async (guest, site) => {
      const other = await guestAt(site, 11);
      await other.payShare(await other.order(['espresso', 1], ['tofu', 2]), 3);
      await guest.page.goto(await site.tableAddress(11));
      await guest.page.locator('.dish').first().waitFor();
      await viewOf(guest.page, 2);
      await guest.page.locator('.bill .banner.warn').first().waitFor();
    },
  },
  { name: 'guest-paid', reach: paid },
  {
    name: 'guest-ended',
    reach: async (guest, site) => {
      const received = guest.page.waitForResponse((answer) => answer.url().includes('/receipt?'), { timeout: 60_000 });
      await paid(guest, site);
      await received;
      const supervisor = await site.as('supervisor');
      const table = await supervisor.get<{ session: { id: string } }>(`/tables/${tableId(12)}`);
      expectStatus(200, await supervisor.post(`/table-sessions/${table.body.session.id}/close`));
      await guest.page.locator('.receipt summary').last().click();
    },
  },
  { name: 'guest-menu', reach: menu },
  {
    name: 'guest-dish',
    reach: async (guest, site) => {
      await menu(guest, site);
      await dishOf(guest.page, 'Cappuccino').click();
      await guest.page.locator('dialog[open] fieldset').first().waitFor();
    },
  },
  { name: 'guest-cart', reach: cart },
  { name: 'guest-table', reach: ordered },
  {
    name: 'guest-pay',
    reach: async (guest, site) => {
      await ordered(guest, site);
      await guest.page.locator('.bill .main').first().click();
      await guest.page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'guest-refused',
    reach: async ({ page }, site) => {
      const address = await site.tableAddress(3);
      await page.goto(`${address.slice(0, -6)}zzzzzz`);
      await page.getByText(/This code|Kode ini tidak|Este código não/).waitFor();
    },
  },
];
