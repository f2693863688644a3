import { beforeAll, expect, it } from '@jest/globals';

import { eventually, expectStatus } from '../support/index.js';
import { actor, axe, CAFE_ID, describeInBrowser, type Site, startSite } from './support/index.js';

interface Effective {
  readonly permissions: readonly {
    readonly key: string;
    readonly effect: string;
    readonly limits: Readonly<Record<string, number>>;
  }[];
}
interface Devices {
  readonly data: readonly { readonly name: string; readonly stations: readonly string[] }[];
}

describeInBrowser('rules and devices in the back office', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  }, 240_000);

  const mayDo = async (user: 'kasir' | 'waiter', key: string) => {
    const answer = await (await site.as(user)).get<Effective>(`/permissions/effective?outlet_id=${CAFE_ID}`);
    return expectStatus(200, answer).permissions.find((one) => one.key === key);
  };

  it('an owner limits what cashiers take off alone, and lets one of them give more away', async () => {
    const owner = await actor(site, { viewport: 'desktop' });
    const { page } = owner;
    await page.goto('/admin/permissions');
    await owner.signIn('admin');
    const sheet = page.locator('dialog[open]');

    // The limit that cashiers have without a rule is shown, and 15 % takes its place.
    await page.getByRole('button', { name: 'Give a discount on a line: Cashier, up to 10 %' }).click();
    await sheet.locator('[name=max_percent]').fill('250');
    await sheet.getByRole('button', { name: 'Use these limits' }).click();
    await sheet.getByText('Type a number from 0 to 100.').waitFor();
    expect(await axe(page)).toEqual([]);
    await sheet.locator('[name=max_percent]').fill('15');
    await sheet.locator('[name=max_amount]').fill('30.000');
    await sheet.getByRole('button', { name: 'Use these limits' }).click();
    await page.getByRole('button', { name: /Give a discount on a line: Cashier, up to 15 %, up to Rp\s*30/ }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await mayDo('kasir', 'line.discount')).toMatchObject({
      effect: 'ALLOW',
      limits: { max_percent: 15, max_amount: 30_000 },
    });

    // One person gets a rule of their own: what the others may stays as it is.
    await page.getByLabel('For', { exact: true }).selectOption({ label: 'Siti Rahma (Cashier)' });
    const comp = page.getByLabel('Give a line for free: Siti Rahma', { exact: true });
    expect(await comp.locator('option:checked').textContent()).toBe('As the role: With a yes');
    await comp.selectOption({ label: 'May' });
    await page.getByRole('button', { name: 'Give a line for free: Siti Rahma, no limit' }).click();
    await sheet.locator('[name=max_amount]').fill('20.000');
    await sheet.getByRole('button', { name: 'Use these limits' }).click();
    // What was said of the last saving covers a button for as long as it is shown, and so does the page's head where one has scrolled.
    await page.locator('.toast').waitFor({ state: 'detached' });
    await page.evaluate(() => scrollTo(0, 0));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => {
      expect(await mayDo('kasir', 'line.comp')).toMatchObject({ effect: 'ALLOW', limits: { max_amount: 20_000 } });
    });
    expect(await mayDo('kasir', 'line.discount')).toMatchObject({ limits: { max_percent: 15, max_amount: 30_000 } });
    expect(await mayDo('waiter', 'line.comp')).toMatchObject({ effect: 'APPROVE' });

    // Taken back, she may what cashiers may.
    await page.getByLabel('For', { exact: true }).selectOption({ label: 'Siti Rahma (Cashier)' });
    await page.getByLabel('Give a line for free: Siti Rahma', { exact: true }).selectOption('');
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => expect(await mayDo('kasir', 'line.comp')).toMatchObject({ effect: 'APPROVE' }));
    owner.expectNoFaults();
    await owner.leave();
  });

  it('a supervisor lets a tablet in by its code, gives it a station, and sends it away', async () => {
    const tablet = await actor(site, { viewport: 'tablet' });
    await tablet.page.goto('/kitchen/');
    await tablet.page.getByRole('button', { name: 'Pair this tablet' }).click();
    const code = (await tablet.page.locator('.pairing-code').textContent()) ?? '';

    const supervisor = await actor(site, { viewport: 'phone' });
    const { page } = supervisor;
    await page.goto('/admin/devices');
    await supervisor.signIn('supervisor');
    await page.getByText('No tablet has been let in yet.').waitFor();
    await page.getByRole('button', { name: 'Let a tablet in' }).click();
    const sheet = page.locator('dialog[open]');
    await sheet.locator('[name=code]').fill('ZZZZZZ');
    await sheet.locator('[name=name]').fill('Grill');
    await sheet.getByRole('button', { name: 'Let a tablet in' }).click();
    // A code that no tablet shows is refused in words, and what was typed stays.
    await sheet.locator('.error, .banner.late').first().waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await sheet.locator('[name=name]').inputValue()).toBe('Grill');
    await sheet.locator('[name=code]').fill(code.toLowerCase());
    await sheet.getByRole('button', { name: 'Let a tablet in' }).click();
    await page.locator('.lines > li', { hasText: 'all stations' }).getByText('Grill').waitFor();
    await tablet.page.locator('.pairing-code').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Change Grill' }).click();
    await sheet.locator('[name=name]').fill('Bar left');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await page.locator('.lines > li', { hasText: 'Bar left' }).waitFor();
    const devices = await (await site.as('admin')).get<Devices>(`/devices?outlet_id=${CAFE_ID}`);
    expect(devices.body.data.map(({ name }) => name)).toEqual(['Bar left']);

    await page.getByRole('button', { name: 'Change Bar left' }).click();
    await sheet.getByRole('button', { name: 'Send it away for good' }).click();
    await sheet.getByRole('button', { name: 'Yes, delete' }).click();
    await page.getByText('No tablet has been let in yet.').waitFor();
    await tablet.page.getByRole('button', { name: 'Pair this tablet' }).waitFor();
    await tablet.leave();
    await supervisor.leave();
  });

  it.each([
    { place: 'reasons', path: '/reasons', made: { kind: 'VOID', label: 'Fell down' }, change: { label: 'Fell off' } },
    { place: 'drawers', path: '/drawers', made: { name: 'Bar' }, change: { name: 'Bar two' } },
    { place: 'tenders', path: '/tenders', made: { name: 'BCA', method: 'voucher' }, change: { name: 'BCA two' } },
  ])(
    'an owner deletes nothing in $place that somebody else has changed meanwhile',
    async ({ place, path, made, change }) => {
      const api = await site.as('admin');
      const row = expectStatus(
        201,
        await api.post<{ id: string; version: number }>(path, { outlet_id: CAFE_ID, ...made }),
      );
      const owner = await actor(site, { viewport: 'phone' });
      const { page } = owner;
      await page.goto(`/admin/${place}`);
      await owner.signIn('admin');
      await page.getByRole('button', { name: `Change ${Object.values(made).at(place === 'reasons' ? 1 : 0)}` }).click();
      expectStatus(200, await api.patch(`${path}/${row.id}`, { ...change, version: row.version }));
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Yes, delete' }).click();
      await page.locator('dialog[open]').getByRole('alert').waitFor();

      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('button', { name: `Change ${Object.values(change)[0]}` }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Yes, delete' }).click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      expect((await api.get(`${path}/${row.id}`)).status).toBe(404);
      owner.expectNoFaults();
      await owner.leave();
    },
    120_000,
  );
});
