import { beforeAll, expect, it } from '@jest/globals';

import { eventually, expectStatus } from '../support/index.js';
import { actor, axe, CAFE_ID, describeInBrowser, type Site, startSite } from './support/index.js';

interface Shift {
  readonly id: string;
  readonly status: string;
  readonly end_cash: number | null;
  readonly difference: number | null;
}
interface Report {
  readonly type: string;
  readonly late_adjustments?: readonly { readonly amount: number; readonly reason: string }[];
}

describeInBrowser('shifts in the back office', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  }, 240_000);

  const shiftOf = async (id: string) => expectStatus(200, await (await site.as('admin')).get<Shift>(`/shifts/${id}`));
  const zOf = (id: string) =>
    eventually(async () => {
      const answer = await (await site.as('admin')).get<Report>(`/shifts/${id}/report`);
      expect(answer.body.type).toBe('Z');
      return answer.body;
    });
  const open = async () => {
    const kasir = await site.as('kasir');
    return expectStatus(201, await kasir.post<Shift>('/shifts/open', { outlet_id: CAFE_ID, start_cash: 500_000 })).id;
  };
  const count = async (id: string, cash: number) => {
    const kasir = await site.as('kasir');
    expectStatus(200, await kasir.post('/shifts/close', { shift_id: id, end_cash: cash }));
  };

  it('has one count and another check it, and the next Z tell what was found afterwards', async () => {
    const owner = await actor(site, { viewport: 'desktop' });
    await owner.page.goto('/admin/outlet');
    await owner.signIn('admin');
    await owner.page.locator('[name=close]').selectOption('TWO_STEP');
    await owner.page.getByRole('button', { name: 'Save' }).click();
    await owner.page.getByText('Saved.').waitFor();
    owner.expectNoFaults();
    await owner.leave();

    const first = await open();
    await count(first, 490_000);
    expect((await shiftOf(first)).status).toBe('ENDED');

    const supervisor = await actor(site, { viewport: 'desktop' });
    const { page } = supervisor;
    await page.goto('/admin/shifts');
    await supervisor.signIn('supervisor');
    const row = page.locator('.lines > li', { hasText: 'To be checked' });
    await row.getByRole('button', { name: 'Check the count' }).click();
    const sheet = page.locator('dialog[open]');
    await sheet.locator('[name=recount]').fill('500.000');
    expect(await axe(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Check the count' }).click();
    await page.getByText('Checked. The Z report is being made.').waitFor();
    expect(await shiftOf(first)).toMatchObject({ status: 'CLOSED', end_cash: 500_000, difference: 0 });
    await zOf(first);

    await page
      .locator('.lines > li', { hasText: 'Closed' })
      .first()
      .getByRole('button', { name: 'Found or missing' })
      .click();
    await sheet.locator('[name=amount]').fill('20.000');
    await sheet.locator('[name=reason]').fill('Under the tray');
    expect(await axe(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Written down for the next Z report.').waitFor();

    const second = await open();
    await count(second, 500_000);
    await page.reload();
    await row.getByRole('button', { name: 'Check the count' }).click();
    await sheet.getByRole('button', { name: 'Check the count' }).click();
    await page.getByText('Checked. The Z report is being made.').waitFor();
    const { late_adjustments: late } = await zOf(second);
    expect(late?.map(({ amount, reason }) => [amount, reason])).toEqual([[20_000, 'Under the tray']]);
    supervisor.expectNoFaults();
    await supervisor.leave();
  }, 180_000);
});
