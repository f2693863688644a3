import { type Actor, CAFE_ID, type Site } from '../support/index.js';
import type { Screen } from './screen.js';

/** The pictures of the back office show a café that has hours, a way to pay of its own, and a drawer that was counted. */
export async function fillBackOffice(site: Site): Promise<void> {
  const admin = await site.as('admin');
  const windows = [{ days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '07:00', to: '11:00' }];
  await admin.post('/schedules', { outlet_id: CAFE_ID, name: 'Sarapan', windows });
  await admin.post('/tenders', { outlet_id: CAFE_ID, name: 'Mesin BCA', method: 'card_terminal' });
}

/** A waiter asks somebody who is not there to let a bill be voided. */
async function askToVoid(site: Site): Promise<void> {
  const [admin, waiter] = [await site.as('admin'), await site.as('waiter')];
  const { body: menu } = await admin.get<{ data: { id: string }[] }>(`/products?outlet_id=${CAFE_ID}&limit=1`);
  const items = [{ product_id: menu.data[0]?.id, quantity: 2 }];
  const { body: order } = await waiter.post<{ id: string }>('/orders', { outlet_id: CAFE_ID, items });
  const request = { method: 'POST', path: `/api/v1/orders/${order.id}/void`, body: { reason: 'Pergi tanpa bayar' } };
  const asked = { outlet_id: CAFE_ID, request, reason: 'Tamu menunggu terlalu lama' };
  const { status } = await waiter.post('/approvals/requests', asked);
  if (status !== 201) throw new Error(`Nothing could be asked: ${status}`);
}

const at =
  (place: string, then?: (someone: Actor) => Promise<void>): Screen['reach'] =>
  async (someone) => {
    const { page } = someone;
    await page.goto(`/admin/${place}`);
    await someone.signIn('admin');
    await page.locator('.admin-main h2').waitFor();
    await page.locator('.admin-main .bone').first().waitFor({ state: 'detached' });
    await then?.(someone);
  };

const opened =
  (nth: number): ((someone: Actor) => Promise<void>) =>
  async ({ page }) => {
    await page.locator('.admin-main .button').nth(nth).click();
    await page.locator('dialog[open] input').first().waitFor();
  };

export const ADMIN: readonly Screen[] = [
  { name: 'admin-sign-in', reach: async ({ page }) => void (await page.goto('/admin/')) },
  { name: 'admin-today', reach: at('') },
  {
    name: 'admin-approvals',
    reach: async (owner, site) => {
      await askToVoid(site);
      await at('approvals')(owner, site);
      await owner.page.locator('.ask').first().waitFor();
    },
  },
  { name: 'admin-menu', reach: at('menu') },
  { name: 'admin-product', reach: at('menu', opened(0)) },
  { name: 'admin-hours', reach: at('hours') },
  { name: 'admin-tables', reach: at('tables') },
  {
    name: 'admin-codes',
    reach: at('tables', async ({ page }) => {
      await page.locator('.admin-main .button').nth(1).click();
      await page.locator('.codes img').first().waitFor();
    }),
  },
  {
    name: 'admin-floor',
    reach: async (owner, site) => {
      const admin = await site.as('admin');
      await admin.post('/floors', { outlet_id: CAFE_ID, name: 'Lantai atas', position: 9, width: 24, height: 12 });
      await at('tables')(owner, site);
      const { page } = owner;
      await page.locator('.lines > li', { hasText: 'Lantai atas' }).locator('.button').first().click();
      const put = page.locator('.floor-editor section .button').last();
      for (let n = 0; n < 3; n += 1) await put.click();
      await page.locator('.spot').first().click();
      await page.locator('.spot-fields').waitFor();
    },
  },
  { name: 'admin-tenders', reach: at('tenders') },
  {
    name: 'admin-drawers',
    reach: async (owner, site) => {
      const admin = await site.as('admin');
      for (const name of ['Kasir depan', 'Bar']) await admin.post('/drawers', { outlet_id: CAFE_ID, name });
      await at('drawers')(owner, site);
    },
  },
  {
    name: 'admin-reasons',
    reach: async (owner, site) => {
      const admin = await site.as('admin');
      await admin.post('/reasons', { outlet_id: CAFE_ID, kind: 'VOID', label: 'Salah pesan' });
      await at('reasons')(owner, site);
    },
  },
  { name: 'admin-staff', reach: at('staff') },
  { name: 'admin-person', reach: at('staff', opened(0)) },
  { name: 'admin-permissions', reach: at('permissions') },
  {
    name: 'admin-limits',
    reach: at('permissions', async ({ page }) => {
      await page.locator('.permissions td .button').first().click();
      await page.locator('dialog[open] input').first().waitFor();
    }),
  },
  {
    name: 'admin-person-rules',
    reach: at('permissions', async ({ page }) => {
      const choice = page.locator('.admin-main .field select');
      await choice.selectOption((await choice.locator('option').nth(1).getAttribute('value')) ?? '');
    }),
  },
  {
    name: 'admin-devices',
    reach: async (owner, site) => {
      const admin = await site.as('admin');
      const { body: asked } = await admin.post<{ id: string; code: string; secret: string }>('/device-pairings', {
        kind: 'KITCHEN',
      });
      await admin.post('/device-pairings/approve', { code: asked.code, outlet_id: CAFE_ID, name: 'Grill' });
      await admin.post(`/device-pairings/${asked.id}/collect`, { secret: asked.secret });
      await at('devices')(owner, site);
    },
  },
  { name: 'admin-device', reach: at('devices', opened(0)) },
  { name: 'admin-shifts', reach: at('shifts') },
  { name: 'admin-reports', reach: at('reports') },
  { name: 'admin-outlet', reach: at('outlet') },
];
