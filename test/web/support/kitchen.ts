import type { Locator, Page } from 'playwright-core';

import { type Client, expectStatus } from '../../support/index.js';
import { type Actor, actor, type ActorOptions } from './actor.js';
import { CAFE_ID, type DemoUser, type Site, tableId } from './site.js';

export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

/** Dishes of the demo's café that need no choice: two of the kitchen, one of the bar. */
export const DISHES = { tofu: 'THI', fries: 'KTG', espresso: 'ESP' } as const;
export type Dish = keyof typeof DISHES;

/** What a waiter of the café does, over HTTP. */
export interface Waiter {
  readonly client: Client;
  /** Takes an order at a table, or over the counter when `table` is null. */
  order(table: number | null, ...dishes: readonly (readonly [Dish, number])[]): Promise<PlacedOrder>;
  add(order: PlacedOrder, ...dishes: readonly (readonly [Dish, number])[]): Promise<void>;
  void(order: PlacedOrder, line: string, reason: string): Promise<void>;
}

/** The lines of an order of these dishes. */
export async function itemsOf(site: Site, dishes: readonly (readonly [Dish, number])[]) {
  const rows = await site.database.query<{ id: string; sku: string }>(
    'SELECT id, sku FROM products WHERE outlet_id = $1',
    [CAFE_ID],
  );
  const idOf = (dish: Dish) => rows.find(({ sku }) => sku === DISHES[dish])?.id;
  return dishes.map(([dish, quantity]) => ({ product_id: idOf(dish), quantity }));
}

export async function waiterOf(site: Site): Promise<Waiter> {
  const client = await site.as('waiter');
  return {
    client,
    async order(table, ...dishes) {
      const where = table === null ? { type: 'TAKEAWAY' } : { type: 'DINE_IN', table_id: tableId(table) };
      const body = { outlet_id: CAFE_ID, ...where, items: await itemsOf(site, dishes) };
      return expectStatus(201, await client.post<PlacedOrder>('/orders', body));
    },
    async add(order, ...dishes) {
      expectStatus(201, await client.post(`/orders/${order.id}/items`, { items: await itemsOf(site, dishes) }));
    },
    async void(order, line, reason) {
      const item = order.items.find(({ name }) => name === line);
      expectStatus(200, await client.delete(`/orders/${order.id}/items/${item?.id}`, { reason }));
    },
  };
}

export interface KitchenOptions extends ActorOptions {
  /** As in `?station=bar`. */
  readonly query?: string;
  /** Where the page is, when there is something between it and the API. */
  readonly url?: string;
  /** The page's clock can be put forward by `page.clock`. */
  readonly clock?: boolean;
  /** Who signs in: the café's cook when absent. */
  readonly user?: DemoUser;
}

/** A cook at a tablet: signed in, and *Start* tapped. */
export async function kitchenOf(
  site: Site,
  { query = '', url = site.url, clock = false, user = 'kitchen', ...options }: KitchenOptions = {},
): Promise<Actor> {
  const cook = await actor({ url }, options);
  if (clock) await cook.page.clock.install();
  await cook.page.goto(`/kitchen/${query}`);
  await cook.signIn(user);
  await startScreen(cook.page);
  return cook;
}

export async function startScreen(page: Page): Promise<void> {
  await page.locator('.start-button').click();
  await page.locator('.start-button').waitFor({ state: 'detached' });
  await page.locator('.status-live.live').waitFor();
}

/** The tickets on the board that are called by `name`, such as `Meja 4`. */
export function ticketsOf(page: Page, name: string): Locator {
  const called = page.locator('.card-name', { hasText: new RegExp(`^${name}$`) });
  return page.locator('.board-column article').filter({ has: called });
}

/** The names of all tickets on the pages of the board that are shown, in their order. */
export function namesOn(page: Page): Promise<string[]> {
  return page.locator('.board-column .card-name').allTextContents();
}
