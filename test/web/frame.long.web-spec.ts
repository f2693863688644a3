import { beforeAll, expect, it } from '@jest/globals';

import { actor, axe, describeInBrowser, type Site, startSite } from './support/index.js';

describeInBrowser('the frame of staff’s pages', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });

  it.each([
    ['en-US', 'light', 'desktop', 'Sign in'],
    ['id-ID', 'dark', 'phone', 'Masuk'],
    ['pt-BR', 'light', 'narrow', 'Entrar'],
  ] as const)('in %s, %s, on a %s', async (locale, theme, viewport, signIn) => {
    const cashier = await actor(site, { locale, theme, viewport });
    const { page } = cashier;
    await page.goto('/till/');
    await page.getByRole('heading', { name: signIn }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: signIn }).click();
    expect(await page.locator('input[aria-invalid=true]').count()).toBe(2);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    cashier.expectNoFaults();
    await cashier.leave();
  });

  it('says what the server says of a wrong password, and keeps what was typed', async () => {
    const cashier = await actor(site, { locale: 'id-ID' });
    const { page } = cashier;
    await page.goto('/till/');
    await page.locator('input[name=username]').fill('kasir');
    await page.locator('input[name=password]').fill('wrong');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toBe('Nama atau kata sandi salah.');
    expect(await page.locator('input[name=username]').inputValue()).toBe('kasir');
    await cashier.signIn('kasir');
    cashier.expectNoFaults();
    await cashier.leave();
  });

  it('changes its language at once, and remembers it for all pages', async () => {
    const cook = await actor(site);
    const { page } = cook;
    await page.goto('/kitchen/');
    await page.getByLabel('Language').selectOption('pt-BR');
    await page.getByRole('button', { name: 'Entrar' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('pt-BR');
    await page.goto('/till/');
    await page.getByRole('button', { name: 'Entrar' }).waitFor();
    await cook.leave();
  });
});
