import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Drawer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly shift?: { readonly id: string; readonly user_id: string; readonly user_name: string } | null;
}
interface Shift {
  readonly id: string;
  readonly user_id: string;
  readonly drawer?: { readonly id: string; readonly name: string };
}
interface Taken {
  readonly code: string;
  readonly detail: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly shift_id: string;
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as { code: string }).code}`;
const FLOAT = 100_000;

describe('drawers with a name, on two processes', () => {
  let database: TestDatabase;
  let apis: readonly Api[];
  let shop: Shop;
  let coffee: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', 20_000)).id;
  }, 120_000);

  const staff = async (role: 'KASIR', at = 0) => {
    const { id, token } = await createAccount(database, role, [shop.outletId]);
    return { id, client: client(apis[at]!, token) };
  };
  const aDrawer = async (name = `Till ${newId().slice(-6)}`): Promise<Drawer> =>
    expectStatus(201, await shop.admin.post<Drawer>('/drawers', { outlet_id: shop.outletId, name }));
  const opens = (by: Client, more: object = {}, language = 'en') =>
    by.post<Shift>(
      '/shifts/open',
      { outlet_id: shop.outletId, start_cash: FLOAT, ...more },
      { 'Accept-Language': language },
    );
  const listed = async (by: Client): Promise<readonly Drawer[]> =>
    expectStatus(200, await by.get<{ data: Drawer[] }>(`/drawers?outlet_id=${shop.outletId}`)).data;
  const zOf = (by: Client, id: string) =>
    eventually(async () => {
      const report = expectStatus(200, await by.get<Shift & { type: string }>(`/shifts/${id}/report`));
      expect(report.type).toBe('Z');
      return report;
    });

  /** Three cakes, 30,000 of them paid by card and the rest in cash. */
  const guestWithACake = async (by: Client) => {
    const cake = await shop.product('Lapis', 15_000);
    expectStatus(
      201,
      await shop.admin.post('/tenders', { outlet_id: shop.outletId, name: 'BCA', method: 'card_terminal' }),
    );
    const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: cake.id, quantity: 3 }] };
    const { id, items } = expectStatus(201, await by.post<{ id: string; items: { id: string }[] }>('/orders', body));
    expectStatus(201, await by.post(`/orders/${id}/pay`, { method: 'card_terminal', amount: 30_000 }));
    expectStatus(201, await by.post(`/orders/${id}/pay`, { method: 'cash' }));
    const exchanges = (approval?: object) =>
      by.post<{ due: number; change: number; refund: { exchanged: number } }>(`/orders/${id}/exchange`, {
        return: [{ item_id: items[0]?.id, quantity: 1, restock: false }],
        items: [{ product_id: coffee, quantity: 1 }],
        reason: 'dry',
        pay: { method: 'cash', tendered: 10_000 },
        ...(approval && { approval }),
      });
    return { exchanges };
  };
  const theManager = async () => {
    const { id } = shop.accounts.supervisor;
    expectStatus(200, await shop.admin.patch(`/users/${id}`, { pin: '2222' }));
    return { user_id: id, pin: '2222' };
  };

  it('answers an outlet without drawers word for word as before', async () => {
    const { client: cashier } = await staff('KASIR');
    const shift = expectStatus(201, await opens(cashier));
    const fields = [
      'id outlet_id user_id status currency time_zone business_date start_cash opened_at opened_by closed_at closed_by',
      'end_cash expected_cash difference note approved_by report',
    ];
    const before = fields.join(' ').split(' ').sort();

    expect(Object.keys(shift).sort()).toEqual(before);
    expect(Object.keys(expectStatus(200, await cashier.get<Shift>('/shifts/current'))).sort()).toEqual(before);
    expect(await listed(cashier)).toEqual([]);
    expect(expectStatus(200, await cashier.get(`/shifts/${shift.id}/report`))).not.toHaveProperty('drawer');
    expect(told(await cashier.post('/shifts/close', { shift_id: shift.id, end_cash: FLOAT }))).toBe('200');
    expect(await zOf(cashier, shift.id)).not.toHaveProperty('drawer');
  });

  it('of ten people who open one drawer at once one has it, and the others are told who', async () => {
    const { id, name } = await aDrawer();
    const people = await Promise.all(Array.from({ length: 10 }, (_, n) => staff('KASIR', n % 2)));

    const answers = await Promise.all(people.map(({ client: by }) => opens(by, { drawer_id: id })));

    expect(answers.map(told).sort()).toEqual(['201', ...Array<string>(9).fill('409 DRAWER_TAKEN')]);
    const [on] = (await listed(people[0]!.client)).filter((drawer) => drawer.id === id);
    const winner = answers.find(({ status }) => status === 201)!.body;
    expect(on?.shift).toMatchObject({ id: winner.id, user_id: winner.user_id });
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      const { detail, user_id, user_name, shift_id } = body as unknown as Taken;
      expect({ detail, user_id, shift_id }).toEqual({
        detail: `${user_name} has ${name}. Their shift is closed, or handed over, first.`,
        user_id: winner.user_id,
        shift_id: winner.id,
      });
      expect(user_name).toBe(on?.shift?.user_name);
    }
    const [floats] = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM cash_movements m JOIN shifts s ON s.id = m.shift_id WHERE s.drawer_id = $1`,
      [id],
    );
    expect(floats?.n).toBe(1);
    const late = await staff('KASIR', 1);
    expect((await opens(late.client, { drawer_id: id }, 'pt-BR')).body).toMatchObject({
      detail: `${on?.shift?.user_name} está com ${name}. O turno dessa pessoa é fechado, ou passado adiante, antes.`,
    });
  });

  it('plays a Friday: two drawers, one handed over while the other is opened, and each Z says which it was', async () => {
    const [front, bar] = [await aDrawer('Front'), await aDrawer('Bar')];
    const [budi, sari, dewi] = [await staff('KASIR', 0), await staff('KASIR', 1), await staff('KASIR', 0)];
    const first = expectStatus(201, await opens(budi.client, { drawer_id: front.id }));
    expect(first.drawer).toEqual({ id: front.id, name: 'Front' });
    const sells = (by: Client) =>
      by.post('/transactions', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: coffee, quantity: 1 }],
      });
    expect(told(await sells(budi.client))).toBe('201');
    expect(told(await shop.admin.delete(`/drawers/${front.id}`))).toBe('409 DRAWER_TAKEN');

    const [handover, second] = await Promise.all([
      budi.client.post<{ begun: Shift }>(`/shifts/${first.id}/handover`, {
        to_user_id: sari.id,
        counted: FLOAT + 20_000,
      }),
      opens(dewi.client, { drawer_id: bar.id }),
    ]);

    const { begun } = expectStatus(201, handover);
    expect(begun).toMatchObject({ user_id: sari.id, drawer: { id: front.id, name: 'Front' } });
    const other = expectStatus(201, second);
    for (const by of [sari.client, dewi.client]) expect(told(await sells(by))).toBe('201');
    expect(told(await opens(budi.client, { drawer_id: front.id }))).toBe('409 DRAWER_TAKEN');

    // A guest brings back one of three cakes, paid by card and in cash, and takes a coffee for it; the difference is paid in cash.
    const guest = await guestWithACake(sari.client);
    expect(told(await guest.exchanges())).toBe('403 APPROVAL_REQUIRED');
    const { due, change, refund } = expectStatus(201, await guest.exchanges(await theManager()));
    expect({ due, change, exchanged: refund.exchanged }).toEqual({ due: 0, change: 5_000, exchanged: 15_000 });
    const drawer = expectStatus(200, await shop.supervisor.get<{ expected_cash: number }>(`/shifts/${begun.id}`));
    expect(drawer.expected_cash).toBe(FLOAT + 20_000 + 20_000 + 15_000 + 5_000);

    const renamed = await shop.admin.patch<Drawer>(`/drawers/${bar.id}`, { name: 'Terrace', version: bar.version });
    expect(expectStatus(200, renamed)).toMatchObject({ name: 'Terrace', version: 2 });
    for (const [{ client: by }, id] of [
      [sari, begun.id],
      [dewi, other.id],
    ] as const) {
      const held = expectStatus(200, await shop.supervisor.get<{ expected_cash: number }>(`/shifts/${id}`));
      expect(told(await by.post('/shifts/close', { shift_id: id, end_cash: held.expected_cash }))).toBe('200');
    }
    expect((await zOf(budi.client, first.id)).drawer).toEqual({ id: front.id, name: 'Front' });
    expect((await zOf(sari.client, begun.id)).drawer).toEqual({ id: front.id, name: 'Front' });
    // What it was called when the shift began.
    expect((await zOf(dewi.client, other.id)).drawer).toEqual({ id: bar.id, name: 'Bar' });
    const csv = await dewi.client.get<string>(`/shifts/${other.id}/report?format=csv`);
    expect(csv.body).toContain('report,drawer,,,,Bar');
    const { data } = expectStatus(
      200,
      await shop.supervisor.get<{ data: Shift[] }>(`/shifts?outlet_id=${shop.outletId}&user_id=${dewi.id}`),
    );
    expect(data.map(({ drawer }) => drawer?.name)).toEqual(['Bar']);

    expect(told(await shop.admin.delete(`/drawers/${front.id}`))).toBe('204');
    expect(told(await opens(budi.client, { drawer_id: front.id }))).toBe('404 DRAWER_NOT_FOUND');
    expect((await listed(budi.client)).map(({ id }) => id)).not.toContain(front.id);
    const kept = expectStatus(200, await shop.supervisor.get<Shift>(`/shifts/${first.id}`));
    expect(kept.drawer?.name).toBe('Front');
  });

  it('refuses what does not fit, and changes nothing', async () => {
    const drawer = await aDrawer();
    const { client: cashier } = await staff('KASIR');
    const body = { outlet_id: shop.outletId, name: drawer.name.toUpperCase() };

    expect(told(await shop.admin.post('/drawers', body))).toBe('409 DRAWER_NAME_TAKEN');
    expect(told(await shop.admin.post('/drawers', { ...body, name: ' ' }))).toBe('400 VALIDATION_FAILED');
    expect(told(await cashier.post('/drawers', { ...body, name: 'Mine' }))).toBe('403 FORBIDDEN');
    expect(told(await shop.admin.patch(`/drawers/${drawer.id}`, { name: 'Late', version: 2 }))).toBe(
      '409 VERSION_CONFLICT',
    );
    expect(told(await shop.admin.patch(`/drawers/${drawer.id}`, { name: '' }))).toBe('400 VALIDATION_FAILED');
    expect(told(await opens(cashier, { drawer_id: newId() }))).toBe('404 DRAWER_NOT_FOUND');
    expect(told(await cashier.get('/shifts/current'))).toBe('404 NO_OPEN_SHIFT');
    expect((await listed(cashier)).find(({ id }) => id === drawer.id)).toMatchObject({ ...drawer, shift: null });
  });
});
