import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import {
  type Api,
  client,
  createTestDatabase,
  eventually,
  expectStatus,
  findFreePort,
  runToEnd,
  startApi,
  TEST_JWT_SECRET,
} from '../support/index.js';
import { type Actor, actor, axe, describeInBrowser, sideways, smallTargets, startSite } from './support/index.js';

const OWNER = { username: 'owner', password: 'a-long-enough-one' };
const SARI = { username: 'sari', password: 'sari-makes-coffee', pin: '402913' };

const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const sheet = (page: Page) => page.locator('dialog[open]');
const field = (page: Page, name: string) => page.locator(`main [name="${name}"], dialog[open] [name="${name}"]`).last();

/** Saves what is in the sheet, and waits until it has gone. */
async function save(page: Page): Promise<void> {
  await sheet(page).getByRole('button', { name: 'Save' }).click();
  await sheet(page).waitFor({ state: 'detached' });
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
}

describeInBrowser('the back office', () => {
  let api: Api;
  let owner: Actor;

  beforeAll(async () => {
    const database = await createTestDatabase();
    const port = await findFreePort();
    const made = await runToEnd(
      'console',
      { DATABASE_URL: database.url, JWT_SECRET: TEST_JWT_SECRET, ADMIN_PASSWORD: OWNER.password },
      ['create-admin', OWNER.username],
    );
    expect(made).toMatchObject({ code: 0 });
    api = await startApi({ database, port, env: { FRONTEND_URL: `http://localhost:${port}` } });
    owner = await actor({ url: `http://localhost:${port}` }, { viewport: 'desktop' });
  }, 120_000);

  it('lets an owner open a café from an empty database, and what they set up sells', async () => {
    const { page } = owner;
    await page.goto('/admin/');
    await fill(page, OWNER);
    await button(page, 'Sign in').click();

    // The place itself.
    await page.getByRole('heading', { name: 'Your first outlet' }).waitFor();
    await button(page, 'Create').click();
    await page.locator('.field.wrong [name=name]').waitFor();
    await fill(page, { name: 'Kopi Pagi', time_zone: 'Asia/Jakarta' });
    await button(page, 'Create').click();
    await button(page, 'Write the menu').click();

    // The menu: a category, a coffee in two sizes, and one at one price.
    await page.getByText('The menu is empty.').waitFor();
    await button(page, 'Add a category').click();
    await fill(page, { name: 'Kopi', station: 'bar' });
    await save(page);
    await button(page, 'Add a product to Kopi').click();
    await fill(page, { name: 'Latte', price: 'much' });
    await button(page, 'Add a size').click();
    await button(page, 'Save').click();
    await page.getByText('This is no amount of money.').waitFor();
    await fill(page, { price: '30.000' });
    await button(page, 'Save').click();
    await page.getByText('Each size needs a name and a price.').waitFor();
    await button(page, 'Add a size').click();
    for (const [i, [name, price]] of [
      ['S', '30000'],
      ['L', '38.000'],
    ].entries()) {
      await page.locator('.variant').nth(i).locator('input').first().fill(name!);
      await page.locator('.variant').nth(i).locator('input').last().fill(price!);
    }
    await save(page);
    await button(page, 'Add a product').first().click();
    await fill(page, { name: 'Espresso', price: '18000', description: 'Short and strong' });
    await save(page);
    await page.locator('.lines > li', { hasText: 'Latte' }).getByText('S, L').waitFor();

    // Hours: coffee is sold all day, every day.
    await nav(page, 'Hours').click();
    await button(page, 'Add hours').click();
    await fill(page, { name: 'Always on', from: '00:00', to: '00:00' });
    await save(page);
    await button(page, 'Add a menu').click();
    await fill(page, { name: 'Coffee' });
    await field(page, 'schedule_id').selectOption({ label: 'Always on' });
    await sheet(page).getByLabel('Kopi').check();
    await save(page);
    await page.locator('.lines > li', { hasText: 'Coffee' }).getByText('Always on').waitFor();

    // Tables, with a sheet of their codes.
    await nav(page, 'Tables').click();
    await button(page, 'Add tables').click();
    await fill(page, { name: '1-3', area: 'Garden', seats: '4' });
    await save(page);
    await button(page, 'Print the QR codes').click();
    await page.locator('.codes img').nth(2).waitFor();
    const drawn = () =>
      page.locator('.codes img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0));
    await eventually(async () => expect(await drawn()).toEqual([true, true, true]));
    await button(page, 'Back').click();

    // A card machine.
    await nav(page, 'Ways to pay').click();
    await button(page, 'Add a way to pay').click();
    await fill(page, { name: 'BCA machine' });
    await sheet(page).getByLabel('Ask for the last four digits of the card').check();
    await save(page);
    await page.locator('.lines > li', { hasText: 'BCA machine' }).getByText('Card machine').waitFor();

    // Why something is on the house.
    await nav(page, 'Reasons').click();
    await page.getByText('No reasons yet').waitFor();
    await button(page, 'Add a reason').click();
    await field(page, 'kind').selectOption('COMP');
    await fill(page, { label: 'Waited too long' });
    await save(page);
    await page.locator('.lines > li', { hasText: 'Waited too long' }).getByText('On the house').waitFor();

    // A cashier: a password that everybody knows is refused beside its field, and nothing that was typed is lost.
    await nav(page, 'Staff').click();
    await button(page, 'Add somebody').click();
    await fill(page, { name: 'Sari', username: SARI.username, password: 'password', pin: SARI.pin });
    await button(page, 'Save').click();
    await sheet(page).locator('.error, [role=alert]').first().waitFor();
    expect(await field(page, 'name').inputValue()).toBe('Sari');
    await fill(page, { password: SARI.password });
    await save(page);
    await page.locator('.lines > li', { hasText: 'Sari' }).getByText('Cashier').waitFor();

    // Cashiers may give discounts by themselves.
    await nav(page, 'Permissions').click();
    const discount = page.getByLabel('Give a discount on a bill: Cashier', { exact: true });
    expect(await discount.inputValue()).toBe('APPROVE');
    await discount.selectOption('ALLOW');
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await eventually(async () => expect(await discount.inputValue()).toBe('ALLOW'));

    // The outlet's tax.
    await nav(page, 'Outlet').click();
    await fill(page, { tax_rate: '11', address: 'Jl. Melati 7', tips: '500' });
    await button(page, 'Save').click();
    await page.locator('.field.wrong [name=tips]').waitFor();
    await fill(page, { tips: '5, 10' });
    await page.getByLabel('Prices have the tax in them').check();
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor();

    // All steps are done.
    await nav(page, 'Today').click();
    await page.getByText('Sales today').waitFor();
    await page.getByText('To begin with').waitFor({ state: 'detached' });

    await sariSells(page);
    owner.expectNoFaults();
  });

  /** The cashier who was let in opens a drawer, sells what is on the menu with the card machine, and closes; the owner reads it. */
  async function sariSells(page: Page): Promise<void> {
    const login = await client(api).post<{ access_token: string }>('/auth/login', {
      username: SARI.username,
      password: SARI.password,
    });
    const sari = client(api, expectStatus(200, login).access_token);
    const [outlet] = expectStatus(200, await sari.get<{ data: { id: string }[] }>('/outlets')).data;
    const outlet_id = outlet!.id;
    const start = { outlet_id, start_cash: 100_000 };
    const shift = expectStatus(201, await sari.post<{ id: string }>('/shifts/open', start));
    const listed = await sari.get<{ data: { name: string; variants: { id: string; name: string }[] }[] }>(
      `/products?outlet_id=${outlet_id}`,
    );
    const large = expectStatus(200, listed)
      .data.find(({ name }) => name === 'Latte')!
      .variants.find(({ name }) => name === 'L')!;
    const sold = await sari.post<{ amount: number }>('/transactions', {
      outlet_id,
      type: 'TAKEAWAY',
      items: [{ product_id: large.id, quantity: 1 }],
      method: 'card_terminal',
      last4: '4242',
    });
    expect(expectStatus(201, sold)).toMatchObject({ amount: 38_000 });
    const declared = [{ method: 'card_terminal', amount: 38_000 }];
    expectStatus(200, await sari.post('/shifts/close', { shift_id: shift.id, end_cash: 100_000, declared }));

    const boss = client(
      api,
      expectStatus(200, await client(api).post<{ access_token: string }>('/auth/login', OWNER)).access_token,
    );
    const tables = await boss.get<{ data: { qr_url: string }[] }>(`/tables?outlet_id=${outlet_id}`);
    const [table] = expectStatus(200, tables).data;
    const phone = await actor({ url: api.url.replace('127.0.0.1', 'localhost') }, { viewport: 'phone' });
    await phone.page.goto(table!.qr_url);
    await phone.page.getByText('Latte').first().waitFor();
    await phone.leave();

    await nav(page, 'Shifts').click();
    await eventually(async () => {
      await button(page, 'Report').click();
      await sheet(page).getByText('BCA machine').waitFor({ timeout: 2_000 });
    });
    await sheet(page).getByText('Cash counted').waitFor();
    await button(page, 'Close').click();
    await nav(page, 'Reports').click();
    await page
      .locator('tfoot')
      .getByText(/38,000/)
      .first()
      .waitFor();
    const file = page.waitForEvent('download');
    await button(page, 'Download for a spreadsheet').click();
    expect((await file).suggestedFilename()).toMatch(/^sales-day-.*\.csv$/);
  }

  it('is for owners and supervisors alone, and fits phones, screens and everybody', async () => {
    const site = await startSite();
    const kasir = await actor(site);
    await kasir.page.goto('/admin/');
    await kasir.signIn('kasir');
    await kasir.page.getByText('The back office is for owners and supervisors.').waitFor();
    await kasir.leave();

    const supervisor = await actor(site);
    await supervisor.page.goto('/admin/staff');
    await supervisor.signIn('supervisor');
    await supervisor.page.getByText('Sales today').waitFor();
    expect(await supervisor.page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Today',
      'Approvals',
      'Menu',
      'Tables',
      'Kitchen screens',
      'Shifts',
      'Reports',
    ]);
    await supervisor.leave();

    const admin = await actor(site, { viewport: 'phone', locale: 'pt-BR' });
    const { page } = admin;
    await page.goto('/admin/');
    await admin.signIn('admin');
    const problems: string[] = [];
    const places = [
      '',
      'menu',
      'hours',
      'tables',
      'tenders',
      'drawers',
      'reasons',
      'staff',
      'permissions',
      'devices',
      'shifts',
      'reports',
      'outlet',
    ];
    for (const place of places) {
      await page.goto(`/admin/${place}`);
      await page.locator('.admin-main h2').waitFor();
      await page.locator('.admin-main .bone').first().waitFor({ state: 'detached' });
      for (const found of [await axe(page), await smallTargets(page, 48), await sideways(page)]) {
        problems.push(...found.map((one) => `${place}: ${one}`));
      }
    }
    expect(problems).toEqual([]);
    admin.expectNoFaults();
  });
});
