import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import {
  type Answer,
  type Api,
  client,
  type Client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Bill {
  readonly id: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly late_amount: number;
  readonly amount_due: number;
  readonly payment_status: string;
  readonly items: readonly { readonly id: string; readonly quantity: number; readonly total: number }[];
  readonly payments: readonly Paid[];
}
interface Paid {
  readonly id: string;
  readonly payment_id: string;
  readonly txid: string;
  readonly status: string;
  readonly amount: number;
  readonly items: readonly { readonly item_id: string; readonly quantity: number }[] | null;
  readonly share: { readonly ways: number } | null;
}

const told = ({ status, body }: Answer) =>
  status < 400 ? String(status) : `${status} ${(body as { code?: string }).code}`;

describe('paying a part of a bill', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let apis: Api[];
  let shop: Shop;
  let coffee: string;
  let cake: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    sandbox = await startSandbox();
    const options = { database, env: sandbox.env() };
    apis = await Promise.all([startApi(options), startApi(options)]);
    sandbox.control.sendWebhooksTo(apis[0]!.url);
    const rules = { currency: 'BRL', tax_rate: 8.25, tax_inclusive: false, service_charge_rate: 10, cash_rounding: 5 };
    shop = await createShop(database, apis[0]!, { ...rules, payment_methods: ['cash', 'pix'] });
    coffee = (await shop.product('Café', 733)).id;
    cake = (await shop.product('Bolo', 1_499)).id;
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 50_000 }));
  }, 120_000);
  afterAll(() => sandbox.stop());

  let tables = 0;
  /** A bill of four coffees and three cakes, and three phones of its table, on two processes. */
  async function aBill(): Promise<{ bill: Bill; phones: Client[] }> {
    const name = `Mesa ${++tables}`;
    const body = { outlet_id: shop.outletId, name };
    const table = expectStatus(201, await shop.admin.post<{ id: string }>('/tables', body));
    const phones: Client[] = [];
    for (let i = 0; i < 3; i++) {
      const sat = await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: table.id });
      phones.push(client(apis[i % 2]!, expectStatus(201, sat).token));
    }
    const items = [
      { product_id: coffee, quantity: 4 },
      { product_id: cake, quantity: 3 },
    ];
    return { bill: expectStatus(201, await phones[0]!.post<Bill>('/orders', { items })), phones };
  }
  const read = async (bill: Bill): Promise<Bill> =>
    expectStatus(200, await shop.cashier.get<Bill>(`/orders/${bill.id}`));
  const pay = (by: Client, bill: Bill, wish: object, method = 'pix', headers = {}) =>
    by.post<Paid>(`/orders/${bill.id}/pay`, { method, ...wish }, headers);
  const settle = async (...paid: readonly Paid[]) => {
    for (const { txid } of paid) sandbox.control.of.propay.act('pay', txid);
    await sandbox.control.idle();
  };
  const isPaid = (bill: Bill, amount = bill.total_amount) =>
    eventually(async () => expect((await read(bill)).paid_amount).toBe(amount));

  it('by items: each phone its own, the last what is left, and the bill tells who paid what', async () => {
    const { bill, phones } = await aBill();
    const [coffees, cakes] = bill.items.map(({ id }) => id);
    // 4 × 733 and 3 × 1,499 with 10 % service, and 8.25 % tax on that.
    const one = expectStatus(201, await pay(phones[0]!, bill, { items: [{ item_id: coffees, quantity: 1 }] }));
    const two = expectStatus(201, await pay(phones[1]!, bill, { items: [{ item_id: cakes, quantity: 3 }] }));

    expect(one).toMatchObject({ items: [{ item_id: coffees, quantity: 1 }], share: null });
    expect(one.amount).toBe(Math.round(bill.items[0]!.total / 4));
    expect(two.amount).toBe(bill.items[1]!.total);
    const taken = await pay(phones[2]!, bill, { items: [{ item_id: coffees, quantity: 4 }] });
    expect(told(taken)).toBe('409 ITEMS_TAKEN');
    expect(taken.body).toMatchObject({
      items: [{ item_id: coffees, wanted: 4, left: 3 }],
      payments: [{ payment_id: one.payment_id, method: 'pix', amount: one.amount }],
    });
    const rest = expectStatus(201, await pay(phones[2]!, bill, { items: [{ item_id: coffees, quantity: 3 }] }));
    expect(one.amount + two.amount + rest.amount).toBe(bill.total_amount);

    await settle(one, two, rest);
    await isPaid(bill);
    const { payments } = await read(bill);
    expect(payments.map(({ items, status }) => [items?.[0]?.quantity, status]).sort()).toEqual([
      [1, 'PAID'],
      [3, 'PAID'],
      [3, 'PAID'],
    ]);
  });

  it('asking twice for the same pieces is asking once; another wish takes its place', async () => {
    const { bill, phones } = await aBill();
    const [coffees, cakes] = bill.items.map(({ id }) => id);
    const wish = { items: [{ item_id: coffees, quantity: 2 }] };
    const first = expectStatus(201, await pay(phones[0]!, bill, wish));
    const again = expectStatus(201, await pay(phones[0]!, bill, wish));
    expect(again).toMatchObject({ payment_id: first.payment_id, txid: first.txid });

    const more = { items: [...wish.items, { item_id: cakes, quantity: 1 }] };
    expect(told(await pay(phones[0]!, bill, { items: [{ item_id: coffees, quantity: 3 }] }))).toBe('409 ITEMS_TAKEN');
    const changed = expectStatus(201, await pay(phones[0]!, bill, { ...more, replaces: first.payment_id }));
    expect(changed.payment_id).not.toBe(first.payment_id);
    const all = expectStatus(201, await pay(phones[0]!, bill, { replaces: changed.payment_id }));
    expect(all.amount).toBe(bill.total_amount);
  });

  it('by equal shares: as many as they are, larger first; one key is one share', async () => {
    const { bill, phones } = await aBill();
    const key = { 'idempotency-key': newId() };
    const first = expectStatus(201, await pay(phones[0]!, bill, { share: { ways: 3 } }, 'pix', key));
    const again = expectStatus(201, await pay(phones[0]!, bill, { share: { ways: 3 } }, 'pix', key));
    const others = await Promise.all(phones.slice(1).map((phone) => pay(phone, bill, { share: { ways: 3 } })));

    expect(again.payment_id).toBe(first.payment_id);
    const shares = [first, ...others.map((answer) => expectStatus(201, answer))];
    expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(bill.total_amount);
    const sizes = shares.map(({ amount }) => amount);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(told(await pay(phones[0]!, bill, { share: { ways: 3 } }))).toBe('409 ITEMS_TAKEN');
    await settle(...shares);
    await isPaid(bill);
  });

  it('in cash at the till: pieces, then a share, rounded once', async () => {
    const { bill, phones } = await aBill();
    const [coffees] = bill.items.map(({ id }) => id);
    const wish = { items: [{ item_id: coffees, quantity: 4 }] };
    expect(told(await pay(phones[0]!, bill, wish, 'cash'))).toBe('403 CASH_AT_THE_TILL');
    const cash = expectStatus(201, await pay(shop.cashier, bill, wish, 'cash'));
    expect(cash).toMatchObject({ items: wish.items, status: 'PAID' });
    expect(Math.abs(cash.amount - bill.items[0]!.total)).toBeLessThanOrEqual(2);
    expect(told(await pay(phones[0]!, bill, { items: [{ item_id: coffees, quantity: 1 }] }))).toBe('409 ITEMS_TAKEN');
    expectStatus(201, await pay(shop.cashier, bill, { share: { ways: 2 } }, 'cash'));
    expectStatus(201, await pay(shop.cashier, bill, { share: { ways: 2 } }, 'cash'));
    expect(await read(bill)).toMatchObject({ payment_status: 'PAID', amount_due: 0 });
  });

  it('three phones pay items, a share and an amount at once: no piece twice, and the sum is the bill', async () => {
    for (let run = 0; run < 6; run++) {
      const { bill, phones } = await aBill();
      const [coffees, cakes] = bill.items.map(({ id }) => id);
      const wishes = [
        {
          items: [
            { item_id: coffees, quantity: 2 },
            { item_id: cakes, quantity: 2 },
          ],
        },
        { share: { ways: 2 } },
        { amount: 2_500 },
        { items: [{ item_id: cakes, quantity: 2 }] },
      ];
      const answers = await Promise.all(wishes.map((wish, i) => pay(phones[i % 3]!, bill, wish)));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      for (const answer of answers) expect(['201', '409 ITEMS_TAKEN', '409 PAYMENT_NOT_OPEN']).toContain(told(answer));

      const { payments } = await read(bill);
      const live = payments.filter(({ status }) => status === 'PENDING');
      const claimed = live.filter(({ items, share }) => items || share);
      expect(claimed.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(bill.total_amount);
      const pieces = claimed.flatMap(({ items }) => items ?? []).filter(({ item_id: id }) => id === cakes);
      expect(pieces.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(3);
      const opened = answers.map(({ body }) => body);
      await settle(...opened.filter(({ payment_id: id }) => claimed.some((one) => one.id === id)));
      await isPaid(
        bill,
        claimed.reduce((sum, { amount }) => sum + amount, 0),
      );
      if ((await read(bill)).amount_due > 0) expectStatus(201, await pay(shop.cashier, bill, {}, 'cash'));
      const paid = await read(bill);
      expect(paid).toMatchObject({ payment_status: 'PAID', amount_due: 0 });
      expect(paid.paid_amount).toBe(paid.total_amount);
    }
  });

  it('refuses two ways at once, what is not on the bill, and more than there is', async () => {
    const { bill, phones } = await aBill();
    const [coffees] = bill.items.map(({ id }) => id);
    const [phone] = phones;
    const items = [{ item_id: coffees, quantity: 1 }];
    for (const [wish, code] of [
      [{ items, amount: 100 }, '400 VALIDATION_FAILED'],
      [{ items, share: { ways: 2 } }, '400 VALIDATION_FAILED'],
      [{ items: [] }, '400 VALIDATION_FAILED'],
      [{ share: { ways: 1 } }, '400 VALIDATION_FAILED'],
      [{ items: [{ item_id: coffees, quantity: 0 }] }, '400 VALIDATION_FAILED'],
      [{ items: [{ item_id: newId(), quantity: 1 }] }, '404 ORDER_ITEM_NOT_FOUND'],
      [{ items: [...items, { item_id: coffees, quantity: 4 }] }, '422 ITEMS_TOO_MANY'],
    ] as const) {
      expect([JSON.stringify(wish), told(await pay(phone!, bill, wish))]).toEqual([JSON.stringify(wish), code]);
    }
    const { phones: strangers } = await aBill();
    expect(told(await pay(strangers[0]!, bill, { items }))).toBe('404 ORDER_NOT_FOUND');
    expect((await read(bill)).payments).toEqual([]);
  });
});
