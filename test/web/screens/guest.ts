import { type Actor, dishOf, orderCart, putIntoCart, type Site, viewOf } from '../support/index.js';
import type { Screen } from './screen.js';

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

export const GUEST: readonly Screen[] = [
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
