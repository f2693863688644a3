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
  type Site,
  startSite,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly number: string;
  readonly payment_status: string;
  readonly refunded_amount: number;
}

/** The owner is not in the café. Their phone has the back office open; the cashier's till waits for what they say. */
describeInBrowser('approvals from afar', () => {
  let site: Site;
  let kasir: Actor;
  let owner: Actor;
  let till: Page;
  let phone: Page;
  let number: string;

  beforeAll(async () => {
    site = await startSite();
    kasir = await actor(site, { viewport: 'tablet' });
    till = kasir.page;
    await till.goto('/till/');
    await kasir.signIn('kasir');
    await openShift(till, 500_000);
    number = await sellForCash(till, 'Espresso', 1, 18_000);

    owner = await actor(site, { viewport: 'phone' });
    phone = owner.page;
    await phone.goto('/admin/approvals');
    await owner.signIn('admin');
    await phone.getByText('Nobody waits for an answer.').waitFor();
  }, 240_000);

  const bill = async (): Promise<Bill | undefined> => {
    const admin = await site.as('admin');
    const answer = await admin.get<{ data: Bill[] }>(`/orders?outlet_id=${CAFE_ID}&limit=20`);
    return expectStatus(200, answer).data.find((one) => one.number === number);
  };
  const form = () => till.locator('form.part');
  const sheet = () => till.getByRole('dialog', { name: 'A supervisor has to approve this' });
  const waiting = () => phone.locator('.ask');

  async function openBill(): Promise<void> {
    await till.keyboard.press('F8');
    await till.getByRole('tab', { name: 'All of late' }).click();
    await till.locator('.bill', { hasText: number }).click();
  }

  async function askFromAfar(what: string): Promise<void> {
    await sheet().getByRole('button', { name: 'Ask somebody who is not here' }).click();
    await sheet().getByLabel('What for').fill(what);
    await sheet().getByRole('button', { name: 'Ask', exact: true }).click();
    await sheet().getByText('Asked. It is done here as soon as somebody says yes').waitFor();
  }

  it('let a settled bill be opened again, as soon as the owner says yes on their phone', async () => {
    await openBill();
    await till.getByRole('button', { name: 'Open the bill again', exact: true }).click();
    await form().getByLabel('Reason').fill('The soup was cold');
    await form().locator('button[type=submit]').click();
    await sheet().getByLabel('PIN').waitFor();
    expect(await axe(till)).toEqual([]);
    await askFromAfar('He is a regular');
    expect(await axe(till)).toEqual([]);

    await waiting().waitFor();
    const asked = await waiting().innerText();
    expect(asked).toContain('Siti Rahma asks: Open a settled bill again');
    expect(asked).toContain(`Bill ${number}, ${rupiah(18_000)}`);
    expect(asked).toContain('1 × Espresso');
    expect(asked).toContain('The soup was cold');
    expect(asked).toContain('He is a regular');
    expect(await axe(phone)).toEqual([]);
    await waiting().getByRole('button', { name: 'Approve' }).dblclick();

    await till.getByRole('button', { name: 'Settle it as it is' }).waitFor();
    expect(await bill()).toMatchObject({ payment_status: 'PARTIALLY_PAID' });
    await till.getByRole('button', { name: 'Settle it as it is' }).click();
    await phone.getByText('Approved and done').waitFor();
    kasir.expectNoFaults();
    owner.expectNoFaults();
  }, 180_000);

  it('leave a refund alone that the owner refuses, and make it once when they then agree', async () => {
    await till.getByRole('button', { name: 'Refund', exact: true }).click();
    await form().getByLabel('Reason').fill('It was burnt');
    await form().locator('button[type=submit]').click();
    await askFromAfar('Please');
    await waiting().getByRole('button', { name: 'Refuse' }).click();
    await sheet().getByText('They said no.').waitFor();
    expect(await bill()).toMatchObject({ refunded_amount: 0 });

    await sheet().getByRole('button', { name: 'Ask again' }).click();
    await sheet().getByRole('button', { name: 'Ask', exact: true }).click();
    await waiting().getByText('Please').waitFor();
    await waiting().getByRole('button', { name: 'Approve' }).click();
    await till.getByText(`${rupiah(18_000)} given back.`).waitFor();
    expect(await bill()).toMatchObject({ refunded_amount: 18_000, payment_status: 'REFUNDED' });
    kasir.expectNoFaults();
    owner.expectNoFaults();
  }, 180_000);

  it('are not offered for a drawer that lacks more than a cashier may lose: somebody has to look at it', async () => {
    await till.keyboard.press('Escape');
    await till.locator('.till-bar > button').last().click();
    await till.getByRole('button', { name: 'Close the shift' }).click();
    await till.getByRole('button', { name: 'Go on' }).click();
    await till.locator('.amount-field input').fill('100000');
    await till.locator('.closing .main').click();
    await sheet().getByLabel('PIN').waitFor();
    expect(await sheet().getByRole('button', { name: 'Ask somebody who is not here' }).count()).toBe(0);
    kasir.expectNoFaults();
  }, 180_000);
});
