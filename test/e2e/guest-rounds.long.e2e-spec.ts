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
  eventually,
  expectStatus,
  type Message,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Item {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly status: string;
}
interface Bill {
  readonly id: string;
  readonly status: string;
  readonly hold_reason: string | null;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly merged_into: string | null;
  readonly expires_at: string | null;
  readonly created_at: string;
  readonly items: readonly Item[];
  readonly placed_item_ids: readonly string[];
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;
const quantities = ({ items }: Bill) => items.map(({ quantity }) => quantity).sort();

describe('rounds of guests at a table', () => {
  let database: TestDatabase;
  let api: Api;
  let hasty: Api;
  let shop: Shop;
  let rice: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, hasty] = await Promise.all([startApi({ database }), startApi({ database, env: { PAYMENT_TTL: '2s' } })]);
    shop = await createShop(database, api);
    rice = await shop.product('Nasi Goreng', 20_000);
  }, 120_000);

  let tables = 0;
  /** Phones at a table of their own. */
  async function phones(count: number, at = shop, by: Api = api): Promise<Client[]> {
    const name = `Rounds ${++tables}`;
    const table = expectStatus(201, await at.admin.post<{ id: string }>('/tables', { outlet_id: at.outletId, name }));
    const seated: Client[] = [];
    for (let i = 0; i < count; i++) {
      const sat = await at.waiter.post<{ token: string }>('/table-sessions', { table_id: table.id });
      seated.push(client(by, expectStatus(201, sat).token));
    }
    return seated;
  }
  const round = (quantity = 1, more: object = {}, product = rice) => ({
    id: newId(),
    join: 'OPEN_BILL',
    items: [{ product_id: product.id, quantity }],
    ...more,
  });
  const place = (phone: Client, body: object) => phone.post<Bill>('/orders', body);
  const billsOf = async (phone: Client) => (await phone.get<{ data: Bill[] }>('/orders?limit=100')).body.data;

  describe('on the open bill', () => {
    it('opens one, then adds to it, and says which lines are whose', async () => {
      const [dewi, rizky] = await phones(2);
      const first = expectStatus(201, await place(dewi!, round(1)));
      const second = expectStatus(201, await place(rizky!, round(2)));

      expect(second.id).toBe(first.id);
      expect(second).toMatchObject({ status: 'NEW', total_amount: 60_000 });
      const line = (quantity: number) => second.items.filter((item) => item.quantity === quantity).map(({ id }) => id);
      expect([first.placed_item_ids, second.placed_item_ids]).toEqual([line(1), line(2)]);
      expect(await billsOf(dewi!)).toHaveLength(1);
    });

    it('ten phones at one moment: one bill', async () => {
      const table = await phones(10);
      const answers = await Promise.all(table.map((phone, i) => place(phone, round(i + 1))));

      expect(answers.map(told)).toEqual(Array(10).fill('201'));
      const [bill, ...others] = await billsOf(table[0]!);
      expect(others).toEqual([]);
      expect(bill?.items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(55);
      expect(bill?.total_amount).toBe(55 * 20_000);
    });

    it('a repeat, at the same moment or later, with a key or without, finds its own lines', async () => {
      const tea = await shop.product('Teh of rounds', 5_000, { stock: 40 });
      const [dewi, rizky] = await phones(2);
      await place(rizky!, round(1));
      const wanted = round(3, {}, tea);
      const tries = await Promise.all(Array.from({ length: 6 }, () => place(dewi!, wanted)));
      const later = await dewi!.post<Bill>('/orders', wanted, { 'idempotency-key': newId() });

      expect([...tries, later].map(told)).toEqual(Array(7).fill('201'));
      expect(new Set([...tries, later].map(({ body }) => JSON.stringify(body.placed_item_ids))).size).toBe(1);
      expect(later.headers.get('idempotent-replayed')).toBe('true');
      expect(quantities(later.body)).toEqual([1, 3]);
      expect((await shop.admin.get<{ stock: number }>(`/products/${tea.id}`)).body.stock).toBe(37);
      const other = await place(dewi!, { ...wanted, items: [{ product_id: tea.id, quantity: 4 }] });
      expect(told(other)).toBe('409 ORDER_ID_TAKEN');
    });

    it('another sitting neither finds nor takes the id of a round', async () => {
      const [[dewi], [budi]] = [await phones(1), await phones(1)];
      const wanted = round(1);
      expectStatus(201, await place(dewi!, wanted));

      expect(told(await place(budi!, wanted))).toBe('409 ORDER_ID_TAKEN');
      expect(await billsOf(budi!)).toEqual([]);
    });

    it('opens another once the first is paid', async () => {
      expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
      const [dewi] = await phones(1);
      const first = expectStatus(201, await place(dewi!, round(1)));
      expectStatus(201, await shop.cashier.post(`/orders/${first.id}/pay`, { method: 'cash', amount: 5_000 }));
      const second = expectStatus(201, await place(dewi!, round(1)));
      expectStatus(201, await shop.cashier.post(`/orders/${first.id}/pay`, { method: 'cash' }));
      const third = expectStatus(201, await place(dewi!, round(1)));

      expect(second.id).toBe(first.id);
      expect(third.id).not.toBe(first.id);
      expect((await billsOf(dewi!)).map(({ payment_status }) => payment_status)).toEqual(['PENDING', 'PAID']);
    });

    it('asks the price of these lines alone', async () => {
      const [dewi] = await phones(1);
      expectStatus(201, await place(dewi!, round(4)));

      expect(told(await place(dewi!, round(1, { expected_total: 20_000 })))).toBe('201');
      const dear = await place(dewi!, round(1, { expected_total: 19_999 }));
      expect(told(dear)).toBe('409 PRICE_CHANGED');
      expect(dear.body).toMatchObject({ total_amount: 20_000 });
    });

    it('refuses what belongs to a bill as a whole, and whoever sits nowhere', async () => {
      const [dewi] = await phones(1);
      const wrong = await place(dewi!, round(1, { note: 'no chilli', coupon_code: 'HEMAT' }));
      expect(told(wrong)).toBe('400 VALIDATION_FAILED');
      const { errors } = wrong.body as unknown as { errors: { pointer: string }[] };
      expect(errors.map(({ pointer }) => pointer)).toEqual(['/coupon_code', '/note']);
      expect(told(await place(dewi!, round(1, { join: 'ANY' })))).toBe('400 VALIDATION_FAILED');
      expect(told(await place(shop.waiter, round(1)))).toBe('422 TABLE_SESSION_REQUIRED');
      expect(await billsOf(dewi!)).toEqual([]);
    });

    it('what is short adds nothing and opens nothing', async () => {
      const rare = await shop.product('Rare', 5_000, { stock: 2 });
      const [dewi] = await phones(1);
      expect(told(await place(dewi!, round(3, {}, rare)))).toBe('409 INSUFFICIENT_STOCK');
      expect(told(await dewi!.post('/orders', round(3, {}, rare), { 'idempotency-key': newId() }))).toBe(
        '409 INSUFFICIENT_STOCK',
      );
      expect(await billsOf(dewi!)).toEqual([]);
    });

    it('a party that moves keeps its bill, and a sitting that ended takes no more', async () => {
      const [dewi] = await phones(1);
      const first = expectStatus(201, await place(dewi!, round(1)));
      const session = (first as unknown as { table_session_id: string }).table_session_id;
      const moved = await shop.waiter.post(`/table-sessions/${session}/move`, { table_id: shop.tableIds[3] });
      expect(moved.status).toBe(200);
      expect(expectStatus(201, await place(dewi!, round(1))).id).toBe(first.id);
      expectStatus(200, await shop.waiter.post(`/table-sessions/${session}/close`));
      expect((await place(dewi!, round(1))).status).toBe(401);
    });
  });

  describe('that the outlet holds', () => {
    const setUp = async (guest_orders: 'APPROVE' | 'APPROVE_FIRST' | 'PAY_FIRST', by: Api = api) => {
      const careful = await createShop(database, by, { guest_orders });
      return { careful, soto: await careful.product('Soto', 10_000, { stock: 90 }) };
    };
    const stockOf = async (at: Shop, product: TestProduct) =>
      (await at.admin.get<{ stock: number }>(`/products/${product.id}`)).body.stock;

    it('APPROVE: the floor is told, the kitchen is not; accepted rounds are one bill', async () => {
      const { careful, soto } = await setUp('APPROVE');
      const [dewi, rizky] = await phones(2, careful);
      const floor = await connectSocket(api, { token: careful.accounts.waiter.token });
      const kitchen = await connectSocket(api, { token: careful.accounts.kitchen.token });
      const station = await connectSocket(api, { token: careful.accounts.kitchen.token, station: 'kitchen' });

      const first = expectStatus(201, await place(dewi!, round(1, {}, soto)));
      const second = expectStatus(201, await place(rizky!, round(2, {}, soto)));

      expect(first).toMatchObject({ status: 'HELD', hold_reason: 'APPROVAL' });
      expect(second).toMatchObject({ id: first.id, status: 'HELD' });
      expect(await stockOf(careful, soto)).toBe(87);
      const waits = (message: Message) => message.type === 'GUEST_ORDER_WAITING';
      await floor.waitFor((message) => waits(message) && message.payload['pieces'] === 3);
      expect(floor.messages.filter(waits).map(({ payload }) => payload)).toMatchObject([
        { order_id: first.id, hold_reason: 'APPROVAL', pieces: 1, total_amount: 10_000 },
        { order_id: first.id, hold_reason: 'APPROVAL', pieces: 3, total_amount: 30_000 },
      ]);
      const fifteen = new Date(first.created_at).getTime() + 15 * 60_000;
      expect(new Date(first.expires_at!).getTime()).toBe(fifteen);

      expectStatus(200, await careful.waiter.post(`/orders/${first.id}/accept`));
      for (const tablet of [kitchen, station]) {
        await tablet.waitFor(({ type }) => type === 'NEW_ORDER');
        const heard = tablet.messages.filter(({ type }) => /^(?:NEW_ORDER|ORDER_)/.test(type));
        expect(heard.map(({ type }) => type)).toEqual(['NEW_ORDER']);
        expect(heard[0]?.payload['items']).toHaveLength(2);
      }

      const third = expectStatus(201, await place(rizky!, round(3, {}, soto)));
      expect(third).toMatchObject({ status: 'HELD', hold_reason: 'APPROVAL' });
      expect(third.id).not.toBe(first.id);
      const bill = expectStatus(200, await careful.waiter.post<Bill>(`/orders/${third.id}/accept`));
      expect(bill).toMatchObject({ id: first.id, total_amount: 60_000 });
      expect(quantities(bill)).toEqual([1, 2, 3]);
      expect(bill.items.map(({ status }) => status)).not.toContain('HELD');
      expect((await rizky!.get<Bill>(`/orders/${third.id}`)).body).toMatchObject({ merged_into: first.id });
      expect(await stockOf(careful, soto)).toBe(84);
      const again = await place(rizky!, { ...round(3, {}, soto), id: third.id });
      expect([told(again), again.body.id]).toEqual(['201', first.id]);
      for (const socket of [floor, kitchen, station]) socket.close();
    });

    it('two rounds accepted at the same moment, by route and by status, are one bill', async () => {
      const { careful, soto } = await setUp('APPROVE');
      for (let run = 0; run < 5; run++) {
        const [dewi] = await phones(1, careful);
        const first = expectStatus(201, await place(dewi!, round(1, {}, soto)));
        expectStatus(200, await careful.waiter.post(`/orders/${first.id}/accept`));
        const waiting = expectStatus(201, await place(dewi!, round(2, {}, soto)));
        const answers = await Promise.all([
          careful.waiter.post(`/orders/${waiting.id}/accept`),
          careful.cashier.patch(`/orders/${waiting.id}/status`, { status: 'ACCEPTED' }),
          place(dewi!, round(3, {}, soto)),
        ]);
        expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
        const bills = (await billsOf(dewi!)).filter(({ status }) => status !== 'VOIDED');
        const made = bills.find(({ id }) => id === first.id);
        expect(quantities(made!).filter((quantity) => quantity < 3)).toEqual([1, 2]);
        expect(bills.flatMap((bill) => bill.items).reduce((sum, { quantity }) => sum + quantity, 0)).toBe(6);
      }
    });

    it('a rejected round tells the phones why, and gives the stock back', async () => {
      const { careful, soto } = await setUp('APPROVE');
      const [dewi] = await phones(1, careful);
      const { id } = expectStatus(201, await place(dewi!, round(4, {}, soto)));

      expectStatus(200, await careful.waiter.post(`/orders/${id}/reject`, { reason: 'The kitchen is closed' }));

      const { body } = await dewi!.get<Bill & { items: { void_reason: string }[] }>(`/orders/${id}`);
      expect(body).toMatchObject({ status: 'VOIDED', items: [{ void_reason: 'The kitchen is closed' }] });
      expect(await stockOf(careful, soto)).toBe(90);
    });

    it('no way round it: lines for a bill that is being made are refused to guests, and not to staff', async () => {
      const { careful, soto } = await setUp('APPROVE');
      const [dewi] = await phones(1, careful);
      const { id } = expectStatus(201, await place(dewi!, round(1, {}, soto)));
      expectStatus(200, await careful.waiter.post(`/orders/${id}/accept`));
      const items = [{ product_id: soto.id, quantity: 1 }];

      const refused = await dewi!.post(`/orders/${id}/items`, { items });
      expect(told(refused)).toBe('409 ROUND_WAITS');
      expect(told(await careful.waiter.post(`/orders/${id}/items`, { items }))).toBe('201');
      expect(expectStatus(201, await place(dewi!, { items })).status).toBe('HELD');
    });

    it('APPROVE_FIRST: the first of a sitting alone', async () => {
      const { careful, soto } = await setUp('APPROVE_FIRST');
      const [[dewi], [budi]] = [await phones(1, careful), await phones(1, careful)];
      const first = expectStatus(201, await place(dewi!, round(1, {}, soto)));
      expect(first.status).toBe('HELD');
      expectStatus(200, await careful.waiter.post(`/orders/${first.id}/accept`));

      expect(expectStatus(201, await place(dewi!, round(2, {}, soto)))).toMatchObject({
        id: first.id,
        hold_reason: null,
        total_amount: 30_000,
      });
      expect(expectStatus(201, await place(budi!, round(1, {}, soto))).status).toBe('HELD');
    });

    it('PAY_FIRST: the round that is paid goes to the kitchen, and the next is a bill of its own', async () => {
      const { careful, soto } = await setUp('PAY_FIRST');
      expectStatus(201, await careful.cashier.post('/shifts/open', { outlet_id: careful.outletId, start_cash: 0 }));
      const [dewi, rizky] = await phones(2, careful);
      const first = expectStatus(201, await place(dewi!, round(1, {}, soto)));
      const joined = expectStatus(201, await place(rizky!, round(2, {}, soto)));
      expect(joined).toMatchObject({ id: first.id, status: 'HELD', hold_reason: 'PAYMENT' });

      expectStatus(201, await careful.cashier.post(`/orders/${first.id}/pay`, { method: 'cash' }));

      const paid = (await dewi!.get<Bill>(`/orders/${first.id}`)).body;
      expect(paid).toMatchObject({ status: 'NEW', payment_status: 'PAID' });
      expect(expectStatus(201, await place(dewi!, round(1, {}, soto)))).toMatchObject({ status: 'HELD' });
    });

    it('ends by itself when nobody answers, and the stock is back', async () => {
      const { careful, soto } = await setUp('APPROVE', hasty);
      const [dewi] = await phones(1, careful, hasty);
      const { id } = expectStatus(201, await place(dewi!, round(5, {}, soto)));

      await eventually(
        async () => {
          expect((await dewi!.get<Bill>(`/orders/${id}`)).body.status).toBe('VOIDED');
        },
        { timeoutMs: 20_000 },
      );
      expect(await stockOf(careful, soto)).toBe(90);
    });
  });
});
