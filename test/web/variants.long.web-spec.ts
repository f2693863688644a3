import { beforeAll, expect, it } from '@jest/globals';

import { expectStatus } from '../support/index.js';
import {
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  dishOf,
  rupiah,
  scan,
  settled,
  type Site,
  startSite,
  viewOf,
} from './support/index.js';

interface Bill {
  readonly items: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly unit_price: number;
    readonly modifiers: readonly { readonly name: string }[];
  }[];
}

describeInBrowser('products in variants, and prices that are said', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    const admin = await site.as('admin');
    const variants = [
      { name: 'M', options: { Size: 'M' }, price: 28_000 },
      { name: 'L', options: { Size: 'L' }, price: 34_000, barcode: '8991002105553' },
    ];
    for (const product of [
      { name: 'Kopi Gelas', price: 28_000, variants },
      {
        ...{ name: 'Horchata', price: 30_000, variants: variants.map(({ barcode: _, ...one }) => one) },
        modifier_groups: [{ name: 'Susu', min: 0, max: 1, options: [{ name: 'Oat', price_delta: 9_000 }] }],
      },
      { name: 'Kue ulang tahun', price: 0, open_price: true, price_min: 50_000, price_max: 900_000 },
    ]) {
      expectStatus(201, await admin.post('/products', { outlet_id: CAFE_ID, ...product }));
    }
  }, 240_000);

  const latest = async () =>
    expectStatus(
      200,
      await (await site.as('admin')).get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&limit=1`),
    ).data[0]?.items.map(({ name, quantity, unit_price: price, modifiers }) => [
      ...[name, quantity, price],
      ...modifiers.map((one) => one.name),
    ]);

  it('are asked for at the till, whichever way a product is taken', async () => {
    const waiter = await actor(site, { viewport: 'tablet' });
    const { page } = waiter;
    await page.goto('/till/');
    await waiter.signIn('waiter');
    const sheet = page.locator('.choices-sheet');
    const tile = (name: string) => page.locator('.tile', { hasText: name });

    await tile('Kopi Gelas')
      .getByText(`from ${rupiah(28_000)}`)
      .waitFor();
    await settled(page);
    await tile('Kopi Gelas').dblclick();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    await sheet.getByRole('button', { name: /^L/ }).click();
    await page.locator('.cart-lines li', { hasText: 'Kopi Gelas, L' }).waitFor();
    // A scanned code is a variant's.
    await scan(page, '8991002105553');
    await page.locator('.cart output', { hasText: '2' }).waitFor();
    expect(await tile('Kopi Gelas').locator('.taken').textContent()).toBe('2');

    await tile('Horchata').click();
    await settled(page);
    await sheet.getByRole('button', { name: /^M/ }).click();
    await sheet.getByRole('button', { name: /^Oat/ }).click();
    await sheet.getByRole('button', { name: `Add · ${rupiah(37_000)}` }).click();

    await tile('Kue ulang tahun').click();
    const price = sheet.getByLabel('Price');
    await sheet.getByRole('button', { name: /^Add/ }).click();
    await sheet.getByText('Fill in: Price').waitFor();
    await price.fill('40000');
    await sheet.locator('.error', { hasText: `At least ${rupiah(50_000)}` }).waitFor();
    expect(await axe(page)).toEqual([]);
    await price.fill('250000');
    await sheet.getByRole('button', { name: `Add · ${rupiah(250_000)}` }).click();
    await page.locator('.cart .grand', { hasText: rupiah(68_000 + 37_000 + 250_000) }).waitFor();
    await page.getByRole('button', { name: 'Send, pay later' }).click();
    await page.getByText(/^Sent: /).waitFor();
    expect(await latest()).toEqual([
      ['Kopi Gelas, L', 2, 34_000],
      ['Horchata, M', 1, 28_000, 'Oat'],
      ['Kue ulang tahun', 1, 250_000],
    ]);
    waiter.expectNoFaults();
    await waiter.leave();
  }, 120_000);

  it('are asked for on a guest’s phone', async () => {
    const phone = await actor(site, { viewport: 'phone' });
    const { page } = phone;
    await page.goto(await site.tableAddress(8));
    await dishOf(page, 'Horchata')
      .getByText(`from ${rupiah(30_000)}`)
      .waitFor();
    await dishOf(page, 'Horchata').click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: /^Add/ }).click();
    await sheet.getByText('Please choose: Size').waitFor();
    expect(await axe(page)).toEqual([]);
    await sheet.getByRole('radio', { name: /^L/ }).check();
    await sheet.getByRole('checkbox', { name: /^Oat/ }).check();
    await sheet.getByRole('button', { name: `Add · ${rupiah(43_000)}` }).click();
    await viewOf(page, 1);
    await page.locator('.line', { hasText: 'Horchata, L' }).getByText('Oat').waitFor();
    await page.locator('.actions .main:enabled').click();
    await page.locator('.bill').first().waitFor();
    expect(await latest()).toEqual([['Horchata, L', 1, 34_000, 'Oat']]);
    phone.expectNoFaults();
    await phone.leave();
  }, 120_000);
});
