import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  connectSocket,
  createShop,
  createTestDatabase,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface CartItem {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly note: string | null;
  readonly added_by: string;
  readonly guest_number: number;
  readonly mine: boolean;
  readonly available: boolean;
  readonly problem: string | null;
}
interface TableCart {
  readonly table_session_id: string;
  readonly items: readonly CartItem[];
  readonly subtotal: number;
  readonly own_name: string | null;
  readonly version: number;
}
interface Bill {
  readonly id: string;
  readonly status: string;
  readonly table_name: string;
  readonly table_session_id: string;
  readonly items: readonly {
    readonly id: string;
    readonly product_id: string;
    readonly quantity: number;
    readonly note: string | null;
  }[];
  readonly placed_item_ids: readonly string[];
}
interface Phone extends Client {
  readonly token: string;
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;
const counts = (answers: readonly Answer[]) => answers.map(told).sort();
const inCart = ({ items }: TableCart) => items.map(({ added_by: by, quantity }) => `${quantity} of ${by}`);

describe('what the phones at a table put together', () => {
  let database: TestDatabase;
  let apis: Api[];
  let shop: Shop;
  let rice: TestProduct;
  let tea: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    rice = await shop.product('Nasi Goreng', 20_000);
    tea = await shop.product('Es Teh', 5_000);
  }, 120_000);

  let tables = 0;
  async function aTable(at = shop): Promise<string> {
    const body = { outlet_id: at.outletId, name: `Cart ${++tables}` };
    return expectStatus(201, await at.admin.post<{ id: string }>('/tables', body)).id;
  }
  /** Phones that sit at a table, by turns on each of the processes. */
  async function phones(count: number, tableId: string, at = shop): Promise<{ id: string; phones: Phone[] }> {
    const seated: Phone[] = [];
    let id = '';
    for (let i = 0; i < count; i++) {
      const answer = await at.waiter.post<{ id: string; token: string }>('/table-sessions', { table_id: tableId });
      const sat = expectStatus(201, answer);
      id = sat.id;
      seated.push(Object.assign(client(apis[i % apis.length]!, sat.token), { token: sat.token }));
    }
    return { id, phones: seated };
  }
  const put = (phone: Client, product: TestProduct, quantity = 1, more: object = {}) =>
    phone.post<TableCart>('/table-cart/items', { product_id: product.id, quantity, ...more });
  const see = async (phone: Client) => expectStatus(200, await phone.get<TableCart>('/table-cart'));
  const press = (phone: Client, body: object = {}) => phone.post<Bill>('/table-cart/order', body);
  const billsOf = async (phone: Client) => expectStatus(200, await phone.get<{ data: Bill[] }>('/orders')).data;
  const hear = (phone: Phone, by = apis[0]!) => connectSocket(by, { token: phone.token });
  const isCart = ({ type }: Message) => type === 'TABLE_CART_UPDATED';

  it('is seen by all of them with who put what in, and changed by each for itself', async () => {
    const [ana, budi] = (await phones(2, await aTable())).phones as [Phone, Phone];
    expect(await see(ana)).toMatchObject({ items: [], version: 0, own_name: null });

    expectStatus(201, await put(ana, rice, 2, { name: 'Ana', note: 'no chili' }));
    const both = expectStatus(201, await put(budi, tea));

    expect(both).toMatchObject({ subtotal: 45_000, version: 2 });
    expect(both.items).toMatchObject([
      { product_id: rice.id, quantity: 2, note: 'no chili', added_by: 'Ana', guest_number: 1, mine: false },
      { product_id: tea.id, quantity: 1, note: null, added_by: 'Guest 2', guest_number: 2, mine: true },
    ]);
    const [hers, his] = both.items as [CartItem, CartItem];
    expect(told(await budi.patch(`/table-cart/items/${hers.id}`, { quantity: 1 }))).toBe('403 CART_ITEM_NOT_YOURS');
    expect(told(await budi.delete(`/table-cart/items/${hers.id}`))).toBe('403 CART_ITEM_NOT_YOURS');
    expect(
      inCart(expectStatus(200, await budi.patch<TableCart>(`/table-cart/items/${his.id}`, { quantity: 3 }))),
    ).toEqual(['2 of Ana', '3 of Guest 2']);
    expectStatus(204, await budi.delete(`/table-cart/items/${his.id}`));
    expect(told(await budi.patch(`/table-cart/items/${his.id}`, { quantity: 1 }))).toBe('404 CART_ITEM_NOT_FOUND');
    expect(inCart(await see(ana))).toEqual(['2 of Ana']);
  });

  it('is ordered by any of them as one round, whose lines each phone knows again by their ids', async () => {
    const [ana, budi] = (await phones(2, await aTable())).phones as [Phone, Phone];
    expectStatus(201, await put(ana, rice, 2, { note: 'no chili' }));
    const { items, version } = expectStatus(201, await put(budi, tea));

    const bill = expectStatus(201, await press(budi, { version, expected_total: 45_000 }));

    expect(bill.items).toMatchObject([
      { id: items[0]!.id, product_id: rice.id, quantity: 2, note: 'no chili' },
      { id: items[1]!.id, product_id: tea.id, quantity: 1 },
    ]);
    expect(bill.placed_item_ids).toEqual(items.map(({ id }) => id));
    expect((await see(ana)).items).toEqual([]);
    expect(told(await press(ana))).toBe('422 CART_EMPTY');

    expectStatus(201, await put(ana, tea));
    expect(expectStatus(201, await press(ana)).id).toBe(bill.id);
    expect(await billsOf(budi)).toHaveLength(1);
  });

  it('is one order, whichever of two presses is first, and however often each is sent again', async () => {
    for (let round = 0; round < 5; round++) {
      const [ana, budi] = (await phones(2, await aTable())).phones as [Phone, Phone];
      const keys = [newId(), newId()];
      expectStatus(201, await put(ana, rice));
      const { version } = expectStatus(201, await put(budi, tea));
      const both = () =>
        Promise.all(
          [ana, budi].map((phone, i) =>
            phone.post<Bill>('/table-cart/order', { version }, { 'idempotency-key': keys[i]! }),
          ),
        );

      const first = await both();
      expect(counts(first)).toEqual(['201', '422 CART_EMPTY']);
      expect((await both()).map(told)).toEqual(first.map(told));

      const bills = await billsOf(ana);
      expect(bills).toHaveLength(1);
      expect(bills[0]!.items.map(({ quantity }) => quantity)).toEqual([1, 1]);
    }
  });

  it('loses nothing and doubles nothing while eleven phones put in, take out and order at once', async () => {
    const { phones: all } = await phones(11, await aTable());
    const [first] = all as [Phone];

    const answers = await Promise.all(
      all.flatMap((phone, i) => [
        put(phone, i % 2 ? rice : tea),
        put(phone, rice, 2),
        ...(i % 3 === 0 ? [press(phone)] : []),
      ]),
    );
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const put22 = answers.filter(
      ({ status, body }) => status === 201 && 'version' in (body as object) && 'own_name' in (body as object),
    );
    expect(put22).toHaveLength(22);
    const last = await press(first);
    expect(['201', '422 CART_EMPTY']).toContain(told(last));

    const bills = await billsOf(first);
    expect(bills).toHaveLength(1);
    const pieces = (productId: string) =>
      bills[0]!.items.filter((item) => item.product_id === productId).reduce((sum, { quantity }) => sum + quantity, 0);
    expect([pieces(rice.id), pieces(tea.id)]).toEqual([11 * 2 + 5, 6]);
  });

  it('stays as it was when its order is refused', async () => {
    const cake = await shop.product('Cake', 15_000, { stock: 1 });
    const [ana, budi] = (await phones(2, await aTable())).phones as [Phone, Phone];
    expectStatus(201, await put(ana, rice));
    const { version } = expectStatus(201, await put(budi, cake));

    expect(told(await press(ana, { version: version - 1 }))).toBe('409 CART_CHANGED');
    expect(told(await press(ana, { version, expected_total: 1 }))).toBe('409 PRICE_CHANGED');
    expect(told(await put(ana, cake))).toBe('409 INSUFFICIENT_STOCK');
    expectStatus(
      201,
      await shop.cashier.post('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: cake.id, quantity: 1 }],
      }),
    );
    expect(told(await press(ana, { version }))).toBe('409 INSUFFICIENT_STOCK');

    expect(await see(ana)).toMatchObject({ version, items: [{ available: true }, { problem: 'INSUFFICIENT_STOCK' }] });
    expect(await billsOf(ana)).toEqual([]);
  });

  it('is told to these phones alone, also to one that slept', async () => {
    const mine = await phones(2, await aTable());
    const others = await phones(1, await aTable());
    const [ana, budi] = mine.phones as [Phone, Phone];
    const stranger = others.phones[0]!;
    const channels = await Promise.all([hear(ana), hear(budi, apis[1]), hear(stranger)]);
    const waiter = await connectSocket(apis[0]!, { token: shop.accounts.waiter.token });
    const admin = await connectSocket(apis[1]!, { token: shop.accounts.admin.token });
    const [{ cursor }] = [await sinceOf(ana)];

    const { version } = expectStatus(201, await put(ana, rice, 2, { name: 'Ana' }));
    const isIt = (message: Message) => isCart(message) && message.payload['version'] === version;
    const heard = await Promise.all([channels[0].waitFor(isIt), channels[1].waitFor(isIt)]);
    expect(heard[1].payload).toEqual({ id: mine.id, table_session_id: mine.id, version, pieces: 2 });

    channels[1].close();
    expectStatus(201, await put(ana, tea));
    const bill = expectStatus(201, await press(ana));
    const isOrder = ({ type, payload }: Message) => type === 'NEW_ORDER' && payload['id'] === bill.id;
    await Promise.all([waiter.waitFor(isOrder), admin.waitFor(isOrder), channels[0].waitFor(isOrder)]);
    const woken = await connectSocket(apis[0]!, { token: budi.token, since: heard[1].cursor });
    await woken.waitFor(isOrder);

    expect(woken.messages.filter(isCart).map(({ payload }) => payload['pieces'])).toEqual([3, 0]);
    const missed = (phone: Client) => phone.get<{ data: Message[] }>(`/events?after=${encodeURIComponent(cursor)}`);
    const cartsOf = async (phone: Client) => expectStatus(200, await missed(phone)).data.filter(isCart).length;
    expect(await cartsOf(budi)).toBe(3);
    expect([await cartsOf(stranger), await cartsOf(shop.waiter), await cartsOf(shop.admin)]).toEqual([0, 0, 0]);
    for (const silent of [channels[2], waiter, admin]) expect(silent.messages.filter(isCart)).toEqual([]);
  });

  it('goes along when the party moves, and comes to that of the party that it joins', async () => {
    const [here, terrace, there] = [await aTable(), await aTable(), await aTable()];
    const party = await phones(2, here);
    const host = await phones(1, there);
    const [ana, budi] = party.phones as [Phone, Phone];
    expectStatus(201, await put(ana, rice, 1, { name: 'Ana' }));
    expectStatus(201, await put(host.phones[0]!, tea));

    expectStatus(200, await shop.waiter.post(`/table-sessions/${party.id}/move`, { table_id: terrace }));
    expect(inCart(expectStatus(201, await put(budi, tea)))).toEqual(['1 of Ana', '1 of Guest 2']);
    expectStatus(200, await shop.waiter.post(`/table-sessions/${party.id}/move`, { table_id: there, join: true }));

    const joined = await see(ana);
    expect(joined).toMatchObject({ table_session_id: host.id, own_name: 'Ana' });
    expect(inCart(joined)).toEqual(['1 of Guest 1', '1 of Ana', '1 of Guest 3']);
    expect(joined.items.map(({ mine }) => mine)).toEqual([false, true, false]);
    expect(expectStatus(201, await press(budi)).items).toHaveLength(3);
  });

  it('is neither lost nor doubled while the waiter moves the party in the same second', async () => {
    for (let round = 0; round < 4; round++) {
      const [here, terrace] = [await aTable(), await aTable()];
      const { id, phones: all } = await phones(4, here);
      for (const phone of all) expectStatus(201, await put(phone, rice));

      const [moved, ...answers] = await Promise.all([
        shop.waiter.post(`/table-sessions/${id}/move`, { table_id: terrace }),
        put(all[2]!, tea),
        press(all[0]!),
        press(all[1]!),
      ]);
      expect(told(moved)).toBe('200');
      expect(answers.map(({ status }) => status).filter((status) => ![201, 422].includes(status))).toEqual([]);
      await press(all[3]!);

      const bills = await billsOf(all[0]!);
      expect(bills).toHaveLength(1);
      expect(bills[0]).toMatchObject({ table_session_id: id });
      const names = expectStatus(200, await shop.waiter.get<{ table_id: string }>(`/orders/${bills[0]!.id}`));
      expect(names.table_id).toBe(terrace);
      expect(bills[0]!.items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
    }
  });

  it('is of its sitting alone, and over with it', async () => {
    const tableId = await aTable();
    const { id, phones: seated } = await phones(1, tableId);
    const others = await phones(1, await aTable());
    const [ana, stranger] = [seated[0]!, others.phones[0]!];
    const { items } = expectStatus(201, await put(ana, rice));

    expect((await see(stranger)).items).toEqual([]);
    expect(told(await stranger.delete(`/table-cart/items/${items[0]!.id}`))).toBe('404 CART_ITEM_NOT_FOUND');
    expect(told(await shop.waiter.get('/table-cart'))).toBe('403 FORBIDDEN');
    expectStatus(200, await shop.waiter.post(`/table-sessions/${id}/close`));
    expect((await put(ana, rice)).status).toBe(401);
    const next = await phones(1, tableId);
    expect((await see(next.phones[0]!)).items).toEqual([]);
  });

  it('waits for a yes like every guest’s order, where the outlet asks for one', async () => {
    const strict = await createShop(database, apis[0]!, { guest_orders: 'APPROVE' });
    const soup = await strict.product('Soto', 20_000);
    const { phones: seated } = await phones(2, await aTable(strict), strict);
    for (const phone of seated) expectStatus(201, await put(phone, soup));

    expect(expectStatus(201, await press(seated[1]!))).toMatchObject({ status: 'HELD' });
  });

  async function sinceOf(phone: Client): Promise<{ cursor: string }> {
    const { last_cursor: cursor } = expectStatus(200, await phone.get<{ last_cursor: string }>('/events?limit=1'));
    return { cursor };
  }
});
