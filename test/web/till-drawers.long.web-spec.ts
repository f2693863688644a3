import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { eventually, expectStatus } from '../support/index.js';
import { actor, axe, CAFE_ID, describeInBrowser, type Site, startSite } from './support/index.js';

interface Shift {
  readonly id: string;
  readonly drawer?: { readonly name: string };
}

describeInBrowser('a counter with two drawers', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  }, 240_000);

  const choice = (page: Page) => page.locator('fieldset', { hasText: 'Which drawer is it?' });
  const drawer = (page: Page, name: string) => choice(page).getByRole('button', { name });
  const openWith = (page: Page) => page.getByRole('button', { name: /^Open with/ });
  const openOn = (as: 'kasir' | 'supervisor') =>
    eventually(async () => {
      const client = await site.as(as);
      return expectStatus(200, await client.get<Shift>(`/shifts/current?outlet_id=${CAFE_ID}`));
    });

  it('has them named in the back office', async () => {
    const owner = await actor(site, { viewport: 'desktop' });
    const { page } = owner;
    await page.goto('/admin/drawers');
    await owner.signIn('admin');
    for (const name of ['Front', 'Bra']) {
      await page.getByRole('button', { name: 'Add a drawer' }).click();
      await page.locator('dialog[open] [name=name]').fill(name);
      await page.locator('dialog[open]').getByRole('button', { name: 'Save' }).click();
      await page.locator('.lines > li', { hasText: name }).waitFor();
    }
    await page.getByRole('button', { name: 'Change Bra' }).click();
    await page.locator('dialog[open] [name=name]').fill('front');
    await page.locator('dialog[open]').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Another drawer of this outlet has that name.').waitFor();
    await page.locator('dialog[open] [name=name]').fill('Bar');
    await page.locator('dialog[open]').getByRole('button', { name: 'Save' }).click();
    await page.locator('.lines > li', { hasText: 'Bar' }).getByText('Free').waitFor();
    expect(await axe(page)).toEqual([]);
    owner.expectNoFaults();
    await owner.leave();
  }, 180_000);

  it('asks which it is when a shift is opened, shows who has one, and remembers it on the device', async () => {
    const kasir = await actor(site, { viewport: 'tablet' });
    const { page } = kasir;
    await page.goto('/till/');
    await kasir.signIn('kasir');
    await drawer(page, 'Front').waitFor();
    await page.locator('.amount-field input').fill('500000');
    expect(await openWith(page).isDisabled()).toBe(true);

    const lead = await actor(site, { viewport: 'tablet' });
    await lead.page.goto('/till/');
    await lead.signIn('supervisor');
    await drawer(lead.page, 'Bar').click();
    await lead.page.locator('.amount-field input').fill('200000');
    await openWith(lead.page).click();
    await lead.page.locator('.tiles').waitFor();
    expect((await openOn('supervisor')).drawer?.name).toBe('Bar');

    // The other till hears of it at once.
    await drawer(page, 'Bar').getByText('with Bagus Santoso').waitFor();
    expect(await drawer(page, 'Bar').isDisabled()).toBe(true);
    await drawer(page, 'Front').click();
    expect(await axe(page)).toEqual([]);
    await openWith(page).click();
    await page.locator('.tiles').waitFor();
    const shift = await openOn('kasir');
    expect(shift.drawer?.name).toBe('Front');

    const client = await site.as('kasir');
    expectStatus(200, await client.post('/shifts/close', { shift_id: shift.id, end_cash: 500_000 }));
    await page.reload();
    await drawer(page, 'Front').waitFor();
    expect(await drawer(page, 'Front').getAttribute('aria-pressed')).toBe('true');
    await page.locator('.amount-field input').fill('500000');
    await openWith(page).click();
    await page.locator('.tiles').waitFor();
    expect((await openOn('kasir')).drawer?.name).toBe('Front');
    kasir.expectNoFaults();
    lead.expectNoFaults();
    await Promise.all([kasir.leave(), lead.leave()]);
  }, 180_000);
});
