import type { Locator, Page } from 'playwright-core';

import { client, expectStatus } from '../../support/index.js';
import { type Dish, itemsOf, type PlacedOrder } from './kitchen.js';
import { type Site, tableId } from './site.js';

/** Turns to the menu, the cart or the table. */
export const viewOf = (page: Page, index: 0 | 1 | 2): Promise<void> => page.locator('.dock-entry').nth(index).click();

/** A dish of the menu, by its whole name. */
export const dishOf = (page: Page, name: string): Locator =>
  page.locator('.dish', { has: page.locator('.dish-name', { hasText: new RegExp(`^${name}$`) }) }).first();

/** Chooses the first of each group that must have one, and puts it into the cart. */
export async function putIntoCart(page: Page, name: string): Promise<void> {
  await viewOf(page, 0);
  await dishOf(page, name).click();
  for (const group of await page.locator('dialog fieldset', { has: page.locator('input[type=radio]') }).all()) {
    await group.locator('input').first().check();
  }
  await page.locator('.sheet-foot .main').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

/** Sends what is in the cart; the bill is on the screen then. */
export async function orderCart(page: Page): Promise<void> {
  await viewOf(page, 1);
  await page.locator('.sums .whole').waitFor();
  await page.locator('.actions .main').click();
  await page.locator('.bill').first().waitFor();
}

/** A phone at a table of the café that has no page: what it asks of the API. */
export interface GuestPhone {
  order(...dishes: readonly (readonly [Dish, number])[]): Promise<PlacedOrder>;
  /** Begins to pay an equal share of a bill, and does not finish. */
  payShare(order: PlacedOrder, ways: number): Promise<void>;
  call(kind: 'WAITER' | 'BILL', method?: string): Promise<void>;
  /** The open calls of its sitting. */
  calls(): Promise<readonly { readonly status: string }[]>;
}

export async function guestAt(site: Site, table: number): Promise<GuestPhone> {
  const { hash } = new URL(await site.tableAddress(table), site.url);
  const scanned = { table_id: tableId(table), qr_secret: hash.slice(1) };
  const joined = await client(site.api).post<{ id: string; token: string }>('/table-sessions', scanned);
  const { id, token } = expectStatus(201, joined);
  const phone = client(site.api, token);
  const at = `/table-sessions/${id}/calls`;
  return {
    async order(...dishes) {
      const items = await itemsOf(site, dishes);
      return expectStatus(201, await phone.post<PlacedOrder>('/orders', { join: 'OPEN_BILL', items }));
    },
    async payShare({ id: orderId }, ways) {
      expectStatus(201, await phone.post(`/orders/${orderId}/pay`, { method: 'midtrans', share: { ways } }));
    },
    async call(kind, method) {
      expectStatus(201, await phone.post(at, { kind, ...(method && { method }) }));
    },
    calls: async () => expectStatus(200, await phone.get<{ data: { status: string }[] }>(at)).data,
  };
}
