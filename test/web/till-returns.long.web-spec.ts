import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { expectStatus } from '../support/index.js';
import {
  type Actor,
  actor,
  axe,
  CAFE_ID,
  describeInBrowser,
  openShift,
  rupiah,
  sellForCash,
  settled,
  type Site,
  startSite,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly refunded_amount: number;
  readonly settlement: number;
  readonly exchange_of: string | null;
}

describeInBrowser('a guest comes back to the till', () => {
  let site: Site;
  let kasir: Actor;
  let page: Page;
  let number: string;

  beforeAll(async () => {
    site = await startSite();
    kasir = await actor(site, { viewport: 'tablet' });
    page = kasir.page;
    await page.goto('/till/');
    await kasir.signIn('kasir');
    await openShift(page, 500_000);
  }, 240_000);

  const bills = async (): Promise<readonly Bill[]> => {
    const admin = await site.as('admin');
    return expectStatus(200, await admin.get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&limit=20`)).data;
  };
  const bill = async () => (await bills()).find((one) => one.number === number);
  const form = () => page.locator('form.part');
  const submit = (name: string) => form().locator('button[type=submit]', { hasText: name });

  async function approve(): Promise<void> {
    const sheet = page.getByRole('dialog', { name: 'A supervisor has to approve this' });
    await sheet.getByRole('button', { name: 'Bagus Santoso' }).click();
    await sheet.getByLabel('PIN').fill('2222');
    await sheet.getByRole('button', { name: 'Approve', exact: true }).dblclick();
    await sheet.waitFor({ state: 'detached' });
  }

  async function openBill(): Promise<void> {
    await page.keyboard.press('F8');
    await page.getByRole('tab', { name: 'All of late' }).click();
    await page.locator('.bill', { hasText: number }).click();
  }

  /** Three at one price, in cash. */
  async function sellCakes(): Promise<void> {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.locator('.tiles').waitFor();
    await settled(page);
    number = await sellForCash(page, 'Espresso', 3, 54_000);
  }

  it('whose settled bill is opened again with an approval, and settled as it is', async () => {
    number = await sellForCash(page, 'Espresso', 1, 18_000);

    await openBill();
    await page.getByRole('button', { name: 'Open the bill again', exact: true }).click();
    await form().getByLabel('Reason').fill('The soup was cold');
    expect(await axe(page)).toEqual([]);
    await submit('Open the bill again').click();
    await approve();
    await page.getByRole('button', { name: 'Add something' }).waitFor();
    const settle = page.getByRole('button', { name: 'Settle it as it is' });
    await settle.waitFor();
    expect(await bill()).toMatchObject({ payment_status: 'PARTIALLY_PAID', settlement: 2 });

    await settle.click();
    await page.getByRole('button', { name: 'Exchange', exact: true }).waitFor();
    expect(await bill()).toMatchObject({ payment_status: 'PAID', settlement: 2 });
    kasir.expectNoFaults();
  }, 180_000);

  it('who takes what is in the cart for what comes back', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.locator('.tiles').waitFor();
    await settled(page);
    for (let n = 0; n < 2; n += 1) await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();

    await openBill();
    await page.getByRole('button', { name: 'Exchange', exact: true }).click();
    await form().getByRole('button', { name: 'One more Espresso' }).click();
    await form().getByLabel('Reason').fill('Too small');
    await form().getByRole('button', { name: 'It stays due' }).click();
    expect(await axe(page)).toEqual([]);
    await submit('Exchange').click();
    await approve();
    await page.getByText(new RegExp(`^Exchanged: .* is still due on `)).waitFor();

    const taken = (await bills()).find(({ exchange_of: of }) => of !== null);
    expect(await bill()).toMatchObject({ refunded_amount: 18_000, payment_status: 'REFUNDED' });
    expect(taken).toMatchObject({ total_amount: 36_000, payment_status: 'PARTIALLY_PAID' });
    kasir.expectNoFaults();
  }, 180_000);

  it('whose cake comes back by the hand of a cashier and the PIN of a supervisor', async () => {
    await sellCakes();
    await openBill();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await form().getByRole('button', { name: 'Pieces', exact: true }).click();
    await form().getByRole('button', { name: 'One more Espresso' }).click();
    await form().getByLabel('Reason').fill('It was burnt');
    // A cashier gives back as it was paid, and in no other way.
    expect(await form().getByText('As it was paid').count()).toBe(1);
    expect(await form().locator('fieldset', { hasText: 'How the money goes back' }).getByRole('button').count()).toBe(
      1,
    );
    expect(await axe(page)).toEqual([]);
    await submit('Give 1 piece back').click();
    const sheet = page.getByRole('dialog', { name: 'A supervisor has to approve this' });
    await sheet.getByRole('button', { name: 'Bagus Santoso' }).click();
    await sheet.getByLabel('PIN').fill('9999');
    await sheet.getByRole('button', { name: 'Approve', exact: true }).click();
    await sheet.getByRole('alert').waitFor();
    expect(await bill()).toMatchObject({ refunded_amount: 0 });
    await approve();
    await page.getByText(`${rupiah(18_000)} given back.`).waitFor();
    expect(await bill()).toMatchObject({ refunded_amount: 18_000, payment_status: 'PARTIALLY_REFUNDED' });
  }, 180_000);

  it('who pays the difference in cash with the exchange, and takes the change', async () => {
    const before = new Set((await bills()).map(({ id }) => id));
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.locator('.tiles').waitFor();
    await settled(page);
    for (let n = 0; n < 2; n += 1) await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();

    await openBill();
    await page.getByRole('button', { name: 'Exchange', exact: true }).click();
    await form().getByRole('button', { name: 'One more Espresso' }).click();
    await form().getByLabel('Reason').fill('Two instead');
    await form()
      .getByText(`About ${rupiah(18_000)} more is to be paid`)
      .waitFor();
    await form().getByLabel('Given').fill('20000');
    expect(await axe(page)).toEqual([]);
    await submit('Exchange').click();
    await approve();
    await page.getByText(new RegExp(`^Exchanged: ${rupiah(18_000)} taken .* Change: ${rupiah(2_000)}`)).waitFor();

    const taken = (await bills()).find(({ id, exchange_of: of }) => of !== null && !before.has(id));
    expect(taken).toMatchObject({ total_amount: 36_000, payment_status: 'PAID' });
    expect(await bill()).toMatchObject({ refunded_amount: 36_000 });
    kasir.expectNoFaults();
  }, 180_000);

  it('who pays the difference by card, of which the slip says the same as in any payment by it', async () => {
    const admin = await site.as('admin');
    const terminal = { outlet_id: CAFE_ID, name: 'BCA', method: 'card_terminal', requires_last4: true };
    expectStatus(201, await admin.post('/tenders', terminal));
    await sellCakes();
    const before = new Set((await bills()).map(({ id }) => id));
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.locator('.tiles').waitFor();
    await settled(page);
    for (let n = 0; n < 2; n += 1) await page.locator('.tile', { hasText: 'Espresso' }).first().click();
    await page.locator('.cart .grand').waitFor();

    await openBill();
    await page.getByRole('button', { name: 'Exchange', exact: true }).click();
    await form().getByRole('button', { name: 'One more Espresso' }).click();
    await form().getByLabel('Reason').fill('Two instead');
    await form().getByRole('button', { name: 'BCA', exact: true }).click();
    await form().getByLabel('Number of the slip').fill('NSU-7');
    await form().getByLabel('Last four digits').fill('42x4');
    expect(await submit('Exchange').isDisabled()).toBe(true);
    await form().getByLabel('Last four digits').fill('42x42');
    await form().getByRole('button', { name: 'Debit', exact: true }).click();
    expect(await axe(page)).toEqual([]);
    await submit('Exchange').click();
    await approve();
    await page.getByText(new RegExp(`^Exchanged: ${rupiah(18_000)} taken`)).waitFor();

    const taken = (await bills()).find(({ id, exchange_of: of }) => of !== null && !before.has(id))!;
    expect(taken).toMatchObject({ total_amount: 36_000, payment_status: 'PAID' });
    const { data } = expectStatus(
      200,
      await admin.get<{ data: object[] }>(`/payments?outlet_id=${CAFE_ID}&method=card_terminal&limit=10`),
    );
    const slip = { reference: 'NSU-7', last4: '4242', card_type: 'DEBIT' };
    expect(data).toMatchObject([{ status: 'PAID', amount: 18_000, tender_name: 'BCA', ...slip }]);
    kasir.expectNoFaults();
  }, 180_000);

  it('is not offered what they may in no way do', async () => {
    const rules = [{ role: 'KASIR', key: 'payment.refund', effect: 'DENY' }];
    const admin = await site.as('admin');
    const path = `/permissions/rules?outlet_id=${CAFE_ID}`;
    const { version } = expectStatus(200, await admin.get<{ version: number }>(path));
    expectStatus(200, await admin.put(path, { version, rules }));
    await page.keyboard.press('Escape');
    await openBill();
    await page.getByRole('button', { name: 'Exchange', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Refund', exact: true }).waitFor({ state: 'detached' });
    kasir.expectNoFaults();
  }, 180_000);
});
