import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { expectStatus } from '../support/index.js';
import {
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  dishOf,
  kitchenOf,
  rupiah,
  settled,
  type Site,
  startSite,
  viewOf,
} from './support/index.js';

interface Bill {
  readonly total_amount: number;
  readonly items: readonly {
    readonly name: string;
    readonly unit_price: number;
    readonly modifiers: readonly { readonly name: string }[];
  }[];
}

/** A picture for people to look at, where they asked for them. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['SHOTS']) await page.screenshot({ path: `.data/shots/choices-${name}.png`, fullPage: true });
};

describeInBrowser('choices, what is said of them, and prices of an outlet', () => {
  let site: Site;
  let burger: string;

  beforeAll(async () => {
    site = await startSite();
    const body = { outlet_id: CAFE_ID, name: 'Burger', price: 40_000, station: 'kitchen' };
    burger = expectStatus(201, await (await site.as('admin')).post<{ id: string }>('/products', body)).id;
  }, 240_000);

  const latest = async () => {
    const admin = await site.as('admin');
    const [bill] = expectStatus(200, await admin.get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&limit=1`)).data;
    return bill?.items.map(({ name, unit_price: price, modifiers }) => [
      name,
      price,
      ...modifiers.map((one) => one.name),
    ]);
  };
  const shown = async (page: Page) => {
    await settled(page);
    expect(await axe(page)).toEqual([]);
  };

  it('are made by the owner', async () => {
    const owner = await actor(site, { viewport: 'desktop' });
    const { page } = owner;
    const sheet = page.locator('dialog[open]');
    const button = (name: string | RegExp) => sheet.getByRole('button', { name, exact: typeof name === 'string' });
    const opened = async (part: string) => {
      await page.getByRole('button', { name: 'Change Burger', exact: true }).click();
      await button(part).click();
      await sheet.getByRole('heading', { name: /Burger/ }).waitFor();
    };
    const saved = async (name = 'Save') => {
      // Whoever opens the product again must see it as it was saved.
      const reloaded = page.waitForResponse(
        (response) => response.request().method() === 'GET' && /\/api\/v1\/products\?/.test(response.url()),
      );
      await button(name).first().click();
      await sheet.waitFor({ state: 'detached' });
      await reloaded;
      await settled(page);
    };
    await page.goto('/admin/menu');
    await owner.signIn('admin');

    await opened('Choices');
    await button('Add a group').click();
    await button('Save').click();
    await sheet.getByRole('alert').waitFor();
    const [onIt, patty] = [sheet.locator('.choice-group').nth(0), sheet.locator('.choice-group').nth(1)];
    await onIt.getByLabel('Group').fill('On it');
    await onIt.getByLabel('Most').fill('2');
    await onIt.getByLabel('Option').fill('onion');
    await onIt.getByRole('button', { name: 'Add an option' }).click();
    await onIt.getByLabel('Option').nth(1).fill('cheese');
    await onIt.locator('.choice-option').nth(1).getByLabel('Adds').fill('4000');
    for (const word of ['no', 'extra', 'on the side'])
      await onIt.getByRole('button', { name: word, exact: true }).click();
    await onIt.getByLabel('% of its price').first().fill('150');
    await button('Add a group').click();
    await patty.getByLabel('Group').fill('Patty');
    await patty.getByLabel('Least').fill('1');
    await patty.getByLabel('Option').fill('beef');
    await patty.getByRole('button', { name: 'Choices with beef' }).click();
    const doneness = patty.locator('.choice-group');
    await doneness.getByLabel('Group').fill('Doneness');
    await doneness.getByLabel('Least').fill('1');
    await doneness.getByLabel('Option').fill('rare');
    await shown(page);
    await picture(page, 'admin-choices');
    await saved();

    await opened('What is in it');
    await sheet.getByLabel('Milk').check();
    await sheet.getByLabel('Halal').check();
    await sheet.getByLabel('Name in Português').fill('Hambúrguer');
    await shown(page);
    await picture(page, 'admin-facts');
    await saved();

    await opened('Prices');
    await sheet.locator('[name="price"]').fill('45000');
    await button('Add a price').click();
    const row = sheet.locator('.price-row');
    await row.getByLabel('Through').fill('app:gofood');
    await row.getByLabel('Price', { exact: true }).fill('60000');
    await shown(page);
    await picture(page, 'admin-prices');
    await saved('Save the list');
    await opened('Prices');
    await sheet.locator('[name="price"]').fill('45000');
    await saved();

    const admin = await site.as('admin');
    const kept = await admin.get(`/products/${burger}`);
    expect(kept.body).toMatchObject({
      ...{ price: 40_000, allergens: ['milk'], dietary: ['HALAL'], translations: { 'pt-BR': { name: 'Hambúrguer' } } },
      modifier_groups: [
        {
          ...{ name: 'On it', min: 0, max: 2, options: [{ name: 'onion' }, { name: 'cheese', price_delta: 4_000 }] },
          pre: [
            { code: 'NO', name: 'no' },
            { code: 'EXTRA', multiply: 150 },
            { code: 'SIDE', name: 'on the side', after: true },
          ],
        },
        {
          name: 'Patty',
          min: 1,
          options: [{ name: 'beef', modifier_groups: [{ name: 'Doneness', options: [{ name: 'rare' }] }] }],
        },
      ],
    });
    const list = await admin.get<{ prices: { channel: string | null; price: number }[] }>(`/products/${burger}/prices`);
    expect(list.body.prices.map(({ channel, price }) => [channel, price])).toEqual([
      [null, 45_000],
      ['APP:GOFOOD', 60_000],
    ]);
    owner.expectNoFaults();
    await owner.leave();
  }, 180_000);

  it('are said by a guest on a phone, and read by the kitchen word by word', async () => {
    const phone = await actor(site, { viewport: 'phone' });
    const { page } = phone;
    await page.goto(await site.tableAddress(7));
    await dishOf(page, 'Burger').getByText(rupiah(45_000)).waitFor();
    await dishOf(page, 'Burger').click();
    const sheet = page.getByRole('dialog');
    const said = (option: string, word: string) =>
      sheet.getByRole('group', { name: option, exact: true }).getByRole('button', { name: word, exact: true });
    await said('onion', 'no').click();
    await said('cheese', 'extra').click();
    await said('cheese', 'on the side').click();
    expect(await sheet.getByRole('checkbox', { name: /^onion/ }).isChecked()).toBe(false);
    expect(await sheet.getByRole('checkbox', { name: /^cheese/ }).isChecked()).toBe(true);
    // The only patty, and the only way to have it, are chosen already.
    await sheet.getByRole('radio', { name: /^rare/ }).waitFor();
    await shown(page);
    await picture(page, 'guest');
    await sheet.getByRole('button', { name: `Add · ${rupiah(51_000)}` }).click();
    await viewOf(page, 1);
    await page
      .locator('.line', { hasText: 'Burger' })
      .getByText('no onion, extra cheese on the side, beef, rare')
      .waitFor();
    await page.locator('.actions .main:enabled').click();
    await page.locator('.bill').first().waitFor();
    const words = ['no onion', 'extra cheese on the side', 'beef', 'rare'];
    expect(await latest()).toEqual([['Burger', 45_000, ...words]]);
    phone.expectNoFaults();
    await phone.leave();

    const cook = await kitchenOf(site, { viewport: 'tablet' });
    const ticket = cook.page.locator('article, .card, .ticket').filter({ hasText: 'Burger' }).first();
    for (const word of words) await ticket.getByText(word).first().waitFor();
    await picture(cook.page, 'kitchen');
    await cook.leave();
  }, 180_000);

  it('are chosen at the till', async () => {
    const waiter = await actor(site, { viewport: 'tablet' });
    const { page } = waiter;
    await page.goto('/till/');
    await waiter.signIn('waiter');
    const sheet = page.locator('.choices-sheet');
    await page.locator('.tile', { hasText: 'Burger' }).click();
    await settled(page);
    const said = (option: string, word: string) =>
      sheet.getByRole('group', { name: option, exact: true }).getByRole('button', { name: word, exact: true });
    await said('onion', 'no').click();
    await said('cheese', 'extra').click();
    await shown(page);
    await picture(page, 'till');
    await sheet.getByRole('button', { name: `Add · ${rupiah(51_000)}` }).click();
    await page.locator('.cart-lines li', { hasText: 'no onion' }).waitFor();
    await page.getByRole('button', { name: 'Send, pay later' }).click();
    await page.getByText(/^Sent: /).waitFor();
    expect(await latest()).toEqual([['Burger', 45_000, 'no onion', 'extra cheese', 'beef', 'rare']]);
    waiter.expectNoFaults();
    await waiter.leave();
  }, 120_000);
});
