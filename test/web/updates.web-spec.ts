import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { eventually } from '../support/index.js';
import {
  actor,
  describeInBrowser,
  kitchenOf,
  nextRelease,
  putIntoCart,
  type Site,
  startSite,
  ticketsOf,
  viewOf,
  waiterOf,
} from './support/index.js';

/** How often a page asks itself whether it may take over a new version, and then some. */
const ASK_MS = 11_000;

describeInBrowser('a new version of the pages', () => {
  let site: Site;
  const releases: string[] = [];
  let deployed = 0;

  beforeAll(async () => {
    site = await startSite();
    releases.push(nextRelease('second'), nextRelease('third'));
  }, 120_000);

  /** Ends the server, and starts it with pages whose files have other names than those before. */
  async function deploy(): Promise<void> {
    deployed += 1;
    await site.restart({ release: releases[deployed % releases.length]! });
  }
  /** The name of the page's first script says which version it is of. */
  const versionOf = (page: Page) =>
    page.evaluate(() => {
      const src = document.querySelector<HTMLScriptElement>('script[src]')?.src;
      if (!src) throw new Error('The page is not there yet.');
      return src;
    });
  const hasWorker = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const hasWaiting = (page: Page) =>
    page.waitForFunction(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting), undefined, {
      timeout: 60_000,
    });
  async function becomesOther(page: Page, version: string): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('ServiceWorker.enable');
    await eventually(
      async () => {
        // A worker is stopped when it has nothing to do, and then gives way. One that Playwright looks at is never stopped.
        await cdp.send('ServiceWorker.stopAllWorkers');
        await page.waitForFunction(
          (before) => ![before, undefined].includes(document.querySelector<HTMLScriptElement>('script[src]')?.src),
          version,
          { timeout: 2_000 },
        );
      },
      { timeoutMs: 60_000 },
    );
    await cdp.detach();
  }
  /** Every load of a page from now on. */
  function loadsOf(page: Page): { readonly count: number } {
    const loads = { count: 0 };
    page.on('domcontentloaded', () => (loads.count += 1));
    return loads;
  }

  it('is taken over by a kitchen that nobody touches, and not by one that somebody does', async () => {
    const waiter = await waiterOf(site);
    const cook = await kitchenOf(site, { query: '?station=kitchen', clock: true });
    const { page } = cook;
    await hasWorker(page);
    const before = await versionOf(page);
    const loads = loadsOf(page);

    await deploy();
    await waiter.order(4, ['tofu', 1]);
    // The connection that is back tells of the new version: the hour is not over.
    await hasWaiting(page);
    await ticketsOf(page, 'Meja 4').locator('.card-bar').click();
    for (let turn = 0; turn < 3; turn += 1) await page.clock.fastForward(ASK_MS);
    expect([loads.count, await versionOf(page)]).toEqual([0, before]);

    await page.clock.fastForward(61_000);
    await becomesOther(page, before);
    await ticketsOf(page, 'Meja 4').waitFor();
    expect(loads.count).toBe(1);
    expect(new URL(page.url()).search).toContain('station=kitchen');
    cook.expectNoFaults();
    await cook.leave();
  }, 120_000);

  it('waits while a sale is open at a till, whatever another tab does, and comes when the sale is given up', async () => {
    const cashier = await actor(site);
    const { page } = cashier;
    await page.clock.install();
    await page.goto('/till/');
    await cashier.signIn('waiter');
    await page.locator('.tile').first().waitFor();
    await hasWorker(page);
    const before = await versionOf(page);
    const loads = loadsOf(page);
    await page.getByRole('button', { name: /^Espresso/ }).click();
    await page.locator('.cart .grand').waitFor();

    await deploy();
    await hasWaiting(page);
    for (let turn = 0; turn < 3; turn += 1) await page.clock.fastForward(ASK_MS);
    expect([loads.count, await versionOf(page)]).toEqual([0, before]);

    const other = await cashier.newPage();
    await other.goto('/till/');
    await other.evaluate(() => localStorage.removeItem('comanda.till.cart'));
    await other.reload();
    await becomesOther(other, before);
    await page.clock.fastForward(ASK_MS);
    expect([loads.count, await versionOf(page)]).toEqual([0, before]);
    expect(await page.locator('.cart-lines > li').count()).toBe(1);

    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.locator('.cart-lines').waitFor({ state: 'detached' });
    await page.clock.fastForward(ASK_MS);
    await becomesOther(page, before);
    await page.locator('.tile').first().waitFor();
    expect(loads.count).toBe(1);
    cashier.expectNoFaults();
    await cashier.leave();
  }, 120_000);

  it('reaches a phone that scans again, and not one whose guest reads the menu', async () => {
    const dewi = await actor(site, { viewport: 'phone' });
    const { page } = dewi;
    await page.goto(await site.tableAddress(5));
    await page.locator('.dish').first().waitFor();
    await hasWorker(page);
    await putIntoCart(page, 'Espresso');
    const before = await versionOf(page);
    const loads = loadsOf(page);
    await deploy();
    await hasWaiting(page);
    await viewOf(page, 1);
    await page.locator('.stepper button').first().click();
    await page.getByText('Nothing chosen yet').waitFor();
    expect([loads.count, await versionOf(page)]).toEqual([0, before]);

    await page.goto('about:blank');
    await page.goto(await site.tableAddress(5));
    await becomesOther(page, before);
    await page.locator('.dish').first().waitFor();
    dewi.expectNoFaults();
    await dewi.leave();
  }, 120_000);

  it('is what a phone gets that kept a part of the old one: the missing file loads it anew, once', async () => {
    const dewi = await actor(site, { viewport: 'phone' });
    const { page } = dewi;
    // What comes after the menu is kept when it is used, and this phone has not got so far.
    await page.goto('/t/');
    await page.getByText('Scan the code on your table').waitFor();
    await hasWorker(page);
    const before = await versionOf(page);
    await page.goto('about:blank');
    await deploy();

    const loads = loadsOf(page);
    await page.goto(await site.tableAddress(6));
    await becomesOther(page, before);
    await page.locator('.dish').first().waitFor();
    await viewOf(page, 2);
    await page.getByRole('button', { name: 'Call a waiter' }).waitFor();
    // The scan, and the new version.
    expect(loads.count).toBe(2);
    dewi.expectNoFaults();
    await dewi.leave();
  }, 120_000);

  it.each([
    ['/till/', 'Masuk'],
    ['/reset-password', 'Alamat email'],
  ])('replaces an old page at %s whose next file is gone, where no worker may run', async (path, word) => {
    const cashier = await actor(site, { noWorker: true });
    const { page } = cashier;
    await page.goto(path);
    await page.locator('form').waitFor();
    const before = await versionOf(page);
    await deploy();
    const loads = loadsOf(page);
    await page.getByRole('combobox').selectOption('id');
    await becomesOther(page, before);
    await page.getByText(new RegExp(word)).first().waitFor();
    expect(loads.count).toBe(1);
    cashier.expectNoFaults();
    await cashier.leave();
  });

  it('is never an empty page when its texts do not come, is loaded anew once, and goes on when they come', async () => {
    const stays = async (path: string) => {
      const person = await actor(site, { noWorker: true });
      const { page } = person;
      let isGone = true;
      await person.context.route(/\/web\/common-/, (route) =>
        isGone ? route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }) : route.continue(),
      );
      const loads = loadsOf(page);
      await page.goto(path);
      await page.waitForFunction(() => sessionStorage.getItem('comanda.reloaded') !== null);
      // A turn of asking again.
      await page.waitForFunction(() => performance.now() > 5_000);
      expect(await page.locator('#app > *').count()).toBeGreaterThan(0);
      isGone = false;
      await page.getByRole('combobox').first().waitFor();
      expect(await page.locator('#app > .state > .bone').count()).toBe(0);
      expect(loads.count).toBe(2);
      person.expectNoFaults();
      await person.leave();
    };
    await Promise.all(['/kitchen/', '/till/', '/t/', '/reset-password'].map(stays));
  }, 60_000);

  it('answers a file that is gone with a problem document, whatever is asked for', async () => {
    const person = await actor(site, { noWorker: true });
    await person.page.goto('/');
    const answers = await person.page.evaluate(async () => {
      const of = async (path: string, accept: string) => {
        const answer = await fetch(path, { headers: { Accept: accept } });
        return [answer.status, answer.headers.get('Content-Type'), answer.headers.get('Cache-Control')];
      };
      return [await of('/web/till-AAAAAAAA.js', '*/*'), await of('/web/till-AAAAAAAA.css', 'text/html')];
    });
    for (const answer of answers)
      expect(answer.slice(0, 2)).toEqual([404, expect.stringMatching(/^application\/problem\+json/)]);
    expect(answers.some(([, , cache]) => /immutable|max-age=[1-9]/.test(String(cache)))).toBe(false);
    await person.leave();
  });
});
