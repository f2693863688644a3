import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { type Client, eventually, expectStatus } from '../support/index.js';
import {
  actor,
  type Actor,
  type ActorOptions,
  axe,
  CAFE_ID,
  describeInBrowser,
  putIntoCart as put,
  type Site,
  startSite,
  tableId,
  viewOf as view,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly table_id: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
}

const ESPRESSO = 'Espresso';
const CAPPUCCINO = 'Cappuccino';

describeInBrowser('what phones at a table order together', () => {
  let site: Site;
  let waiter: Client;

  beforeAll(async () => {
    site = await startSite();
    waiter = await site.as('waiter');
  }, 120_000);
  afterAll(() => site.stop());

  async function scan(table: number, options: ActorOptions = {}): Promise<Actor> {
    const phone = await actor(site, { viewport: 'phone', ...options });
    await phone.page.goto(await site.tableAddress(table));
    await phone.page.locator('.dish').first().waitFor();
    return phone;
  }
  /** Puts what a phone has chosen in with the table's. */
  async function share({ page }: Actor, name: string): Promise<void> {
    await view(page, 1);
    await page.locator('.together .field input').fill(name);
    await page.locator('.together > .button:not(.main)').click();
  }
  const lineOf = ({ page }: Actor, dish: string) => page.locator('.together .line', { hasText: dish });
  const billsAt = async (table: number): Promise<readonly Bill[]> => {
    const path = `/orders?outlet_id=${CAFE_ID}&table_id=${tableId(table)}&limit=50`;
    return expectStatus(200, await waiter.get<{ data: Bill[] }>(path)).data;
  };

  it('fill one cart, two of them press at once, and one order comes out; it goes along when the party moves', async () => {
    const [dewi, rizky] = [await scan(4), await scan(4, { locale: 'id-ID', theme: 'dark' })];
    await put(dewi.page, ESPRESSO);
    await put(rizky.page, CAPPUCCINO);
    await share(dewi, 'Dewi');
    await share(rizky, 'Rizky');

    for (const phone of [dewi, rizky]) {
      await lineOf(phone, ESPRESSO).locator('.sign', { hasText: 'Dewi' }).waitFor();
      await lineOf(phone, CAPPUCCINO).locator('.sign', { hasText: 'Rizky' }).waitFor();
      expect(await axe(phone.page)).toEqual([]);
    }
    expect(await lineOf(dewi, ESPRESSO).locator('.stepper').count()).toBe(1);
    expect(await lineOf(dewi, CAPPUCCINO).locator('.stepper').count()).toBe(0);
    await lineOf(rizky, CAPPUCCINO).locator('.stepper button').last().click();
    await lineOf(dewi, CAPPUCCINO).locator('.number', { hasText: '2×' }).waitFor();

    const sitting = expectStatus(200, await waiter.get<{ session_id: string }>(`/tables/${tableId(4)}`));
    expectStatus(200, await waiter.post(`/table-sessions/${sitting.session_id}/move`, { table_id: tableId(6) }));
    for (const { page } of [dewi, rizky]) await page.locator('.place', { hasText: '6' }).waitFor();

    for (const { page } of [dewi, rizky]) await page.locator('.together > .main', { hasText: /\d/ }).waitFor();
    await Promise.all([dewi, rizky].map(({ page }) => page.locator('.together > .main').click()));

    await eventually(async () => {
      const [bill, ...others] = await billsAt(6);
      expect(others).toEqual([]);
      expect(bill?.items.map(({ name, quantity }) => `${quantity} ${name}`).sort()).toEqual([
        `1 ${ESPRESSO}`,
        `2 ${CAPPUCCINO}`,
      ]);
    });
    for (const { page } of [dewi, rizky]) {
      await view(page, 2);
      await page.locator('.line.ordered', { hasText: ESPRESSO }).waitFor();
      await page.locator('.line.ordered', { hasText: CAPPUCCINO }).waitFor();
      expect(await page.locator('.bill').count()).toBe(1);
    }
    const own = ({ page }: Actor, word: string) => page.locator('.line.ordered', { hasText: word });
    await own(dewi, 'mine').waitFor();
    expect(await own(dewi, 'mine').allInnerTexts()).toMatchObject([expect.stringContaining(ESPRESSO)]);
    expect(await own(rizky, 'milik saya').allInnerTexts()).toMatchObject([expect.stringContaining(CAPPUCCINO)]);
    for (const phone of [dewi, rizky]) await phone.leave();
  }, 180_000);
});
