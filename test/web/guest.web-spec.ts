import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { client, type Client, connectSocket, eventually, expectStatus } from '../support/index.js';
import {
  actor,
  type Actor,
  type ActorOptions,
  axe,
  CAFE_ID,
  describeInBrowser,
  dishOf as dish,
  faultProxy,
  itemsOf,
  orderCart as order,
  PASSWORD,
  putIntoCart as put,
  SHOP_ID,
  type Site,
  startSite,
  tableId,
  viewOf as view,
} from './support/index.js';

interface Bill {
  readonly id: string;
  readonly status: string;
  readonly total_amount: number;
  readonly payment_status: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
}

const ESPRESSO = 'Espresso';
const CAPPUCCINO = 'Cappuccino';
const CHOCOLATE = 'Cokelat Panas';

describeInBrowser('the guest page', () => {
  let site: Site;
  let waiter: Client;
  let supervisor: Client;

  beforeAll(async () => {
    site = await startSite();
    [waiter, supervisor] = await Promise.all([site.as('waiter'), site.as('supervisor')]);
  }, 120_000);
  afterAll(() => site.stop());

  /** A phone that scanned the code of a table, with its menu on the screen. */
  async function scan(table: number, options: ActorOptions = {}, at: { readonly url: string } = site): Promise<Actor> {
    const phone = await actor(at, { viewport: 'phone', ...options });
    await phone.page.goto(await site.tableAddress(table));
    await phone.page.locator('.dish').first().waitFor();
    return phone;
  }
  const billsAt = async (table: number): Promise<readonly Bill[]> => {
    const listed = await supervisor.get<{ data: Bill[] }>(
      `/orders?outlet_id=${CAFE_ID}&table_id=${tableId(table)}&limit=50`,
    );
    return expectStatus(200, listed).data;
  };
  const availability = (name: string, available: boolean) => async () => {
    const found = await supervisor.get<{ data: { id: string; name: string }[] }>(
      `/products?outlet_id=${CAFE_ID}&q=${encodeURIComponent(name)}`,
    );
    const product = found.body.data.find((one) => one.name === name)!;
    expectStatus(
      200,
      await supervisor.patch(`/products/${product.id}/availability`, { available, outlet_id: CAFE_ID }),
    );
  };

  it('two phones order at the same moment: one bill, each sees the other’s lines, the kitchen hears of both once', async () => {
    const { body: login } = await client(site.api).post<{ access_token: string }>('/auth/login', {
      username: 'kitchen',
      password: PASSWORD,
    });
    const kitchen = await connectSocket(site.api, { token: login.access_token });
    const [dewi, rizky] = [await scan(4), await scan(4, { locale: 'id-ID', theme: 'dark' })];
    for (const phone of [dewi, rizky]) {
      const address = new URL(phone.page.url());
      expect([address.pathname, address.search, address.hash]).toEqual(['/t/', '', '']);
    }
    await put(dewi.page, ESPRESSO);
    await put(rizky.page, CAPPUCCINO);
    await Promise.all([order(dewi.page), order(rizky.page)]);

    await eventually(async () => {
      const [bill, ...others] = await billsAt(4);
      expect(others).toEqual([]);
      expect(bill?.items.map(({ name }) => name).sort()).toEqual([CAPPUCCINO, ESPRESSO]);
    });
    for (const { page } of [dewi, rizky]) {
      await page.locator('.line.ordered', { hasText: ESPRESSO }).waitFor();
      await page.locator('.line.ordered', { hasText: CAPPUCCINO }).waitFor();
      expect(await page.locator('.bill').count()).toBe(1);
    }
    expect(await dewi.page.locator('.line.ordered', { hasText: 'mine' }).count()).toBe(1);
    const [bill] = await billsAt(4);
    const rounds = () =>
      kitchen.messages.filter(
        ({ type, payload }) => /^(?:NEW_ORDER|ORDER_UPDATED)$/.test(type) && payload['order_id'] === bill!.id,
      );
    await eventually(() => expect(rounds()).toHaveLength(2));
    expect(rounds().map(({ type, payload }) => [type, payload['change']])).toEqual([
      ['NEW_ORDER', undefined],
      ['ORDER_UPDATED', 'LINES_ADDED'],
    ]);
    kitchen.close();
    expectStatus(200, await waiter.patch(`/orders/${bill!.id}/status`, { status: 'COOKING' }));
    await dewi.page.locator('.sign.cooking', { hasText: 'Preparing' }).first().waitFor({ timeout: 3_000 });
    await rizky.page.locator('.sign.cooking', { hasText: 'Disiapkan' }).first().waitFor({ timeout: 3_000 });
    for (const phone of [dewi, rizky]) {
      expect(await axe(phone.page)).toEqual([]);
      phone.expectNoFaults();
      await phone.leave();
    }
  }, 120_000);

  it('a table sees which course is being made, and which comes later', async () => {
    const guest = await scan(10);
    const [tofu, fries] = await itemsOf(site, [
      ['tofu', 1],
      ['fries', 1],
    ]);
    const items = [
      { ...tofu, course: 1 },
      { ...fries, course: 2 },
    ];
    const body = { outlet_id: CAFE_ID, type: 'DINE_IN', table_id: tableId(10), items };
    const { id } = expectStatus(201, await waiter.post<Bill>('/orders', body));
    await view(guest.page, 2);
    const line = (name: string) => guest.page.locator('.line.ordered', { hasText: name });
    await line('Tahu Isi').filter({ hasText: 'Received' }).filter({ hasText: 'Course 1' }).waitFor();
    await line('Kentang Goreng').filter({ hasText: 'Comes later' }).filter({ hasText: 'Course 2' }).waitFor();
    expect(await axe(guest.page)).toEqual([]);
    expectStatus(200, await waiter.post(`/orders/${id}/fire`, { course: 2 }));
    await line('Kentang Goreng').filter({ hasText: 'Received' }).filter({ hasText: 'Course 2' }).waitFor();
    expect(await guest.page.getByText('Comes later').count()).toBe(0);
    guest.expectNoFaults();
    await guest.leave();
  }, 60_000);

  it('what is sold out meanwhile is said before it is sent, on every phone', async () => {
    const [dewi, rizky] = [await scan(5), await scan(5)];
    await put(dewi.page, CHOCOLATE);
    await view(dewi.page, 1);
    await dewi.page.locator('.sums .whole').waitFor();
    await eventually(async () =>
      expect(
        await dewi.page.evaluate(() =>
          performance.getEntriesByType('resource').some(({ name }) => name.includes('live')),
        ),
      ).toBe(true),
    );

    await availability(CHOCOLATE, false)();

    await dewi.page.getByText(`${CHOCOLATE} is sold out now.`).waitFor();
    expect(await dewi.page.locator('.actions .main').isDisabled()).toBe(true);
    expect(await axe(dewi.page)).toEqual([]);
    await dish(rizky.page, CHOCOLATE).getByText('Sold out').waitFor();
    expect(await dish(rizky.page, CHOCOLATE).getAttribute('aria-disabled')).toBe('true');
    await dewi.page.getByRole('button', { name: 'Remove' }).click();
    await dewi.page.getByText('Nothing chosen yet').waitFor();
    await availability(CHOCOLATE, true)();
    await dish(rizky.page, CHOCOLATE).getByText('Rp').waitFor();
    for (const phone of [dewi, rizky]) {
      phone.expectNoFaults();
      await phone.leave();
    }
  }, 120_000);

  it('thirty phones scan from one address within a minute, and all read the menu', async () => {
    const address = await site.tableAddress(6);
    const phones: Actor[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const together = await Promise.all(Array.from({ length: 5 }, () => actor(site, { viewport: 'phone' })));
      await Promise.all(together.map(({ page }) => page.goto(address)));
      await Promise.all(together.map(({ page }) => page.locator('.dish').first().waitFor({ timeout: 60_000 })));
      phones.push(...together);
      await Promise.all(together.map((phone) => phone.leave()));
    }
    for (const phone of phones) phone.expectNoFaults();
    expect(phones).toHaveLength(30);
  }, 180_000);

  it('an answer that is lost is asked for again: one order, and the person says so', async () => {
    const wire = await faultProxy(site.port);
    const dewi = await scan(7, {}, wire);
    const { page } = dewi;
    await put(page, ESPRESSO);
    await view(page, 1);
    await page.locator('.sums .whole').waitFor();
    // Three tries, each of which arrives and is never answered.
    await page.route('**/api/v1/orders', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.locator('.actions .main').click();
    await page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/orders'));
    expect(await page.locator('.actions .main.busy').textContent()).toMatch(/Rp/);
    await page.getByText('it will not be ordered twice').waitFor();
    expect(await page.locator('.sums .whole').count()).toBe(1);
    expect(await page.locator('.stepper').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.unroute('**/api/v1/orders');
    await page.reload();
    await view(page, 1);
    await page.getByRole('button', { name: 'Check and send again' }).click();
    await page.locator('.bill').waitFor();
    const [bill, ...others] = await billsAt(7);
    expect(others).toEqual([]);
    expect(bill?.items.map(({ quantity }) => quantity)).toEqual([1]);
    await dewi.leave();
  }, 120_000);

  it('a connection that is gone is told, with what still works, and comes back by itself', async () => {
    const wire = await faultProxy(site.port);
    const dewi = await scan(8, {}, wire);
    const { page } = dewi;
    await view(page, 2);
    await page.getByRole('button', { name: 'Call a waiter' }).click();
    const open = await eventually(async () => {
      const { body } = await waiter.get<{ data: { id: string; table_name: string }[] }>('/calls');
      const call = body.data.find(({ table_name: name }) => name === 'Meja 8');
      if (!call) throw new Error('Nobody has called yet.');
      return call;
    });
    expectStatus(200, await waiter.post(`/calls/${open.id}/ack`));
    await page.getByText('Somebody is coming').waitFor();
    await view(page, 0);
    await wire.refuse();
    await page.getByText('Reconnecting…').waitFor();
    expect(await axe(page)).toEqual([]);
    await dish(page, ESPRESSO).click();
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    await wire.heal();
    await page.getByText('Reconnecting…').waitFor({ state: 'detached', timeout: 40_000 });
    await dewi.leave();
  }, 120_000);

  it.each([
    ['en-US', 'light', 'Scan the code on your table'],
    ['id-ID', 'dark', 'Pindai kode di meja Anda'],
    ['pt-BR', 'light', 'Leia o código da sua mesa'],
  ] as const)('says what to do where there is no table, in %s', async (locale, theme, words) => {
    const stranger = await actor(site, { locale, theme, viewport: 'narrow' });
    await stranger.page.goto('/t/');
    await stranger.page.getByText(words).waitFor();
    expect(await axe(stranger.page)).toEqual([]);
    await stranger.page.goto(`/t/${tableId(9)}#a-code-of-last-year`);
    await stranger.page.locator('.notice h2').filter({ hasNotText: words }).waitFor();
    expect(await axe(stranger.page)).toEqual([]);
    stranger.expectNoFaults();
    await stranger.leave();
  });

  it('an older print, with its secret in the query, opens the same table', async () => {
    const address = new URL(await site.tableAddress(9), site.url);
    const phone = await actor(site, { viewport: 'phone' });
    await phone.page.goto(`${address.pathname}?s=${address.hash.slice(1)}`);
    await phone.page.getByText('Meja 9').waitFor();
    expect(new URL(phone.page.url()).search).toBe('');
    phone.expectNoFaults();
    await phone.leave();
  });

  it('a sitting that is closed ends calmly; a scan of the table begins another', async () => {
    const dewi = await scan(10);
    const session = await supervisor.get<{ session: { id: string } }>(`/tables/${tableId(10)}`);
    await dewi.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('events')),
    );
    expectStatus(200, await waiter.post(`/table-sessions/${session.body.session.id}/close`));
    await dewi.page.getByText('Thank you, and see you soon').waitFor();
    expect(await axe(dewi.page)).toEqual([]);
    await dewi.page.goto('about:blank');
    await dewi.page.goto(await site.tableAddress(10));
    await dewi.page.locator('.dish').first().waitFor();
    dewi.expectNoFaults();
    await dewi.leave();
  }, 60_000);

  it('a waiter is called once, and the guest sees that somebody is coming', async () => {
    const dewi = await scan(11);
    await view(dewi.page, 2);
    await dewi.page.getByRole('button', { name: 'Call a waiter' }).click();
    await dewi.page.getByText('The staff were called').waitFor();
    const open = await waiter.get<{ data: { id: string; table_name: string }[] }>('/calls');
    const call = open.body.data.find(({ table_name: name }) => name === 'Meja 11')!;
    expectStatus(200, await waiter.post(`/calls/${call.id}/ack`));
    await dewi.page.getByText('Somebody is coming').waitFor();
    expect(await axe(dewi.page)).toEqual([]);
    expectStatus(200, await waiter.post(`/calls/${call.id}/done`));
    await dewi.page.getByRole('button', { name: 'Call a waiter' }).waitFor();
    await dewi.leave();
  }, 60_000);

  it('where staff confirm first, the phone waits with the guest, and tells both answers', async () => {
    const admin = await site.as('admin');
    expectStatus(200, await admin.patch(`/outlets/${CAFE_ID}`, { guest_orders: 'APPROVE' }));
    const dewi = await scan(12);
    await put(dewi.page, ESPRESSO);
    await order(dewi.page);
    await dewi.page.getByText('Waits for the staff to confirm it').waitFor();
    expect(await axe(dewi.page)).toEqual([]);
    const [held] = await billsAt(12);
    expect(held?.status).toBe('HELD');
    expectStatus(200, await waiter.post(`/orders/${held!.id}/accept`));
    await dewi.page.getByText('Waits for the staff to confirm it').waitFor({ state: 'detached' });
    await put(dewi.page, CAPPUCCINO);
    await order(dewi.page);
    await eventually(async () => expect((await billsAt(12)).some(({ status }) => status === 'HELD')).toBe(true));
    const waiting = (await billsAt(12)).find(({ status }) => status === 'HELD')!;
    expectStatus(200, await waiter.post(`/orders/${waiting.id}/reject`, { reason: 'The machine is broken' }));
    await dewi.page.getByText('Not made: The machine is broken').waitFor();
    expectStatus(200, await admin.patch(`/outlets/${CAFE_ID}`, { guest_orders: 'DIRECT' }));
    dewi.expectNoFaults();
    await dewi.leave();
  }, 120_000);

  it('is used by a keyboard alone: the menu, a dish with its choices, the cart', async () => {
    const dewi = await scan(1);
    const { page } = dewi;
    await dish(page, ESPRESSO).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.classList.contains('dish'));
    const small = await page.evaluate(
      () =>
        [...document.querySelectorAll('button, a, select, input')]
          .map((one) => one.getBoundingClientRect())
          .filter(({ width, height }) => width > 0 && (width < 44 || height < 44)).length,
    );
    expect(small).toBe(0);
    dewi.expectNoFaults();
    await dewi.leave();
  });

  it('shows the outlet’s colour where it can be read, and only the languages that the outlet offers', async () => {
    const admin = await site.as('admin');
    expectStatus(
      200,
      await admin.patch(`/outlets/${CAFE_ID}`, { theme: { accent: '#8A1538' }, languages: ['id', 'en'] }),
    );
    const accentOf = ({ page }: Actor) =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim());
    const [light, dark] = [await scan(2), await scan(2, { theme: 'dark' })];
    await eventually(async () => expect(await accentOf(light)).toBe('#8a1538'));
    expect(await accentOf(dark)).toBe('#3ecf9b');
    expect(await light.page.locator('.tongue option').allTextContents()).toEqual(['English', 'Bahasa Indonesia']);
    for (const phone of [light, dark]) {
      expect(await axe(phone.page)).toEqual([]);
      await phone.leave();
    }
    const plain = { theme: { accent: null }, languages: ['en', 'id', 'pt-BR'] };
    expectStatus(200, await admin.patch(`/outlets/${CAFE_ID}`, plain));
  }, 60_000);

  it('pays dishes of its own by PIX, survives a reload, and leaves the rest to somebody else', async () => {
    const admin = await site.as('admin');
    const made = await admin.post<{ id: string; qr_url: string }>('/tables', { outlet_id: SHOP_ID, name: 'Balcão 1' });
    const address = new URL(expectStatus(201, made).qr_url);
    const phone = () => actor(site, { viewport: 'phone', locale: 'pt-BR' });
    const [ana, bia] = [await phone(), await phone()];
    const names: string[] = [];
    for (const { page } of [ana, bia]) {
      await page.goto(address.pathname + address.hash);
      const first = page.locator('.dish:not(.gone)').nth(names.length);
      await first.waitFor();
      names.push((await first.locator('.dish-name').textContent())!);
      await put(page, names.at(-1)!);
      await order(page);
    }
    const { page } = ana;
    await page.locator('.line.ordered').nth(1).waitFor();
    await bia.page.locator('.line.ordered').nth(1).waitFor();
    await page.getByRole('button', { name: /^Pagar/ }).click();
    await page.getByRole('radio', { name: 'O que eu pedi' }).check();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'PIX' }).click();
    await page.locator('.qr').waitFor();
    expect(await axe(page)).toEqual([]);
    const code = await page.locator('#pix-code').inputValue();
    await page.reload();
    await view(page, 2);
    await page.getByRole('button', { name: /^Pagar/ }).click();
    expect(await page.locator('#pix-code').inputValue()).toBe(code);

    // She looks at the table, and touches nothing.
    await bia.page.getByText(`Alguém está pagando 1× ${names[0]}: R$`).waitFor();
    await bia.page.getByText(/^Depois disso, faltam R\$/).waitFor();
    expect(await axe(bia.page)).toEqual([]);
    const [open] = site.sandbox.control.of.propay.items().slice(-1);
    site.sandbox.control.of.propay.act('pay', open!.id);
    await page.getByText('Pago. Obrigado!', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Fechar' }).last().click();
    await bia.page.getByText('Falta pagar').waitFor();
    await bia.page.getByRole('button', { name: /^Pagar/ }).click();
    await bia.page.getByRole('radio', { name: /^10 %/ }).check();
    expect(await axe(bia.page)).toEqual([]);
    await bia.page.getByRole('button', { name: 'PIX' }).click();
    await bia.page.locator('.qr').waitFor();
    const [rest] = site.sandbox.control.of.propay.items().slice(-1);
    site.sandbox.control.of.propay.act('pay', rest!.id);
    await bia.page.getByText('Pago. Obrigado!', { exact: true }).waitFor();
    // Her tip comes on top of the bill, and is none of it.
    const [taken] = expectStatus(
      200,
      await admin.get<{ data: { amount: number; tip: number }[] }>(`/payments?outlet_id=${SHOP_ID}&limit=1`),
    ).data;
    expect(taken!.tip).toBe(Math.round(taken!.amount / 10));
    const told = (await bia.page.locator('dialog[open] .about').textContent()) ?? '';
    expect(Number(told.replace(/\D/g, ''))).toBe(taken!.amount + taken!.tip);
    await bia.page.getByRole('button', { name: 'Fechar' }).last().click();
    for (const { page: phone } of [ana, bia]) {
      await phone.getByText('Tudo pago. Obrigado!').waitFor();
      await phone.waitForFunction(() =>
        performance
          .getEntriesByType('resource')
          .some((one) => one.name.includes('/receipt?') && (one as PerformanceResourceTiming).responseEnd > 0),
      );
    }

    // The sitting ends, and the receipt stays to be read.
    const table = await admin.get<{ session: { id: string } }>(`/tables/${made.body.id}`);
    expectStatus(200, await admin.post(`/table-sessions/${table.body.session.id}/close`));
    for (const one of [ana, bia]) {
      await one.page.locator('.receipt summary').click();
      await one.page.locator('.receipt pre', { hasText: names[0]! }).waitFor();
      expect(await one.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(await axe(one.page)).toEqual([]);
      one.expectNoFaults();
      await one.leave();
    }
  }, 120_000);
});
