import { beforeAll, expect, it } from '@jest/globals';

import { actor, browser, describeInBrowser, type Site, startSite } from './support/index.js';

/** A name that browsers make no exception for, as a shop's own server has one. */
const NAME = 'cafe.test';

describeInBrowser('a shop’s own network, on plain http', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });

  it('has pages that work, without a worker', async () => {
    const plain = await browser(`--host-resolver-rules=MAP ${NAME} 127.0.0.1`);
    const cook = await actor({ url: `http://${NAME}:${site.port}` }, { in: plain, viewport: 'tablet' });
    const { page } = cook;
    await page.goto('/kitchen/');
    expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, 'wakeLock' in navigator])).toEqual(
      [false, false, false],
    );
    await cook.signIn('kitchen');
    await page.reload();
    await page.locator('form.sign-in').waitFor({ state: 'detached' });
    // A password page has its own way to a token, and to the address bar.
    await page.goto('/reset-password?token=kQ3vT8xW2mZ7pL5rN9cB4hJ6sD1fG0yA');
    await page.locator('input[name=password]').waitFor();
    expect(page.url()).toBe(`http://${NAME}:${site.port}/reset-password`);
    cook.expectNoFaults();
    await cook.leave();
  });

  it('keeps a page for when the server is away, where browsers let it', async () => {
    const cashier = await actor(site, { viewport: 'tablet' });
    const { page } = cashier;
    await page.goto('/till/');
    await page.locator('form.sign-in').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await site.stop();
    await page.reload();
    await page.locator('form.sign-in').waitFor();
    await page.locator('input[name=username]').fill('kasir');
    await page.locator('input[name=password]').fill('comanda-demo');
    await page.locator('form button[type=submit]').click();
    expect(await page.getByRole('alert').textContent()).toBe('The server cannot be reached.');
    await cashier.leave();
  });
});
