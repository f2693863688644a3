import { beforeAll, expect, it } from '@jest/globals';

import { eventually, expectStatus } from '../support/index.js';
import { actor, axe, describeInBrowser, SHOP_ID, type Site, startSite } from './support/index.js';

interface Mail {
  readonly to: readonly string[];
  readonly html: string;
}

const NUMBER = 'BR123456785BR';

describeInBrowser('the links of our mails', () => {
  let site: Site;
  let orderId: string;

  beforeAll(async () => {
    site = await startSite();
    const [admin, ana, cashier] = await Promise.all([site.as('admin'), site.as('ana'), site.as('kasir-sp')]);
    // Markup in a name stays text.
    const body = { outlet_id: SHOP_ID, name: 'Café <img src=x onerror=alert(1)>', price: 1_850 };
    const product = expectStatus(201, await admin.post<{ id: string }>('/products', body));
    expectStatus(201, await cashier.post('/shifts/open', { outlet_id: SHOP_ID, start_cash: 10_000 }));
    const items = [{ product_id: product.id, quantity: 2, note: 'moído' }];
    const order = await ana.post<{ id: string }>('/orders', { outlet_id: SHOP_ID, items, type: 'ONLINE' });
    orderId = expectStatus(201, order).id;
  });

  it('show a customer’s order after they have signed in, in their language, and let them call it off', async () => {
    const ana = await actor(site, { locale: 'pt-BR', viewport: 'phone' });
    const { page } = ana;
    await page.goto(`/orders/${orderId}`);
    await page.getByText('Entre para ver seu pedido.').waitFor();
    expect(await axe(page)).toEqual([]);
    await ana.signIn('ana');
    await page.getByRole('heading', { name: /Pedido SPA-/ }).waitFor();
    expect(await page.locator('.bill').innerText()).toMatch(
      /2 × Café <img src=x onerror=alert\(1\)>[^]*moído[^]*R\$\s37,00/,
    );
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'Cancelar este pedido' }).click();
    const sheet = page.getByRole('dialog');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Cancelar este pedido');

    await page.keyboard.press('Enter');
    await sheet.getByLabel('Por quê? (a loja lê)').fill('errei');
    await sheet.getByRole('button', { name: 'Cancelar este pedido' }).click();
    await page.locator('.verdict', { hasText: 'Cancelado' }).waitFor();
    expect(await page.getByRole('button', { name: 'Cancelar este pedido' }).count()).toBe(0);
    ana.expectNoFaults();
    await ana.leave();
  });

  it('tell somebody else’s order to nobody', async () => {
    const cook = await actor(site, { theme: 'dark' });
    const { page } = cook;
    await page.goto(`/orders/${orderId}`);
    await cook.signIn('kitchen');
    await page.getByText('There is no such order, or it is somebody else’s.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in with another account' }).click();
    await page.locator('form.sign-in').waitFor();
    cook.expectNoFaults();
    await cook.leave();
  });

  it('follow a parcel, for whoever has its number', async () => {
    const [admin, ana, cashier] = await Promise.all([site.as('admin'), site.as('ana'), site.as('kasir-sp')]);
    const menu = await admin.get<{ data: readonly { id: string; name: string }[] }>(
      `/products?outlet_id=${SHOP_ID}&limit=100`,
    );
    const product = expectStatus(200, menu).data.find(({ name }) => name.startsWith('Café <img'));
    const items = [{ product_id: product?.id, quantity: 1 }];
    const order = expectStatus(
      201,
      await ana.post<{ id: string }>('/orders', { outlet_id: SHOP_ID, items, type: 'ONLINE' }),
    );
    expectStatus(201, await cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
    expectStatus(
      200,
      await admin.patch(`/orders/${order.id}/tracking`, { tracking_number: NUMBER, carrier: 'Correios PAC' }),
    );
    const reader = await actor(site, { locale: 'id-ID', viewport: 'narrow' });
    const { page } = reader;
    await page.goto('/tracking/NOPE-1');
    await page.getByText('Tidak ada paket dengan nomor ini. Periksa apakah nomornya lengkap.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Nomor resi').fill(NUMBER);
    await page.keyboard.press('Enter');
    await page.locator('.verdict', { hasText: 'Diserahkan ke kurir' }).waitFor();
    expect(await page.locator('.facts').innerText()).toMatch(/BR123456785BR[^]*Correios PAC/);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    reader.expectNoFaults();
    await reader.leave();
  });

  it('choose a new password once, and the token is in the address no longer than it takes to load', async () => {
    const ana = await actor(site, { locale: 'en-US', viewport: 'phone' });
    const { page } = ana;
    await page.goto('/reset-password');
    await page.getByLabel('E-mail address').fill('ana@example.com');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mails' }).waitFor();

    const link = await eventually(
      () => {
        const mails = site.sandbox.control.of.resend.items() as unknown as readonly Mail[];
        const found = mails.map(({ html }) => /href="([^"]+reset-password[^"]+)"/.exec(html)?.[1]).find(Boolean);
        expect(found).toBeDefined();
        return found!.replaceAll('&amp;', '&');
      },
      { timeoutMs: 30_000 },
    );
    await page.goto(link);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(page.url()).toBe(`${site.url}/reset-password`);
    expect(await axe(page)).toEqual([]);

    await page.getByLabel('New password').fill('kort');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.field .error').waitFor();
    expect(await page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true');
    // The page can be loaded anew in the middle of it.
    await page.reload();
    await page.getByLabel('New password').fill('uma xícara azul de terça');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor();

    await page.goto(link);
    await page.getByLabel('New password').fill('uma xícara verde de quarta');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This link was used before or has expired. Have a new one sent:').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.goto(`/orders/${orderId}`);
    await ana.signIn('ana', 'uma xícara azul de terça');
    expect(site.api.logs.join('\n')).not.toContain(new URL(link).searchParams.get('token'));
    ana.expectNoFaults();
    await ana.leave();
  });

  it('lead from the root to each page, without a script, in the reader’s language', async () => {
    for (const [locale, theme, till] of [
      ['en-US', 'light', 'Till'],
      ['id-ID', 'dark', 'Kasir'],
      ['pt-BR', 'light', 'Caixa'],
    ] as const) {
      const visitor = await actor(site, { locale, theme, viewport: 'phone' });
      const { page } = visitor;
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.resourceType()));
      await page.goto('/');
      expect(await axe(page)).toEqual([]);
      expect(asked).not.toContain('script');
      await page.getByRole('link', { name: till }).click();
      await page.waitForURL('**/till/');
      visitor.expectNoFaults();
      await visitor.leave();
    }
  });
});
