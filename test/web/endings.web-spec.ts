import { beforeAll, expect, it } from '@jest/globals';

import { type Client, expectStatus } from '../support/index.js';
import {
  actor,
  axe,
  type DemoUser,
  describeInBrowser,
  faultProxy,
  kitchenOf,
  PASSWORD,
  putIntoCart,
  type Site,
  startSite,
  tableId,
  ticketsOf,
  viewOf,
  waiterOf,
} from './support/index.js';

describeInBrowser('what somebody else ends', () => {
  let site: Site;
  let admin: Client;

  beforeAll(async () => {
    site = await startSite();
    admin = await site.as('admin');
  }, 120_000);

  async function change(username: DemoUser, to: Readonly<Record<string, unknown>>): Promise<void> {
    const found = await admin.get<{ data: { id: string; username: string }[] }>(`/users?q=${username}&limit=50`);
    const user = expectStatus(200, found).data.find((one) => one.username === username);
    expectStatus(200, await admin.patch(`/users/${user?.id}`, to));
  }

  it('a cashier who is one no more is told so at the next refusal, and goes on when that is put right', async () => {
    const cashier = await actor(site);
    const { page } = cashier;
    const openShift = async () => {
      await page.locator('.amount-field input').fill('500000');
      await page.getByRole('button', { name: /^Open with/ }).click();
    };
    await page.goto('/till/');
    await cashier.signIn('kasir');
    await page.locator('.amount-field input').waitFor();

    await change('kasir', { role: 'KITCHEN' });
    await openShift();
    await page.getByText('This page is for cashiers and waiters.').waitFor();
    expect(await page.locator('.amount-field').count()).toBe(0);
    expect(await axe(page)).toEqual([]);

    await change('kasir', { role: 'KASIR' });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('form.sign-in').waitFor();
    await cashier.signIn('kasir');
    await openShift();
    await page.locator('.tiles').waitFor();
    cashier.expectNoFaults();
    await cashier.leave();
  }, 120_000);

  it('a cook whose password is another sees the board behind the question, and all that came meanwhile', async () => {
    const cook = await kitchenOf(site, { query: '?station=kitchen' });
    const { page } = cook;
    const people = await waiterOf(site);
    await people.order(4, ['tofu', 1]);
    await ticketsOf(page, 'Meja 4').waitFor();

    await change('kitchen', { password: 'comanda-demo-2' });
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Your login has ended.').count()).toBe(1);
    expect(await ticketsOf(page, 'Meja 4').count()).toBe(1);
    expect(await axe(page)).toEqual([]);
    await page.locator('input[name=username]').fill('kitchen');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('alert').waitFor();

    // What happens meanwhile is not missed.
    await people.order(5, ['fries', 1]);
    await page.locator('input[name=password]').fill('comanda-demo-2');
    await page.locator('form button[type=submit]').click();
    await page.locator('form.sign-in').waitFor({ state: 'detached' });
    await page.locator('.status-live.live').waitFor();
    await ticketsOf(page, 'Meja 5').waitFor();
    await ticketsOf(page, 'Meja 4').getByRole('button', { name: 'Bump' }).click();
    await ticketsOf(page, 'Meja 4').waitFor({ state: 'detached' });
    cook.expectNoFaults();
    await cook.leave();
  }, 120_000);

  it('a sitting that staff closed while a phone was away is over when it is back, and nothing is ordered', async () => {
    const wire = await faultProxy(site.port);
    const supervisor = await site.as('supervisor');
    const dewi = await actor(wire, { viewport: 'phone' });
    const { page } = dewi;
    await page.goto(await site.tableAddress(6));
    await page.locator('.dish').first().waitFor();
    await putIntoCart(page, 'Espresso');
    await viewOf(page, 1);
    await page.locator('.sums .whole').waitFor();
    const table = expectStatus(200, await supervisor.get<{ session: { id: string } }>(`/tables/${tableId(6)}`));
    await wire.refuse();
    await page.getByText('Reconnecting…').waitFor();
    expectStatus(200, await supervisor.post(`/table-sessions/${table.session.id}/close`));
    await wire.heal();
    await page.getByText('Thank you, and see you soon').waitFor({ timeout: 60_000 });
    expect(await axe(page)).toEqual([]);
    const placed = await site.database.query('SELECT id FROM orders WHERE table_id = $1', [tableId(6)]);
    expect(placed).toEqual([]);

    await page.goto('about:blank');
    await page.goto(await site.tableAddress(6));
    await page.locator('.dish').first().waitFor();
    await viewOf(page, 1);
    await page.getByText('Nothing chosen yet').waitFor();
    dewi.expectNoFaults();
    await dewi.leave();
  }, 120_000);
});
