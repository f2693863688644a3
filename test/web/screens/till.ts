import { expectStatus } from '../../support/index.js';
import { type Actor, CAFE_ID, type Site } from '../support/index.js';
import type { Screen } from './screen.js';

/** The pictures of the till show a cashier with an open drawer. */
export async function openDrawer(site: Site): Promise<void> {
  const kasir = await site.as('kasir');
  expectStatus(201, await kasir.post('/shifts/open', { outlet_id: CAFE_ID, start_cash: 500_000 }));
}

/** Each press on a new screen is a moment after the last. */
const moment = ({ page }: Actor) =>
  page
    .evaluate(() => performance.now())
    .then((now) => page.waitForFunction((since) => performance.now() - since > 500, now));

async function sell(cashier: Actor): Promise<void> {
  await cashier.page.goto('/till/');
  await cashier.signIn('kasir');
  await cashier.page.locator('.tiles').waitFor();
  await moment(cashier);
}

async function cart(cashier: Actor): Promise<void> {
  await sell(cashier);
  for (const name of ['Espresso', 'Cokelat Panas', 'Tahu Isi']) {
    await cashier.page.locator('.tile', { hasText: name }).first().click();
  }
  await openCart(cashier);
  await cashier.page.locator('.cart .grand').waitFor();
}

/** On a phone the sale is behind its bar. */
async function openCart({ page }: Actor): Promise<void> {
  const bar = page.locator('.cart-bar button');
  if ((page.viewportSize()?.width ?? 0) <= 760) await bar.click();
}

async function pay(cashier: Actor): Promise<void> {
  await cart(cashier);
  await cashier.page.locator('.pay').click();
  await cashier.page.locator('.pay-screen .take').waitFor();
  await moment(cashier);
}

const tab = (index: number) => async (cashier: Actor) => {
  await sell(cashier);
  await cashier.page.locator('.till-bar .tab').nth(index).click();
  await cashier.page.locator('.till-main h2').first().waitFor();
};

export const TILL: readonly Screen[] = [
  { name: 'till-sell', reach: cart },
  { name: 'till-pay', reach: pay },
  {
    name: 'till-done',
    reach: async (cashier) => {
      await pay(cashier);
      await cashier.page.keyboard.type('200000');
      await cashier.page.locator('.take:enabled').click();
      await cashier.page.locator('.done').waitFor();
    },
  },
  {
    name: 'till-choices',
    reach: async (cashier) => {
      await sell(cashier);
      await cashier.page.locator('.tile', { hasText: 'Cappuccino' }).click();
      await cashier.page.locator('.choices-sheet').waitFor();
    },
  },
  { name: 'till-orders', reach: tab(1) },
  { name: 'till-cash', reach: tab(2) },
  {
    name: 'till-close',
    reach: async (cashier) => {
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen section button').last().click();
      await cashier.page.locator('.till-main h2').first().waitFor();
    },
  },
];
