import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { type Client, expectStatus } from '../support/index.js';
import {
  actor,
  type Actor,
  type ActorOptions,
  axe,
  CAFE_ID,
  describeInBrowser,
  itemsOf,
  orderCart,
  putIntoCart,
  rupiah,
  type DemoUser,
  sideways,
  type Site,
  smallTargets,
  startSite,
  tableId,
  viewOf,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly table_name: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
}

describeInBrowser('the tables at the till', () => {
  let site: Site;
  let owner: Client;
  let waiter: Client;

  beforeAll(async () => {
    site = await startSite();
    [owner, waiter] = [await site.as('admin'), await site.as('waiter')];
    const { version } = expectStatus(200, await owner.get<{ version: number }>(`/outlets/${CAFE_ID}`));
    expectStatus(200, await owner.patch(`/outlets/${CAFE_ID}`, { tables_need_cleaning: true, version }));
  }, 240_000);
  afterAll(() => site.stop());

  async function till(user: DemoUser, options: ActorOptions = {}): Promise<Actor> {
    const person = await actor(site, { viewport: 'tablet', ...options });
    await person.page.addInitScript('window.print = () => undefined');
    await person.page.goto('/till/');
    await person.signIn(user);
    await person.page.locator('.till-bar .tab').nth(3).click();
    await person.page.locator('.table-tile').first().waitFor();
    return person;
  }
  async function drawFloor(name: string, position: number, numbers: readonly number[]): Promise<void> {
    const floor = { outlet_id: CAFE_ID, name, position, width: 24, height: 12 };
    const { id, version } = expectStatus(201, await owner.post<{ id: string; version: number }>('/floors', floor));
    const tables = numbers.map((number, at) => ({
      id: tableId(number),
      ...{ x: 1 + (at % 4) * 6, y: 1 + Math.floor(at / 4) * 4, width: 4, height: 2 },
      ...(at === 1 && { shape: 'ROUND', width: 3, height: 3 }),
      ...(at === 2 && { rotation: 90 }),
      ...(at === 3 && { shape: 'BAR', width: 5 }),
    }));
    const pairs = [{ table_ids: [tableId(numbers[0]!), tableId(numbers[1]!)] }];
    expectStatus(200, await owner.put(`/floors/${id}/layout`, { version, tables, pairs }));
  }
  async function scan(table: number): Promise<Actor> {
    const phone = await actor(site, { viewport: 'phone' });
    await phone.page.goto(await site.tableAddress(table));
    await phone.page.locator('.dish').first().waitFor();
    return phone;
  }
  const tile = (page: Page, table: number): Locator =>
    page.locator('.table-tile', { has: page.locator('strong', { hasText: new RegExp(`^Meja ${table}$`) }) });
  const sheet = (page: Page): Locator => page.locator('dialog[open].sitting-sheet');
  const press = (page: Page, name: string | RegExp) => sheet(page).getByRole('button', { name }).click();
  const stands = (page: Page, table: number, state: string, more: string | RegExp = '') =>
    tile(page, table)
      .filter({ has: page.locator(`.table-state.${state}`) })
      .filter({ hasText: more })
      .waitFor();
  const close = async (page: Page) => {
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
  };
  const openBill = async (): Promise<Bill> => {
    const path = `/orders?outlet_id=${CAFE_ID}&payment_status=PENDING&type=DINE_IN&limit=50`;
    const { data } = expectStatus(200, await waiter.get<{ data: Bill[] }>(path));
    expect(data.length).toBe(1);
    return data[0]!;
  };

  it('stand as a list by name where the outlet has no floors, and go onto tabs when it has', async () => {
    const person = await till('waiter');
    const { page } = person;
    expect(await page.locator('.table-list .table-tile').count()).toBe(12);
    expect(await page.getByRole('tablist').count()).toBe(0);
    await stands(page, 3, 'FREE');
    expect(await axe(page)).toEqual([]);
    await drawFloor('Indoors', 0, [1, 2, 3, 4, 5, 6]);
    await drawFloor('Terrace', 1, [7, 8, 9, 10]);
    await page.reload();
    await page.locator('.till-bar .tab').nth(3).click();
    await page.locator('.plan .table-tile').first().waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Indoors', 'Terrace', 'On no floor']);
    expect(await page.locator('.table-tile').count()).toBe(6);
    await page.getByRole('tab', { name: 'Indoors' }).press('ArrowRight');
    await tile(page, 8).waitFor();
    await page.getByRole('tab', { name: 'On no floor' }).click();
    await tile(page, 12).waitFor();
    // The till remembers which floor is whose.
    await page.getByRole('tab', { name: 'Indoors' }).click();
    await tile(page, 1).waitFor();
    expect(await axe(page)).toEqual([]);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);

  it('one party at two of them is followed from its seats to the terrace, by two tills and two phones', async () => {
    const [person, other] = [await till('waiter'), await till('supervisor', { theme: 'dark', viewport: 'desktop' })];
    const { page } = person;
    const second = other.page;

    // Eleven people sit down at two tables.
    await tile(page, 1).click();
    await press(page, 'Seat guests');
    await sheet(page).getByRole('button', { name: '10', exact: true }).click();
    await press(page, 'One more Guests');
    expect(await axe(page)).toEqual([]);
    await press(page, 'Seat 11 guests');
    await stands(second, 1, 'SEATED', '11 guests');
    await press(page, 'Add tables');
    const first = sheet(page).locator('.table-choice .button').first();
    expect(await first.innerText()).toMatch(/^Meja 2\s[^]*Goes with it$/);
    await first.click();
    expect(await axe(page)).toEqual([]);
    await press(page, 'Add 1 table');
    await sheet(page).getByText('With Meja 2').waitFor();
    await close(page);
    await stands(second, 2, 'SEATED', 'With Meja 1');

    // Each of two phones joins by another code, and both are at one bill.
    const [ana, budi] = [await scan(1), await scan(2)];
    await putIntoCart(ana.page, 'Espresso');
    await orderCart(ana.page);
    await viewOf(budi.page, 2);
    await budi.page.locator('.line', { hasText: 'Espresso' }).first().waitFor();
    await stands(second, 2, 'ORDERED', /Rp/);
    const { number, id } = await openBill();

    // The bill is printed at one till, and stands so at the other within a second.
    await tile(page, 1).click();
    await press(page, `Print bill ${number}`);
    const printedAt = Date.now();
    await stands(second, 1, 'BILL_PRINTED');
    // By its event: what looks after the tables twice a minute has nothing to do with it.
    expect(Date.now() - printedAt).toBeLessThan(10_000);
    expect(await axe(second)).toEqual([]);

    // Onto the terrace, where others sit: the refusal first, then a free table.
    expectStatus(201, await waiter.post('/table-sessions', { table_id: tableId(8), guest_count: 2 }));
    await press(page, 'Move the party');
    await sheet(page).locator('.table-choice .button', { hasText: 'Meja 8' }).click();
    await press(page, 'Move to Meja 8');
    await sheet(page).getByText('Guests sit at Meja 8 already.').waitFor();
    await sheet(page).getByRole('button', { name: 'Seat both parties together at Meja 8' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await sheet(page).locator('.table-choice .button', { hasText: 'Meja 9' }).click();
    expect(
      await sheet(page)
        .getByRole('button', { name: /^Seat both/ })
        .count(),
    ).toBe(0);
    await press(page, 'Move to Meja 9');
    await page.getByRole('dialog', { name: 'Meja 9' }).getByText('With Meja 2').waitFor();
    expect((await openBill()).table_name).toBe('Meja 9');
    for (const phone of [ana, budi]) await phone.page.locator('.place', { hasText: '9' }).waitFor();
    await close(page);
    await second.getByRole('tab', { name: 'Terrace' }).click();
    await stands(second, 9, 'BILL_PRINTED', '11 guests');

    // The table that they left is cleaned; the other one is given up, and cleaned as well.
    await tile(page, 1).filter({ hasText: 'To be cleaned' }).click();
    await press(page, 'It is clean');
    await stands(page, 1, 'FREE');
    await close(page);
    await tile(page, 2).click();
    await press(page, 'Give up Meja 2');
    await press(page, 'It is clean');
    await stands(page, 2, 'FREE');
    await close(page);

    // What is due is paid at the other till while the waiter looks; then the guests leave.
    await page.getByRole('tab', { name: 'Terrace' }).click();
    await tile(page, 9).click();
    const kasir = await site.as('kasir');
    expectStatus(201, await kasir.post('/shifts/open', { outlet_id: CAFE_ID, start_cash: 500_000 }));
    expectStatus(201, await kasir.post(`/orders/${id}/pay`, { method: 'cash' }));
    await sheet(page).locator('.table-state.PAID').waitFor();
    await press(page, 'The guests have left');
    await press(page, 'Yes, they have left');
    await sheet(page).locator('.table-state.DIRTY').waitFor();
    await stands(second, 9, 'DIRTY');
    for (const one of [person, other, ana, budi]) {
      one.expectNoFaults();
      await one.leave();
    }
  }, 240_000);

  it('on the smallest phone show the number and the amount of a bill whole, neither over the other', async () => {
    const at = expectStatus(201, await waiter.post<{ id: string }>('/table-sessions', { table_id: tableId(12) }));
    const wish = { outlet_id: CAFE_ID, type: 'DINE_IN', table_session_id: at.id };
    const items = await itemsOf(site, [['espresso', 600]]);
    const { number } = expectStatus(201, await waiter.post<Bill>('/orders', { ...wish, items }));
    const person = await till('waiter', { viewport: 'narrow' });
    const { page } = person;
    await page.locator('#tab-none').click();
    await tile(page, 12).click();
    const bill = sheet(page).getByRole('button', { name: `Bill ${number} ${rupiah(10_800_000)}`, exact: true });
    await bill.waitFor();

    const { button, texts } = await bill.evaluate((element) => {
      const boxOf = ({ left, right, top, bottom }: DOMRect) => ({ left, right, top, bottom });
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (nodes.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(nodes.currentNode);
        const rows = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        texts.push({ text: nodes.currentNode.textContent, rows: rows.size, box: boxOf(range.getBoundingClientRect()) });
      }
      return { button: boxOf(element.getBoundingClientRect()), texts };
    });
    expect(texts.map(({ text, rows }) => [text, rows])).toEqual([
      [`Bill ${number}`, 1],
      [rupiah(10_800_000), 1],
    ]);
    const [name, amount] = texts.map(({ box }) => box);
    expect(amount!.top).toBeGreaterThanOrEqual(name!.bottom);
    for (const box of [name!, amount!]) {
      expect(box.left).toBeGreaterThan(button.left);
      expect(box.right).toBeLessThan(button.right);
      expect(box.bottom).toBeLessThan(button.bottom);
    }
    expect(await sideways(page)).toEqual([]);
    expect(await smallTargets(page, 48)).toEqual([]);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);

  it('on a phone are a list for one thumb, and offer what this person may do', async () => {
    const [person, lead] = [
      await till('waiter', { viewport: 'phone' }),
      await till('supervisor', { viewport: 'phone' }),
    ];
    const { page } = person;
    await page.getByRole('tab', { name: 'Indoors' }).click();
    expect(await page.locator('.plan').count()).toBe(0);
    expect(await page.locator('.table-list .table-tile').count()).toBe(6);
    expect(await sideways(page)).toEqual([]);
    expect(await smallTargets(page, 48)).toEqual([]);
    expect(await axe(page)).toEqual([]);

    // Who may not keep a table free is not offered it; they see that somebody did.
    await tile(page, 5).click();
    await sheet(page).getByRole('button', { name: 'Seat guests' }).waitFor();
    expect(await sheet(page).getByRole('button', { name: 'Block' }).count()).toBe(0);
    await lead.page.getByRole('tab', { name: 'Indoors' }).click();
    await tile(lead.page, 5).click();
    await press(lead.page, 'Block');
    await sheet(lead.page).locator('.table-state.BLOCKED').waitFor();
    await sheet(page).locator('.table-state.BLOCKED').waitFor();
    expect(await sheet(page).locator('.acts button').count()).toBe(0);
    await press(lead.page, 'Open it for guests');
    await sheet(page).getByRole('button', { name: 'Seat guests' }).waitFor();

    // A party that another till sends away while it is about to move.
    await press(page, 'Seat guests');
    expect(await axe(page)).toEqual([]);
    expect(await smallTargets(page, 48)).toEqual([]);
    expect(await sideways(page)).toEqual([]);
    await press(page, /^Seat \d+ guests$/);
    await press(page, 'Move the party');
    await sheet(page).locator('.table-choice .button', { hasText: 'Meja 6' }).click();
    const ended = { body: '{}', contentType: 'application/json', status: 409 };
    await page.route('**/move', (route) =>
      route.fulfill({ ...ended, body: JSON.stringify({ code: 'TABLE_SESSION_CLOSED', detail: 'It has ended.' }) }),
    );
    await press(page, 'Move to Meja 6');
    await sheet(page).getByText('It has ended.').waitFor();
    await page.unroute('**/move');
    const { session_id: sitting } = expectStatus(
      200,
      await waiter.get<{ session_id: string }>(`/tables/${tableId(5)}`),
    );
    expectStatus(200, await waiter.post(`/table-sessions/${sitting}/close`));
    await sheet(page).locator('.table-state.DIRTY').first().waitFor();
    await sheet(page).getByRole('button', { name: 'It is clean' }).waitFor();
    await close(page);
    await lead.leave();

    // A rule takes it from all waiters.
    const rules = await owner.get<{ version: number }>(`/permissions/rules?outlet_id=${CAFE_ID}`);
    const deny = { role: 'WAITER', key: 'tables.manage', effect: 'DENY' };
    const { version } = expectStatus(200, rules);
    expectStatus(200, await owner.put(`/permissions/rules?outlet_id=${CAFE_ID}`, { version, rules: [deny] }));
    await page.reload();
    await page.locator('.till-bar .tab').nth(3).click();
    await tile(page, 6).click();
    await sheet(page).getByRole('button', { name: 'Take an order' }).waitFor();
    expect(await sheet(page).locator('.acts button').allInnerTexts()).toEqual(['Take an order']);
    await press(page, 'Take an order');
    await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart-bar button').click();
    await page.locator('.how [aria-pressed=true]', { hasText: 'Meja 6' }).waitFor();
    person.expectNoFaults();
    await person.leave();
  }, 120_000);
});
