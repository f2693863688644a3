import type { Actor, Site } from '../support/index.js';
import type { Screen } from './screen.js';

async function menu({ page }: Actor, site: Site): Promise<void> {
  await page.goto(await site.tableAddress(3));
  await page.locator('.dish').first().waitFor();
}

const dish = ({ page }: Actor, name: string) => page.locator('.dish', { hasText: name }).first();
const view = ({ page }: Actor, index: 0 | 1 | 2) => page.locator('.dock-entry').nth(index).click();

async function cart(guest: Actor, site: Site): Promise<void> {
  await menu(guest, site);
  for (const name of ['Espresso', 'Cokelat Panas']) {
    await dish(guest, name).click();
    await guest.page.locator('.sheet-foot .main').click();
    await guest.page.locator('dialog').waitFor({ state: 'detached' });
  }
  await view(guest, 1);
  await guest.page.locator('.sums .whole').waitFor();
}

async function ordered(guest: Actor, site: Site): Promise<void> {
  await cart(guest, site);
  await guest.page.locator('.actions .main').click();
  await guest.page.locator('.bill').first().waitFor();
}

export const GUEST: readonly Screen[] = [
  { name: 'guest-menu', reach: menu },
  {
    name: 'guest-dish',
    reach: async (guest, site) => {
      await menu(guest, site);
      await dish(guest, 'Cappuccino').click();
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
      await page.locator('h1').waitFor();
    },
  },
];
