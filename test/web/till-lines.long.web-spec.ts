import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { expectStatus } from '../support/index.js';
import { type Actor, actor, axe, describeInBrowser, type Site, startSite } from './support/index.js';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly status: string;
  readonly note: string | null;
  readonly modifiers: readonly { readonly name: string }[];
}
interface Bill {
  readonly id: string;
  readonly number: string;
  readonly items: readonly Line[];
}

describeInBrowser('the lines of an open bill', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  }, 240_000);

  const bill = async (id: string) => expectStatus(200, await (await site.as('admin')).get<Bill>(`/orders/${id}`));
  const linesOf = async (id: string) =>
    (await bill(id)).items.map(({ name, quantity, status }) => `${quantity} ${name} ${status}`);

  /** A bill of what the till sells, with its sheet open. */
  async function opened(username: 'waiter' | 'kasir', ...dishes: string[]): Promise<{ person: Actor; id: string }> {
    const person = await actor(site, { viewport: 'tablet' });
    const { page } = person;
    await page.goto('/till/');
    await person.signIn(username);
    if (username === 'kasir') await page.getByRole('button', { name: 'Go on without cash' }).click();
    for (const dish of dishes) {
      await page.locator('.tile', { hasText: dish }).first().click();
      if (dish === 'Cappuccino') {
        const sheet = page.locator('.choices-sheet');
        await sheet.getByRole('button', { name: 'Reguler' }).click();
        await sheet.getByRole('button', { name: /^Add/ }).click();
      }
    }
    await page.locator('.cart .grand').waitFor();
    const placed = page.waitForResponse((one) => one.url().endsWith('/orders') && one.request().method() === 'POST');
    await page.getByRole('button', { name: 'Send, pay later' }).click();
    const { id, number } = (await (await placed).json()) as Bill;
    await page.keyboard.press('F8');
    await page.locator('.bill', { hasText: number }).click();
    await page.locator('.bill-lines li').first().waitFor();
    return { person, id };
  }

  const line = (page: Page, name: string) => page.locator('.bill-lines .line-name', { hasText: name }).first();
  const form = (page: Page) => page.locator('form.part');
  const change = (page: Page) => form(page).getByRole('button', { name: 'Change', exact: true });

  it('change in number, note and choices until the kitchen begins', async () => {
    const { person, id } = await opened('waiter', 'Cappuccino', 'Espresso', 'Espresso');
    const { page } = person;
    await line(page, 'Cappuccino').click();
    expect(await change(page).isDisabled()).toBe(true);
    await form(page)
      .getByRole('button', { name: /^Besar/ })
      .click();
    await form(page).getByLabel('Note for the kitchen').fill('extra hot');
    expect(await axe(page)).toEqual([]);
    await change(page).dblclick();
    await form(page).waitFor({ state: 'detached' });
    const [coffee] = (await bill(id)).items;
    expect([coffee?.note, coffee?.modifiers.map(({ name }) => name)]).toEqual(['extra hot', ['Besar']]);

    await line(page, 'Espresso').click();
    await form(page).getByRole('button', { name: 'One less Espresso' }).click();
    await change(page).dblclick();
    await form(page).waitFor({ state: 'detached' });
    expect(await linesOf(id)).toEqual(['1 Cappuccino NEW', '1 Espresso NEW']);

    // More of what a station was asked for is a line of its own: the till says so before.
    await line(page, 'Espresso').click();
    await form(page).getByRole('button', { name: 'One more Espresso' }).dblclick();
    await form(page)
      .getByText(/ticket of their own/)
      .waitFor();
    await change(page).click();
    await page.locator('.bill-lines li').nth(2).waitFor();
    expect(await linesOf(id)).toEqual(['1 Cappuccino NEW', '1 Espresso NEW', '2 Espresso NEW']);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);

  it('lose pieces that are being made with a reason, and a supervisor’s PIN where the cashier may not', async () => {
    const { person, id } = await opened('kasir', 'Tahu Isi', 'Tahu Isi');
    const { page } = person;
    const cook = await site.as('kitchen');
    const [tofu] = (await bill(id)).items;
    expectStatus(200, await cook.patch(`/orders/${id}/items/${tofu!.id}/status`, { status: 'COOKING' }));
    await page.locator('.bill-lines .status', { hasText: 'Cooking' }).waitFor();
    await line(page, 'Tahu Isi').click();
    expect(await form(page).getByLabel('Note for the kitchen').count()).toBe(0);
    await form(page).getByRole('button', { name: 'One less Tahu Isi' }).click();
    expect(await change(page).isDisabled()).toBe(true);
    await form(page).getByLabel('Reason').fill('Dropped');
    await change(page).dblclick();
    const approval = page.getByRole('dialog', { name: 'A supervisor has to approve this' });
    await approval.getByRole('button', { name: 'Bagus Santoso' }).click();
    await approval.getByLabel('PIN').fill('2222');
    await approval.getByRole('button', { name: 'Approve', exact: true }).dblclick();
    await form(page).waitFor({ state: 'detached' });
    expect(await linesOf(id)).toEqual(['1 Tahu Isi COOKING', '1 Tahu Isi VOIDED']);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);
});
