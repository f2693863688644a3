import { beforeAll, expect, it } from '@jest/globals';

import { expectStatus } from '../support/index.js';
import {
  type Actor,
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  faultProxy,
  openShift,
  rupiah,
  scan,
  settled,
  type Site,
  startSite,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly total_amount: number;
  readonly payment_status: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
}

const FLOAT = 500_000;

describeInBrowser('the till', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });

  const bills = async () =>
    expectStatus(200, await (await site.as('admin')).get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&limit=100`))
      .data;

  it('opens a shift, sells by keyboard alone and by touch, closes blind, and has its Z', async () => {
    const cashier = await actor(site, { viewport: 'tablet' });
    const { page } = cashier;
    await page.goto('/till/');
    await cashier.signIn('kasir');
    await openShift(page, FLOAT);
    const before = (await bills()).length;

    for (let sale = 0; sale < 10; sale += 1) {
      await page.keyboard.press('F2');
      await page.keyboard.type('espr');
      await page.keyboard.press('Enter');
      await page.locator('.cart-lines').waitFor();
      await page.keyboard.type('2');
      await page.locator('.cart output', { hasText: '2' }).waitFor();
      await page.locator('.cart .grand', { hasText: rupiah(36_000) }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.take:enabled').waitFor();
      await page.keyboard.type('50000');
      await page.getByRole('button', { name: `Take ${rupiah(50_000)} · change ${rupiah(14_000)}` }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.done').waitFor();
      expect(await page.locator('.change strong').textContent()).toBe(rupiah(14_000));
      await page.keyboard.press('Enter');
      await page.locator('.last-sale').waitFor();
    }

    // Fingers that hit everything twice.
    for (let sale = 0; sale < 3; sale += 1) {
      await settled(page);
      await page.getByRole('button', { name: /^Espresso/ }).dblclick();
      await page.locator('.cart .grand').waitFor();
      await page.locator('.pay').dblclick();
      await page.locator('.take:enabled').waitFor();
      expect(await page.locator('.done').count()).toBe(0);
      await settled(page);
      await page.locator('.take').dblclick();
      await page.locator('.change strong').waitFor();
      await settled(page);
      await page.locator('.next').dblclick();
      await page.locator('.tiles').waitFor();
    }

    const sold = (await bills()).slice(0, 13);
    expect((await bills()).length).toBe(before + 13);
    expect(sold.map(({ total_amount: total, payment_status: paid }) => [total, paid])).toEqual(
      Array.from({ length: 13 }, () => [36_000, 'PAID']),
    );

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Close the shift' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.amount-field input').fill(String(FLOAT + 13 * 36_000));
    expect(await page.getByText(rupiah(FLOAT + 13 * 36_000)).count()).toBe(1);
    await page.getByRole('button', { name: /^Close with/ }).click();
    await page.getByText('To the last coin').waitFor();
    await page.getByText(/^Z report \d+$/).waitFor();
    cashier.expectNoFaults();
    await cashier.leave();
  }, 240_000);

  it('is taken over by a colleague’s PIN, who has a drawer of their own', async () => {
    const till = await actor(site);
    const { page } = till;
    await page.goto('/till/');
    await till.signIn('kasir');
    await page.getByRole('heading', { name: 'Open your shift' }).waitFor();
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Bagus Santoso' }).click();
    await page.keyboard.type('9999');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toMatch(/^The PIN is wrong/);
    await page.keyboard.type('2222');
    await page.keyboard.press('Enter');
    await page.locator('.who', { hasText: 'Bagus Santoso' }).waitFor();
    till.expectNoFaults();
    await till.leave();
  });

  it('sends a bill to a table, adds to it, and takes it in shares', async () => {
    const waiter = await actor(site);
    const { page } = waiter;
    await page.goto('/till/');
    await waiter.signIn('supervisor');
    await openShift(page, FLOAT);
    await page.getByRole('button', { name: /^Espresso/ }).click();
    await page.getByRole('button', { name: 'For here' }).click();
    await page.getByRole('button', { name: /^Meja 7/ }).click();
    await page.getByRole('button', { name: 'Send, pay later' }).dblclick();
    await page.getByText(/^Sent: /).waitFor();
    const [bill] = await bills();
    expect(bill?.items.map(({ name, quantity }) => [name, quantity])).toEqual([['Espresso', 1]]);

    await page.keyboard.press('F8');
    await page.locator('.bill', { hasText: bill!.number }).click();
    await page.getByRole('button', { name: 'Add something' }).click();
    await page.getByRole('button', { name: /^Cokelat Panas/ }).click();
    await page.getByRole('button', { name: `Add to ${bill!.number}` }).click();
    await page.getByText(`Sent: ${bill!.number}`).last().waitFor();

    for (const share of ['1 of 2', 'All of it']) {
      await page.keyboard.press('F8');
      await page.locator('.bill', { hasText: bill!.number }).click();
      await page.getByRole('button', { name: /^Pay / }).click();
      await page.getByRole('button', { name: share }).click();
      await page.locator('.take:enabled').waitFor();
      await settled(page);
      await page.locator('.take').dblclick();
      await page.locator('.done').waitFor();
    }

    const [paid] = await bills();
    expect([paid?.id, paid?.payment_status, paid?.items.length]).toEqual([bill!.id, 'PAID', 2]);
    waiter.expectNoFaults();
    await waiter.leave();
  });

  it('asks for a sale whose answer was lost until it is known, and never sells it twice', async () => {
    const wire = await faultProxy(site.port);
    const cashier = await actor({ url: wire.url });
    const { page } = cashier;
    await page.goto('/till/');
    await cashier.signIn('admin');
    await page.getByRole('button', { name: 'Kopi Comanda' }).click();
    await openShift(page, FLOAT);
    const before = (await bills()).length;
    await page.getByRole('button', { name: /^Espresso/ }).click();
    await page.locator('.cart .grand').waitFor();
    await page.locator('.pay').click();
    await page.locator('.take:enabled').waitFor();

    await settled(page);
    wire.swallowAnswerTo(/POST \/api\/v1\/transactions/);
    await page.locator('.take').dblclick();
    await page.locator('.done').waitFor({ timeout: 40_000 });

    expect((await bills()).length).toBe(before + 1);
    await cashier.leave();
  }, 120_000);

  it('takes what a scanner reads, wherever the focus is, and takes none of its digits for a number of pieces', async () => {
    const admin = await site.as('admin');
    const product = { outlet_id: CAFE_ID, name: 'Wafer Cokelat', price: 7_000, barcode: '8991002109995' };
    expectStatus(201, await admin.post('/products', product));
    const waiter = await actor(site);
    const { page } = waiter;
    await page.goto('/till/');
    await waiter.signIn('waiter');
    await page.getByRole('button', { name: /^Wafer Cokelat/ }).waitFor();
    await page.getByRole('button', { name: /^Espresso/ }).click();
    for (const isSearching of [false, true]) {
      if (isSearching) await page.locator('#till-search').focus();
      await scan(page, product.barcode);
      await page
        .locator('.cart output', { hasText: isSearching ? '2' : '1' })
        .last()
        .waitFor();
    }
    const lines = await page.locator('.cart-lines > li').allInnerTexts();
    expect(lines.map((text) => text.split(/\n+/)[0])).toEqual(['Espresso', 'Wafer Cokelat']);
    expect(await page.locator('.cart output').allInnerTexts()).toEqual(['1', '2']);
    expect(await page.locator('#till-search').inputValue()).toBe('');
    await page.locator('#till-search').blur();
    await scan(page, '0000000000000');
    await page.getByText('No product has the code 0000000000000.').waitFor();
    waiter.expectNoFaults();
    await waiter.leave();
  });

  it('takes no money without a connection, keeps the sale over a reload, and goes on when it is back', async () => {
    const wire = await faultProxy(site.port);
    const cashier = await actor({ url: wire.url });
    const { page } = cashier;
    await page.goto('/till/');
    await cashier.signIn('waiter');
    await page.locator('.tiles').waitFor();
    await page.getByRole('button', { name: /^Espresso/ }).click();
    await page.locator('.cart .grand').waitFor();
    await wire.refuse();
    await page.getByText(/^No connection: write it down/).waitFor();
    expect(await page.locator('.pay').isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^Cokelat Panas/ }).click();
    expect(await page.locator('.cart-lines > li').count()).toBe(2);
    await wire.heal();
    await page.locator('.pay:enabled').waitFor({ timeout: 30_000 });
    await page.reload();
    await page.locator('.cart-lines > li').nth(1).waitFor();
    await cashier.leave();
  }, 120_000);

  it('lets a kitchen’s tablet in by the code that it shows, and sends it away', async () => {
    const [tablet, owner] = [await actor(site, { viewport: 'tablet', theme: 'dark' }), await actor(site)];
    await tablet.page.goto('/kitchen/');
    await tablet.page.getByRole('button', { name: 'Pair this tablet' }).click();
    const code = (await tablet.page.locator('.pairing-code').textContent()) ?? '';
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(await axe(tablet.page)).toEqual([]);

    await owner.page.goto('/till/');
    await owner.signIn('supervisor');
    await owner.page.locator('.tiles').waitFor();
    await owner.page.getByRole('button', { name: 'More' }).click();
    await owner.page.getByRole('button', { name: 'Kitchen screens' }).click();
    await owner.page.getByLabel('Code on the screen').fill('AAAAAA');
    await owner.page.getByLabel('Name').fill('Bar tablet');
    await owner.page.getByRole('button', { name: 'bar', exact: true }).click();
    await owner.page.getByRole('button', { name: 'Let it in' }).click();
    await owner.page.getByRole('alert').waitFor();
    await owner.page.getByLabel('Code on the screen').fill(code.toLowerCase());
    await owner.page.getByRole('button', { name: 'Let it in' }).dblclick();

    await tablet.page.locator('.kitchen-sheet.start').waitFor();
    await owner.page.getByText('Bar tablet', { exact: true }).waitFor();
    expect(await axe(owner.page)).toEqual([]);
    await owner.page.getByRole('button', { name: 'Send away' }).click();
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Send away' }).dblclick();
    // Whatever the tablet asks next is refused.
    await tablet.page.reload();
    await tablet.page.getByRole('button', { name: 'Pair this tablet' }).waitFor();
    await owner.page.getByText('No screen is let in yet.').waitFor();
    await Promise.all([tablet.leave(), owner.leave()]);
  }, 120_000);

  it.each([
    ['id-ID', 'dark', 'tablet'],
    ['pt-BR', 'light', 'narrow'],
    ['en-US', 'dark', 'phone'],
  ] as const)('is for everybody: %s, %s, on a %s', async (locale, theme, viewport) => {
    const person: Actor = await actor(site, { locale, theme, viewport });
    const { page } = person;
    const sound = async (what: string) => {
      expect([what, await axe(page)]).toEqual([what, []]);
      expect([what, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([what, 0]);
    };
    await page.goto('/till/');
    await person.signIn('waiter');
    await page.locator('.tiles').waitFor();
    await page.locator('.tile', { hasText: 'Cappuccino' }).click();
    await page.locator('.choices-sheet button[type=submit]').click();
    await sound('a choice that is missing');
    await page.locator('.group').first().getByRole('button').first().click();
    await page.locator('.choices-sheet button[type=submit]').click();
    if (viewport !== 'tablet') {
      await sound('a sale behind its bar');
      await page.locator('.cart-bar button').click();
    }
    await page.locator('.cart .grand').waitFor();
    await sound('a sale');
    await page.locator('.pay').click();
    await page.locator('.pay-screen').waitFor();
    await sound('paying without a drawer');
    await page.keyboard.press('F8');
    await page.locator('#bills').waitFor();
    await sound('bills');
    await page.locator('.till-bar > button').first().click();
    await page.locator('.people button').first().click();
    await sound('a PIN');
    person.expectNoFaults();
    await person.leave();
  });
});
