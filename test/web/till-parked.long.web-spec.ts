import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { expectStatus } from '../support/index.js';
import {
  type Actor,
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  openShift,
  rupiah,
  type Site,
  startSite,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly hold_reason: string | null;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly type: string;
  readonly guest_count: number | null;
  readonly note: string | null;
  readonly server_id: string | null;
}

describeInBrowser('parked sales', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  }, 240_000);

  const bill = async (id: string) => expectStatus(200, await (await site.as('admin')).get<Bill>(`/orders/${id}`));
  const parkedOnes = async () =>
    expectStatus(
      200,
      await (await site.as('admin')).get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&hold_reason=PARKED`),
    ).data.map(({ id }) => id);
  const ticketed = async (id: string) => {
    const kitchen = await site.as('kitchen');
    const { data } = expectStatus(200, await kitchen.get<{ data: { order_id: string }[] }>('/kitchen/tickets'));
    return data.some(({ order_id: of }) => of === id);
  };

  async function rung(page: Page, ...dishes: string[]): Promise<void> {
    for (const dish of dishes) await page.locator('.tile', { hasText: dish }).first().click();
    await page.locator('.cart .grand').waitFor();
  }

  /** Parks what is rung up, by a press that bounces. */
  async function park(page: Page): Promise<Bill> {
    const placed = page.waitForResponse((one) => one.url().endsWith('/orders') && one.request().method() === 'POST');
    await page.getByRole('button', { name: 'Park', exact: true }).dblclick();
    const made = (await (await placed).json()) as Bill;
    await page.getByText(`Bill ${made.number} is parked.`).waitFor();
    return made;
  }

  const takeUp = (page: Page, { number }: Bill) =>
    page.getByRole('group', { name: 'Parked' }).getByRole('button', { name: new RegExp(`^Go on with ${number}`) });

  async function till(username: 'kasir' | 'waiter' | 'supervisor', float: number | null): Promise<Actor> {
    const person = await actor(site, { viewport: 'tablet' });
    await person.page.goto('/till/');
    await person.signIn(username);
    if (float !== null) await openShift(person.page, float);
    return person;
  }

  it('a cashier parks a sale, serves the next person, takes the parked one up again and is paid', async () => {
    const cashier = await till('kasir', 500_000);
    const { page } = cashier;
    await rung(page, 'Espresso', 'Tahu Isi');
    const first = await park(page);
    expect(first).toMatchObject({ status: 'HELD', hold_reason: 'PARKED' });
    expect(await parkedOnes()).toEqual([first.id]);
    expect(await ticketed(first.id)).toBe(false);

    // The next person.
    await rung(page, 'Espresso');
    await page.locator('.pay').click();
    await page.locator('.take:enabled').click();
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.last-sale').waitFor();

    // The first comes back, with the wallet and the wish for one more.
    await takeUp(page, first).click();
    await page.locator('.bill-lines .status', { hasText: 'Parked' }).first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add something' }).click();
    await rung(page, 'Espresso');
    await page.getByRole('button', { name: `Add to ${first.number}` }).click();
    await takeUp(page, first).click();
    const changed = await bill(first.id);
    expect(changed).toMatchObject({ status: 'HELD', hold_reason: 'PARKED' });
    expect(changed.total_amount).toBeGreaterThan(first.total_amount);
    expect(await ticketed(first.id)).toBe(false);
    await page.getByRole('button', { name: `Pay ${rupiah(changed.total_amount)}` }).click();
    await page.locator('.take:enabled').click();
    await page.locator('.done').waitFor();

    expect(await bill(first.id)).toMatchObject({ payment_status: 'PAID', hold_reason: null });
    expect(await ticketed(first.id)).toBe(true);
    expect(await parkedOnes()).toEqual([]);
    cashier.expectNoFaults();
    await cashier.leave();
  }, 240_000);

  it('taken up by a colleague at the other till, it is told to who comes second, and is paid once', async () => {
    const [cashier, colleague] = [await till('kasir', null), await till('supervisor', 0)];
    await rung(cashier.page, 'Espresso');
    const parked = await park(cashier.page);
    // Both open it.
    await takeUp(cashier.page, parked).click();
    await takeUp(colleague.page, parked).click();
    for (const { page } of [cashier, colleague]) {
      await page.getByRole('button', { name: `Pay ${rupiah(parked.total_amount)}` }).click();
      await page.locator('.take:enabled').waitFor();
    }
    await Promise.all([cashier, colleague].map(({ page }) => page.locator('.take').click()));
    const outcome = ({ page }: Actor) =>
      Promise.race([
        page
          .locator('.done')
          .waitFor()
          .then(() => 'paid'),
        page
          .locator('.pay-screen [role=alert]')
          .waitFor()
          .then(() => 'refused'),
      ]);
    expect((await Promise.all([outcome(cashier), outcome(colleague)])).sort()).toEqual(['paid', 'refused']);
    const { data } = expectStatus(
      200,
      await (await site.as('admin')).get<{ data: { action: string }[] }>(`/orders/${parked.id}/history`),
    );
    expect(data.filter(({ action }) => action === 'PAID')).toHaveLength(1);
    for (const person of [cashier, colleague]) {
      person.expectNoFaults();
      await person.leave();
    }
  }, 240_000);

  it('is discarded with a reason and no approval, and a bill is told how, for how many and with what note', async () => {
    const waiter = await till('waiter', null);
    const { page } = waiter;
    await rung(page, 'Espresso');
    const parked = await park(page);
    await page.keyboard.press('F8');
    await page.getByRole('tab', { name: /^Parked/ }).click();
    await page.locator('.bill', { hasText: parked.number }).click();
    await page.getByRole('button', { name: 'Guests, server, note' }).click();
    const form = page.locator('form.part');
    await form.getByRole('button', { name: 'For here' }).click();
    await form.getByRole('button', { name: 'One more Guests' }).dblclick();
    await form.getByLabel('Note on the bill').fill('Birthday');
    await form.getByLabel('Customer').fill('nobody at all');
    await form.getByText('Nobody is called that.').waitFor();
    expect(await axe(page)).toEqual([]);
    await form.getByRole('button', { name: 'Change', exact: true }).dblclick();
    await form.waitFor({ state: 'detached' });
    expect(await bill(parked.id)).toMatchObject({ type: 'DINE_IN', guest_count: 2, note: 'Birthday', status: 'HELD' });

    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await form.getByLabel('Reason').fill('Never came back');
    await form.getByRole('button', { name: 'Discard', exact: true }).dblclick();
    await form.waitFor({ state: 'detached' });
    expect((await bill(parked.id)).status).toBe('VOIDED');
    expect(await parkedOnes()).not.toContain(parked.id);
    waiter.expectNoFaults();
    await waiter.leave();
  }, 120_000);
});
