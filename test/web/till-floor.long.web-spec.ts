import { beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { expectStatus } from '../support/index.js';
import {
  type Actor,
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  openShift,
  rupiah,
  settled,
  type Site,
  startSite,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly total_amount: number;
  readonly refunded_amount: number;
  readonly items: readonly {
    readonly name: string;
    readonly status: string;
    readonly seat: number | null;
    readonly course: number | null;
    readonly discount: number;
    readonly subtotal: number;
    readonly refunded_quantity: number;
  }[];
}
interface Shift {
  readonly id: string;
  readonly user_id: string;
  readonly start_cash: number;
}

const FLOAT = 500_000;

describeInBrowser('an evening at the till', () => {
  let site: Site;
  let kasir: Actor;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    const admin = await site.as('admin');
    for (const reason of [
      { kind: 'COMP', label: 'Waited too long', translations: { id: { name: 'Menunggu terlalu lama' } } },
      { kind: 'NO_SALE', label: 'Change for a guest' },
    ]) {
      expectStatus(201, await admin.post('/reasons', { outlet_id: CAFE_ID, ...reason }));
    }
    const { version } = expectStatus(200, await admin.get<{ version: number }>(`/outlets/${CAFE_ID}`));
    expectStatus(200, await admin.patch(`/outlets/${CAFE_ID}`, { tips: { to: 'SERVER', presets: [10, 15] }, version }));
    kasir = await actor(site, { viewport: 'tablet' });
    page = kasir.page;
    await page.goto('/till/');
    await kasir.signIn('kasir');
    await openShift(page, FLOAT);
  }, 240_000);

  const billOf = async (number: string): Promise<Bill> => {
    const admin = await site.as('admin');
    const { data } = expectStatus(
      200,
      await admin.get<{ data: { id: string; number: string }[] }>(`/orders?outlet_id=${CAFE_ID}&limit=100`),
    );
    return expectStatus(200, await admin.get<Bill>(`/orders/${data.find((one) => one.number === number)!.id}`));
  };
  const lastPayment = async () => {
    const admin = await site.as('admin');
    const { data } = expectStatus(
      200,
      await admin.get<{ data: { amount: number; tip: number }[] }>(`/payments?outlet_id=${CAFE_ID}&limit=1`),
    );
    return data.map(({ amount, tip }) => ({ amount, tip }));
  };
  const limitNoSales = async (most: number) => {
    const admin = await site.as('admin');
    const { version } = expectStatus(
      200,
      await admin.get<{ version: number }>(`/permissions/rules?outlet_id=${CAFE_ID}`),
    );
    const rules = [{ role: 'KASIR', key: 'drawer.no_sale', effect: 'ALLOW', max_per_shift: most }];
    expectStatus(200, await admin.put(`/permissions/rules?outlet_id=${CAFE_ID}`, { version, rules }));
  };
  const form = () => page.locator('form.part');
  const line = (name: string) => page.locator('.bill-lines .line-name', { hasText: name }).first();
  const cartLine = (name: string) => page.locator('.cart-lines li', { hasText: name }).first();

  async function sayOf(name: string, seat: number, course: number): Promise<void> {
    await cartLine(name)
      .getByRole('button', { name: `Note: ${name}` })
      .click();
    const sheet = page.getByRole('dialog', { name: `Note: ${name}` });
    for (let n = 0; n < seat; n += 1) await sheet.getByRole('button', { name: 'One more Seat' }).click();
    for (let n = 0; n < course; n += 1) await sheet.getByRole('button', { name: 'One more Course' }).click();
    expect(await axe(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Done' }).click();
    await sheet.waitFor({ state: 'detached' });
  }

  async function approve(): Promise<void> {
    const sheet = page.getByRole('dialog', { name: 'A supervisor has to approve this' });
    await sheet.getByRole('button', { name: 'Bagus Santoso' }).click();
    await sheet.getByLabel('PIN').fill('2222');
    await sheet.getByRole('button', { name: 'Approve', exact: true }).dblclick();
    await sheet.waitFor({ state: 'detached' });
  }

  async function send(): Promise<string> {
    await page.locator('.cart .grand').waitFor();
    const placed = page.waitForResponse((one) => one.url().endsWith('/orders') && one.request().method() === 'POST');
    await page.getByRole('button', { name: 'Send, pay later' }).click();
    const { number } = (await (await placed).json()) as Bill;
    await page.keyboard.press('F8');
    await page.locator('.bill', { hasText: number }).click();
    await page.locator('.bill-lines li').first().waitFor();
    return number;
  }

  const submit = (name: string): Locator => form().getByRole('button', { name, exact: true });

  it('takes courses for seats, fires the second, comps, discounts and splits by seat', async () => {
    for (const dish of ['Espresso', 'Espresso', 'Tahu Isi', 'Kentang Goreng']) {
      await page.locator('.tile', { hasText: dish }).first().click();
    }
    await sayOf('Tahu Isi', 1, 1);
    await sayOf('Kentang Goreng', 2, 2);
    const number = await send();
    expect(await page.locator('.bill-lines li', { hasText: 'Kentang Goreng' }).innerText()).toMatch(
      /Seat 2, Course 2[^]*Waits/,
    );
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'Send course 2' }).click();
    await page.getByRole('button', { name: 'Send course 2' }).waitFor({ state: 'detached' });
    expect((await billOf(number)).items.map(({ name, status, seat, course }) => [name, status, seat, course])).toEqual([
      ['Espresso', 'NEW', null, null],
      ['Tahu Isi', 'NEW', 1, 1],
      ['Kentang Goreng', 'NEW', 2, 2],
    ]);

    // One of the two: a cashier asks a supervisor.
    await line('Espresso').click();
    await form().getByRole('button', { name: 'On the house' }).click();
    await form().getByRole('button', { name: 'One less Espresso' }).click();
    expect(await submit('1 piece on the house').isDisabled()).toBe(true);
    await form().getByRole('button', { name: 'Waited too long' }).click();
    expect(await axe(page)).toEqual([]);
    await submit('1 piece on the house').click();
    await approve();
    await form().waitFor({ state: 'detached' });
    await page
      .locator('.bill-lines li', { hasText: 'Espresso' })
      .getByText(/18,000 Waited too long/)
      .waitFor();

    // Ten percent is the cashier's own affair.
    await line('Tahu Isi').click();
    await form().getByRole('button', { name: 'Discount' }).click();
    await form().getByLabel('Percent').fill('10');
    await form().getByLabel('Reason').fill('Cold');
    await submit('Discount').click();
    await form().waitFor({ state: 'detached' });

    await line('Kentang Goreng').click();
    await form().getByRole('button', { name: 'Price', exact: true }).click();
    await form().getByLabel('Price of one piece').fill('20000');
    await form().getByLabel('Reason').fill('Old menu');
    await submit('Price').click();
    await approve();
    await form().waitFor({ state: 'detached' });
    const bill = await billOf(number);
    // 2 × 18.000 − 18.000; 19.000 − 10 %; 20.000.
    expect(bill.items.map(({ subtotal, discount }) => subtotal - discount)).toEqual([18_000, 17_100, 20_000]);

    await page.getByRole('button', { name: 'Split', exact: true }).click();
    await form().getByRole('button', { name: 'Seat 2' }).click();
    expect(await axe(page)).toEqual([]);
    await submit('Split off').click();
    await form().waitFor({ state: 'detached' });
    expect((await billOf(number)).items.map(({ name }) => name)).toEqual(['Espresso', 'Tahu Isi']);
    await page.keyboard.press('Escape');
    kasir.expectNoFaults();
  }, 180_000);

  it('takes a share of the bill as a tip, and the change when the guest says so', async () => {
    await page.getByRole('button', { name: 'Sell' }).click();
    await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();
    await page.locator('.pay').click();
    await settled(page);
    // 10 % of 18.000, in coins of 100.
    await page.getByRole('button', { name: `10 % · ${rupiah(1_800)}` }).click();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: rupiah(20_000), exact: true }).click();
    await page.getByRole('button', { name: `Take ${rupiah(20_000)} · change ${rupiah(200)}` }).click();
    await page.locator('.done').waitFor();
    expect(await page.locator('.done .change').innerText()).toContain('200');
    expect(await lastPayment()).toEqual([{ amount: 18_000, tip: 1_800 }]);

    await page.keyboard.press('Enter');
    await settled(page);
    await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();
    await page.locator('.pay').click();
    await settled(page);
    await page.getByRole('button', { name: rupiah(20_000), exact: true }).click();
    await page.getByRole('button', { name: `The change, ${rupiah(2_000)}, is a tip` }).click();
    await page.getByRole('button', { name: `Take ${rupiah(20_000)}`, exact: true }).click();
    await page.locator('.done').waitFor();
    expect(await lastPayment()).toEqual([{ amount: 18_000, tip: 2_000 }]);
    await page.keyboard.press('Enter');
    kasir.expectNoFaults();
  }, 120_000);

  it('asks again when a tip is more than the bill', async () => {
    await settled(page);
    await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();
    await page.locator('.pay').click();
    await settled(page);
    await page.getByRole('button', { name: 'Another tip' }).click();
    await page.getByLabel('Tip', { exact: true }).fill('180000');
    await page.getByRole('button', { name: `Take ${rupiah(198_000)}`, exact: true }).click();
    await page.getByText(/The tip is more than the bill/).waitFor();
    await page.getByRole('button', { name: 'No tip' }).click();
    await page.getByRole('button', { name: `Take ${rupiah(18_000)}`, exact: true }).click();
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
    kasir.expectNoFaults();
  }, 120_000);

  it('lets a waiter take cash into the drawer, opens it without a sale, pays tips out, and hands it over', async () => {
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByText('You alone.').waitFor();
    await page.getByRole('button', { name: 'Add somebody' }).click();
    const people = page.getByRole('dialog', { name: 'Add somebody' });
    await people.getByRole('button', { name: 'Wayan Putra' }).click();
    expect(await axe(page)).toEqual([]);
    await people.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByText(/^Wayan Putra since/).waitFor();

    // At their own till, into the cashier's drawer.
    const waiter = await actor(site, { viewport: 'tablet' });
    await waiter.page.goto('/till/');
    await waiter.signIn('waiter');
    await waiter.page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await waiter.page.locator('.cart .grand').waitFor();
    await waiter.page.locator('.pay').click();
    await settled(waiter.page);
    await waiter.page.getByRole('button', { name: `Take ${rupiah(18_000)}`, exact: true }).click();
    await waiter.page.locator('.done').waitFor();
    waiter.expectNoFaults();
    await waiter.leave();

    await page.getByRole('button', { name: 'Open the drawer without a sale' }).first().click();
    await page.getByRole('button', { name: 'Change for a guest' }).click();
    expect(await axe(page)).toEqual([]);
    await page.locator('form.counting button[type=submit]').click();
    await page.getByText('Written down: the drawer is open.').waitFor();

    // A second one in this shift takes a yes, and is one with it.
    await limitNoSales(1);
    await page.locator('form.counting button[type=submit]').click();
    await approve();
    await settled(page);
    expect(await page.getByRole('dialog').count()).toBe(0);
    const ofDrawer = await site.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM drawer_openings`);
    expect(ofDrawer).toEqual([{ n: 2 }]);

    // What they are owed: 1.800 and 2.000 of tips that nobody else was named for.
    await page.getByRole('button', { name: 'Pay out tips' }).click();
    await page.getByRole('button', { name: 'Wayan Putra', exact: true }).click();
    await page.locator('.amount-field input').fill('1000');
    await page.locator('form.counting button[type=submit]').click();
    await page.locator('form.counting [role=alert]').waitFor();

    await page.getByRole('button', { name: 'Hand the drawer over' }).click();
    expect(await page.getByRole('button', { name: 'Hand the drawer over' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Bagus Santoso' }).click();
    expect(await page.getByText('575').count()).toBe(0);
    // The float, four espressos and two tips.
    await page.locator('.amount-field input').fill(String(FLOAT + 4 * 18_000 + 1_800 + 2_000));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: `Hand ${rupiah(575_800)} over to Bagus Santoso` }).click();
    await page.getByText('Bagus Santoso has the drawer now.').waitFor();
    await page.getByText('To the last coin').waitFor();
    await page.getByText(/^Z report \d+/).waitFor({ timeout: 60_000 });
    expect(await axe(page)).toEqual([]);
    const supervisor = await site.as('supervisor');
    const shift = expectStatus(200, await supervisor.get<Shift>(`/shifts/current?outlet_id=${CAFE_ID}`));
    expect(shift.start_cash).toBe(575_800);

    // The till waits for whoever has the drawer now.
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.getByText('Who is at the till?').waitFor();
    kasir.expectNoFaults();
  }, 180_000);

  it('gives one piece back, in cash, once whoever has the drawer now has said who they are', async () => {
    await page.getByRole('button', { name: 'Bagus Santoso' }).click();
    await page.keyboard.type('2222');
    await page.keyboard.press('Enter');
    await page.locator('.tiles').waitFor();
    await settled(page);
    for (let n = 0; n < 2; n += 1) await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();
    await page.locator('.pay').click();
    await settled(page);
    await page.getByRole('button', { name: `Take ${rupiah(36_000)}`, exact: true }).click();
    await page.locator('.done').waitFor();
    const number = (await page.locator('.done h2 .quiet').innerText()).trim();
    await page.keyboard.press('F8');
    await page.getByRole('tab', { name: 'All of late' }).click();
    await page.locator('.bill', { hasText: number }).click();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await form().getByRole('button', { name: 'Pieces' }).click();
    await form().getByRole('button', { name: 'One more Espresso' }).click();
    await form().getByRole('button', { name: 'Back into stock' }).waitFor();
    await form().getByLabel('Reason').fill('Cold');
    expect(await axe(page)).toEqual([]);
    await submit('Give 1 piece back').click();
    await page.getByText(`${rupiah(18_000)} given back.`).waitFor();
    const bill = await billOf(number);
    expect([bill.refunded_amount, bill.items.map(({ refunded_quantity: back }) => back)]).toEqual([18_000, [1]]);
    kasir.expectNoFaults();
  }, 120_000);
});
