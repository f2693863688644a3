import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { actor, type Actor, axe, describeInBrowser, guestAt, type Site, startSite, waiterOf } from './support/index.js';

/** Counts the tones that the page has played, as `window.tones`. */
const COUNT_TONES = `(() => {
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
})()`;
const tones = (page: Page): Promise<number> => page.evaluate('window.tones');

describeInBrowser('the till and the guests', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  }, 120_000);
  afterAll(() => site.stop());

  /** Somebody of the floor at a till, whose sounds are counted. */
  async function till(viewport: 'phone' | 'tablet' = 'tablet', locale = 'en-US'): Promise<Actor> {
    const person = await actor(site, { viewport, locale });
    await person.page.addInitScript(COUNT_TONES);
    await person.page.clock.install();
    await person.page.goto('/till/');
    await person.signIn('waiter');
    await person.page.locator('.tiles').waitFor();
    return person;
  }
  const bills = ({ page }: Actor) => page.locator('.till-bar .tab').nth(1).click();

  it('a guest’s order is marked and heard until somebody looks, and what the till adds itself is not', async () => {
    const person = await till();
    const { page } = person;
    const guest = await guestAt(site, 4);
    await page.locator('#till-search').click();
    const order = await guest.order(['espresso', 2]);
    await page.locator('.badge.calling', { hasText: '1' }).waitFor();
    await page.waitForFunction('window.tones > 0');
    const first = await tones(page);
    await page.clock.runFor(21_000);
    expect(await tones(page)).toBeGreaterThan(first);

    await bills(person);
    const card = page.locator('.bill', { hasText: order.number });
    await card.getByText('New from guests').waitFor();
    expect(await page.locator('.bill').first().textContent()).toContain(order.number);
    expect(await axe(page)).toEqual([]);
    const looked = await tones(page);
    await page.clock.runFor(45_000);
    expect(await tones(page)).toBe(looked);

    await card.click();
    await page.getByRole('button', { name: 'Add something' }).waitFor();
    await page.locator('.badge.calling').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add something' }).click();
    await page.getByRole('button', { name: /^Cokelat Panas/ }).click();
    const history = page.waitForResponse((answer) => answer.url().endsWith(`/orders/${order.id}/history`));
    await page.getByRole('button', { name: `Add to ${order.number}` }).click();
    expect((await history).status()).toBe(200);
    await bills(person);
    await page.locator('.bill', { hasText: 'Cokelat Panas' }).getByText('From guests', { exact: true }).waitFor();
    expect(await page.locator('.badge.calling').count()).toBe(0);
    expect(await tones(page)).toBe(looked);

    // What guests order while the page is away is marked when it is back.
    await page.goto('about:blank');
    await guest.order(['tofu', 1]);
    await page.goto('/till/');
    await page.locator('.badge.calling', { hasText: '1' }).waitFor();
    // A browser that lets no sound out is told of, and pushes no button off the screen.
    await page.locator('.sound-off').waitFor();
    const foot = await page.locator('.cart footer').boundingBox();
    expect(foot && foot.y + foot.height).toBeLessThanOrEqual(600);
    await page.locator('.sound-off').press('Enter');
    await page.locator('.sound-off').waitFor({ state: 'detached' });
    person.expectNoFaults();
    await person.leave();
  }, 120_000);

  it('a call is shown with its table and its age, and the guests hear that somebody comes', async () => {
    const guest = await guestAt(site, 5);
    await guest.call('BILL', 'cash');
    await site.database.query("UPDATE service_calls SET created_at = created_at - interval '190 seconds'");
    const person = await till();
    const { page } = person;
    await page.locator('.badge.calling').waitFor();
    await bills(person);
    const call = page.locator('.call', { hasText: 'Meja 5' });
    await call.getByText('Want to pay · Cash').waitFor();
    await call.getByText(/^[3-9] min ago$/).waitFor();
    expect(await axe(page)).toEqual([]);
    await call.getByRole('button', { name: 'Coming' }).click();
    await call.getByText('Somebody is coming').waitFor();
    expect((await guest.calls()).map(({ status }) => status)).toEqual(['ACKNOWLEDGED']);
    await call.getByRole('button', { name: 'Done' }).click();
    await call.waitFor({ state: 'detached' });
    expect(await guest.calls()).toEqual([]);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);

  it('on a phone the sale is behind a bar with its total', async () => {
    const person = await till('phone');
    const { page } = person;
    await page.getByRole('button', { name: /^Espresso/ }).click();
    await page.getByRole('button', { name: /^Cokelat Panas/ }).click();
    const bar = page.locator('.cart-bar button');
    await bar.filter({ hasText: '2 pieces' }).filter({ hasText: /Rp/ }).waitFor();
    expect(await page.locator('.cart').isVisible()).toBe(false);
    expect(await axe(page)).toEqual([]);
    await bar.click();
    await page.locator('.cart .grand').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'cart-title');
    expect(await page.locator('.tiles').isVisible()).toBe(false);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.getByRole('button', { name: 'Products' }).click();
    await page.locator('.tiles').waitFor();
    await bar.click();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.tiles').waitFor();
    person.expectNoFaults();
    await person.leave();
  });

  it('the history of a bill is in words, with who did it, and its receipt fits on 80 mm', async () => {
    const waiter = await waiterOf(site);
    const order = await waiter.order(7, ['espresso', 2], ['tofu', 1]);
    await waiter.void(order, 'Tahu Isi', 'Pedido errado');
    const person = await till('tablet', 'pt-BR');
    const { page } = person;
    await page.evaluate('window.print = () => undefined');
    await bills(person);
    await page.locator('.bill', { hasText: order.number }).click();
    await page.getByRole('button', { name: 'Histórico' }).click();
    const entries = page.locator('.history li');
    await entries.nth(1).waitFor();
    const texts = (await entries.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(texts[0]).toMatch(/^\d\d:\d\d Pedido /);
    expect(texts.find((text) => text.includes('Cancelado'))).toMatch(
      /^\d\d:\d\d Cancelado 1× Tahu Isi “Pedido errado” \p{L}+/u,
    );
    expect(texts.filter((text) => /[A-Z]{2,}_|undefined|null/.test(text))).toEqual([]);
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'Voltar' }).click();
    await page.getByRole('button', { name: 'Imprimir o recibo' }).click();
    await page.locator('.slip').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const slip = await page.locator('.slip').evaluate((box) => ({
      shown: [...document.body.children].filter((one) => one.getClientRects().length > 0).map((one) => one.className),
      paper: box.getBoundingClientRect().right,
      cut: box.scrollWidth - box.clientWidth,
      text: box.textContent,
    }));
    expect(slip.shown).toEqual(['slip']);
    expect(slip.text).toContain('Espresso');
    expect(slip.cut).toBe(0);
    // 80 mm in px of CSS, without the margins of the paper.
    expect(slip.paper).toBeLessThanOrEqual(((80 - 8) / 25.4) * 96);
    const pdf = await page.pdf({ width: '80mm', height: '200mm', preferCSSPageSize: false });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    person.expectNoFaults();
    await person.leave();
  }, 120_000);
});
