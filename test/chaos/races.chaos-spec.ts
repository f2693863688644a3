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

interface Order {
  readonly id: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly items: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly total: number;
    readonly status: string;
  }[];
}

/** `RACE_RUNS=20` repeats each race as often as issue 2 asks; a few times otherwise. */
const runs = (usual: number, often = 20): number => (process.env['RACE_RUNS'] ? often : usual);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const kind = answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};

/** As a till does: a server that is too busy (503) is asked again. */
async function insist<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    if (answer.status !== 503 || attempt === 10) return answer;
  }
}

/** Two API processes on one database, and callers that do not wait for each other. */
describe('races', () => {
  let database: TestDatabase;
  let apis: readonly [Api, Api];
  let shop: Shop;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { LOG_LEVEL: 'warn' };
    apis = await Promise.all([startApi({ database, env }), startApi({ database, env })]);
    shop = await createShop(database, apis[0]);
  }, 120_000);

  /** The same caller, on one process and the other in turn. */
  const on = (token: string, index: number): Client => client(apis[index % 2 === 0 ? 0 : 1], token);
  const waiter = (index: number) => on(shop.accounts.waiter.token, index);
  const supervisor = (index: number) => on(shop.accounts.supervisor.token, index);
  const basket = (productId: string, quantity = 1) => ({
    outlet_id: shop.outletId,
    items: [{ product_id: productId, quantity }],
  });
  const place = async (productId: string, quantity = 1): Promise<Order> =>
    expectStatus(201, await shop.waiter.post<Order>('/orders', basket(productId, quantity)));
  const openShift = async (of: Shop = shop, by: Client = shop.supervisor): Promise<string> =>
    expectStatus(201, await by.post<{ id: string }>('/shifts/open', { outlet_id: of.outletId, start_cash: 100_000 }))
      .id;
  const sum = async (sql: string, ...values: unknown[]): Promise<number> =>
    Number((await database.query<{ n: string }>(`SELECT coalesce((${sql}), 0) AS n`, values))[0]?.n);
  const ledger = (productId: string) =>
    sum('SELECT sum(quantity) FROM stock_movements WHERE product_id = $1', productId);

  it(`sells the last ten of a product to exactly ten of 500 buyers, on two processes`, async () => {
    for (const run of times(runs(3), (index) => index)) {
      const scarce = await shop.product(`Last ten ${run}`, 10_000, { stock: 10 });

      const answers = await Promise.all(
        times(500, (index) => insist(() => waiter(index).post('/orders', basket(scarce.id)))),
      );

      expect(tally(answers)).toEqual({ 201: 10, '409 INSUFFICIENT_STOCK': 490 });
      expect((await shop.waiter.get<{ stock: number }>(`/products/${scarce.id}`)).body.stock).toBe(0);
      expect(await ledger(scarce.id)).toBe(0);
      expect(await sum('SELECT count(*) FROM order_items WHERE product_id = $1', scarce.id)).toBe(10);
    }
  }, 600_000);

  it('never sells half a basket when baskets of five products meet in any order', async () => {
    const products = await Promise.all(times(5, (index) => shop.product(`Mixed ${index}`, 5_000, { stock: 40 })));
    const baskets = times(100, (index) => [...products.slice(index % 5), ...products.slice(0, index % 5)]);

    const answers = await Promise.all(
      baskets.map((items, index) =>
        insist(() =>
          waiter(index).post('/orders', {
            outlet_id: shop.outletId,
            items: items.map(({ id }) => ({ product_id: id, quantity: 1 })),
          }),
        ),
      ),
    );

    expect(tally(answers)).toEqual({ 201: 40, '409 INSUFFICIENT_STOCK': 60 });
    expect(await Promise.all(products.map(({ id }) => ledger(id)))).toEqual([0, 0, 0, 0, 0]);
  }, 120_000);

  it('makes one order of one Idempotency-Key sent 200 times at once', async () => {
    const tea = await shop.product('Tea', 10_000, { stock: 1_000 });
    const key = { 'idempotency-key': newId() };
    const send = (index: number) => insist(() => waiter(index).post<Order>('/orders', basket(tea.id), key));

    const answers = await Promise.all(times(200, send));
    const later = await send(0);

    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.status !== 201 && codeOf(answer) !== 'IDEMPOTENCY_KEY_IN_USE')).toEqual(
      [],
    );
    expect([later.status, later.body, later.headers.get('idempotent-replayed')]).toEqual([201, made[0]?.body, 'true']);
    expect(await ledger(tea.id)).toBe(999);
  }, 120_000);

  it('makes one order of one id sent 50 times at once', async () => {
    const tea = await shop.product('Own id', 10_000, { stock: 1_000 });
    const id = newId();

    const answers = await Promise.all(
      times(50, (index) => waiter(index).post<Order>('/orders', { ...basket(tea.id), id })),
    );

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter(({ status, body }) => status < 300 && body.id !== id)).toEqual([]);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await ledger(tea.id)).toBe(999);
    expect(await sum('SELECT count(*) FROM orders WHERE id = $1', id)).toBe(1);
  }, 120_000);

  it('refuses a key for another body, and keeps the keys of callers apart', async () => {
    const tea = await shop.product('Key', 10_000);
    const key = { 'idempotency-key': newId() };
    const first = expectStatus(201, await shop.waiter.post<Order>('/orders', basket(tea.id), key));

    const other = await shop.waiter.post('/orders', basket(tea.id, 2), key);
    const somebody = expectStatus(201, await shop.cashier.post<Order>('/orders', basket(tea.id), key));

    expect([other.status, codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(somebody.id).not.toBe(first.id);
  });

  it('closes a shift that 40 payments race with a Z that equals the ledger and the payments', async () => {
    const tea = await shop.product('For the till', 10_000);
    for (let run = 0; run < runs(5, 100); run++) {
      const cashier = await createAccount(database, 'KASIR', [shop.outletId]);
      const shiftId = await openShift(shop, client(apis[0], cashier.token));
      const bills = await Promise.all(times(40, () => place(tea.id, 1 + (run % 3))));

      const paying = bills.map((bill, index) =>
        on(cashier.token, index).post(`/orders/${bill.id}/pay`, { method: 'cash' }),
      );
      // Somewhere in the middle of them.
      await Promise.race(paying.slice(0, 1 + ((run * 7) % 20)));
      const close = await on(cashier.token, run).post<{ id: string; expected_cash: number }>('/shifts/close', {
        shift_id: shiftId,
        end_cash: 100_000,
      });
      const closed = close.status === 200 ? close : await closeBySupervisor(shiftId);
      const answers = await Promise.all(paying);

      const taken = await sum('SELECT sum(amount) FROM payments WHERE shift_id = $1', shiftId);
      const paid = answers.filter(({ status }) => status === 201).length;
      expect(
        Object.keys(tally(answers)).filter((kind) => !['201', '409 NO_OPEN_SHIFT', '409 SHIFT_CLOSED'].includes(kind)),
      ).toEqual([]);
      expect(await sum('SELECT count(*) FROM payments WHERE shift_id = $1', shiftId)).toBe(paid);
      expect(await sum('SELECT sum(amount) FROM cash_movements WHERE shift_id = $1', shiftId)).toBe(100_000 + taken);
      expect(closed.body.expected_cash).toBe(100_000 + taken);
      const z = await eventually(
        async () =>
          expectStatus(
            200,
            await shop.supervisor.get<Record<string, unknown>>(`/shifts/${shiftId}/report?format=json`),
          ),
        { timeoutMs: 20_000 },
      );
      expect(JSON.stringify(z)).toContain(`"expected_cash":${100_000 + taken}`);
    }
  }, 900_000);

  /** A difference above the outlet's limit, as nobody counted what just came in, takes a supervisor. */
  const closeBySupervisor = async (shiftId: string) => {
    const answer = await shop.supervisor.post<{ id: string; expected_cash: number }>('/shifts/close', {
      shift_id: shiftId,
      end_cash: 100_000,
    });
    expectStatus(200, answer);
    return answer;
  };

  it('keeps all 200 lines that two waiters add to one bill at once', async () => {
    const tea = await shop.product('Line', 1_000, { stock: 10_000 });
    const bill = await place(tea.id);
    const other = await createAccount(database, 'WAITER', [shop.outletId]);
    const addAll = async (token: string, process: number) => {
      for (let line = 0; line < 100; line++) {
        const body = { items: [{ product_id: tea.id, quantity: 1, note: `${process}-${line}` }] };
        expect((await on(token, process).post(`/orders/${bill.id}/items`, body)).status).toBeLessThan(300);
      }
    };

    await Promise.all([addAll(shop.accounts.waiter.token, 0), addAll(other.token, 1)]);

    const { items, total_amount } = expectStatus(200, await shop.waiter.get<Order>(`/orders/${bill.id}`));
    expect([items.length, total_amount]).toEqual([201, 201_000]);
    expect(await ledger(tea.id)).toBe(10_000 - 201);
  }, 120_000);

  it('never takes more for a bill than it is, at two tills at once', async () => {
    const tea = await shop.product('Bill', 10_000);
    const cashiers = await Promise.all(times(2, () => createAccount(database, 'KASIR', [shop.outletId])));
    for (const { token } of cashiers) await openShift(shop, client(apis[0], token));
    for (const amount of [undefined, 6_000, 3_000]) {
      const bill = await place(tea.id);

      const answers = await Promise.all(
        times(8, (index) =>
          on(cashiers[index % 2]!.token, index).post(`/orders/${bill.id}/pay`, { method: 'cash', amount }),
        ),
      );

      const paid = await sum('SELECT sum(amount) FROM payments WHERE order_id = $1', bill.id);
      expect(paid).toBe(amount === undefined ? 10_000 : amount * Math.floor(10_000 / amount));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(expectStatus(200, await shop.waiter.get<Order>(`/orders/${bill.id}`)).paid_amount).toBe(paid);
    }
  }, 60_000);

  it('never gives more back for a payment than it took, at 50 tries at once', async () => {
    const tea = await shop.product('Refund', 10_000);
    await openShift();
    const bill = await place(tea.id);
    const { payment_id } = expectStatus(
      201,
      await shop.supervisor.post<{ payment_id: string }>(`/orders/${bill.id}/pay`, { method: 'cash' }),
    );

    const answers = await Promise.all(
      times(50, (index) =>
        supervisor(index).post(`/payments/${payment_id}/refunds`, { amount: 3_000, reason: 'cold' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await sum('SELECT sum(amount) FROM refunds WHERE payment_id = $1', payment_id)).toBe(9_000);
  }, 60_000);

  it('neither loses nor doubles a line when bills are split, merged, moved and paid at once', async () => {
    const tea = await shop.product('Dance', 1_000, { stock: 10_000 });
    for (let run = 0; run < runs(3); run++) {
      const bills = await Promise.all(times(4, () => place(tea.id, 6)));
      const [first, second, third, fourth] = bills as [Order, Order, Order, Order];
      const itemOf = ({ items }: Order) => items[0]!.id;

      const answers = await Promise.all([
        waiter(0).post(`/orders/${first.id}/split`, { items: [{ item_id: itemOf(first), quantity: 2 }] }),
        waiter(1).post(`/orders/${first.id}/merge`, { order_ids: [second.id] }),
        waiter(0).post(`/orders/${second.id}/merge`, { order_ids: [first.id] }),
        waiter(1).post(`/orders/${third.id}/merge`, { order_ids: [fourth.id, second.id] }),
        waiter(0).post(`/orders/${fourth.id}/split`, { ways: 3 }),
        supervisor(1).post(`/orders/${first.id}/pay`, { method: 'cash', amount: 1_000 }),
        supervisor(0).post(`/orders/${third.id}/pay`, { method: 'cash', amount: 1_000 }),
        waiter(1).post(`/orders/${second.id}/transfer`, { table_id: shop.tableIds[run % 4] }),
      ]);

      expect(answers.filter(({ status }) => status >= 500).map(({ body }) => body)).toEqual([]);
      const lines = `FROM order_items i JOIN orders o ON o.outlet_id = i.outlet_id AND o.id = i.order_id
        WHERE i.product_id = $1 AND i.status <> 'VOIDED' AND o.status <> 'VOIDED'`;
      expect(await sum(`SELECT sum(i.quantity) ${lines}`, tea.id)).toBe(24 * (run + 1));
      expect(await sum(`SELECT sum(i.total) ${lines}`, tea.id)).toBe(24_000 * (run + 1));
      expect(await ledger(tea.id)).toBe(10_000 - 24 * (run + 1));
    }
    const odd = await database.query(
      `SELECT o.id FROM orders o WHERE o.outlet_id = $1 AND (o.paid_amount, o.refunded_amount) <> (
         SELECT coalesce(sum(p.amount), 0), coalesce(sum(p.refunded_amount), 0) FROM payments p
         WHERE p.outlet_id = o.outlet_id AND p.order_id = o.id)`,
      [shop.outletId],
    );
    expect(odd).toEqual([]);
  }, 120_000);
});
