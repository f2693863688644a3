import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Answer,
  type Api,
  type Channel,
  client,
  connectSocket,
  connectWebSocket,
  createAccount,
  createShop,
  createTestDatabase,
  type Shop,
  startApi,
} from '../support/index.js';

/**
 * What tablets and tills were answered and told by the last version that knew no tickets: this test, played there with `RECORD_OLD_CLIENTS=1`
 * (commit bb94953).
 */
const RECORDING = join(import.meta.dirname, 'recordings', 'old-clients.json');

interface Recording {
  readonly answers: readonly { readonly of: string; readonly status: number; readonly body: unknown }[];
  readonly told: Readonly<Record<string, readonly unknown[]>>;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** `T1-261130-0004`, and the day of business alone. */
const DATE = /(?<=-)\d{6}(?=-\d{4})/g;
const DAY = /\b\d{4}-\d\d-\d\d\b/g;
/** Members that count or name what differs from run to run, and those that name somebody whom nothing named then. */
const COUNTED = ['seq', 'cursor', 'id_of_request', 'request_id', 'trace_id', 'server_id', 'added_by'];
const TYPES = [
  'NEW_ORDER',
  'ORDER_UPDATED',
  'ORDER_STATUS_CHANGED',
  'ORDER_ITEM_STATUS_CHANGED',
  'ORDER_VOIDED',
  'PAYMENT_UPDATED',
];

/** The same text for the same play: ids by the order in which they first come. */
class Neutral {
  private readonly ids = new Map<string, string>();

  of(value: unknown): unknown {
    const text = JSON.stringify(value, (name, member: unknown) => (COUNTED.includes(name) ? undefined : member));
    const neutral = text
      .replace(UUID, (id) => {
        this.ids.set(id, this.ids.get(id) ?? `id ${this.ids.size + 1}`);
        return this.ids.get(id)!;
      })
      .replace(TIME, 'a time')
      .replace(DATE, 'day')
      .replace(DAY, 'a day');
    return JSON.parse(neutral) as unknown;
  }
}

/** What of `now` the recording knows; a list has exactly its entries. What is missing stays missing. */
function asKnown(recorded: unknown, now: unknown): unknown {
  if (Array.isArray(recorded) && Array.isArray(now)) {
    return now.map((entry: unknown, i): unknown => (i < recorded.length ? asKnown(recorded[i], entry) : entry));
  }
  if (typeof recorded !== 'object' || recorded === null || typeof now !== 'object' || now === null) return now;
  const members = now as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(recorded).flatMap(([name, member]) =>
      name in members ? [[name, asKnown(member, members[name])]] : [],
    ),
  );
}

interface Order {
  id: string;
  items: { id: string; name: string }[];
}

describe('tablets and tills of before there were tickets', () => {
  let api: Api;
  let shop: Shop;
  let neutral: Neutral;
  const answers: { of: string; status: number; body: unknown }[] = [];

  beforeAll(async () => {
    const database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    neutral = new Neutral();
    const customer = client(api, (await createAccount(database, 'CUSTOMER')).token);
    const [soto, beer, water] = [
      await shop.product('Soto', 20_000, { station: 'kitchen' }),
      await shop.product('Beer', 45_000, { station: 'bar' }),
      await shop.product('Water', 5_000, { station: null }),
    ];
    const tablets: Record<string, Channel> = {
      kitchen: await connectSocket(api, { token: shop.accounts.kitchen.token, station: 'kitchen' }),
      bar: await connectWebSocket(api, { token: shop.accounts.kitchen.token, station: 'bar' }),
      'every station': await connectSocket(api, { token: shop.accounts.kitchen.token }),
      till: await connectWebSocket(api, { token: shop.accounts.cashier.token }),
    };
    const keep = async <T>(of: string, asked: Promise<Answer<T>>): Promise<T> => {
      const { status, body } = await asked;
      answers.push({ of, status, body: neutral.of(body ?? null) });
      return body;
    };
    const items = (...wanted: (readonly [{ id: string }, number, string?])[]) =>
      wanted.map(([{ id: product_id }, quantity, note]) => ({ product_id, quantity, ...(note && { note }) }));
    const { waiter, kitchen, supervisor, cashier } = shop;
    const outlet_id = shop.outletId;
    const [tableA, tableB] = shop.tableIds;

    await keep('a shift', cashier.post('/shifts/open', { outlet_id, start_cash: 100_000 }));
    const first = await keep<Order>(
      'an order at a table',
      waiter.post('/orders', {
        outlet_id,
        type: 'DINE_IN',
        table_id: tableA,
        note: 'By the window',
        items: items([soto, 2, 'no chili'], [beer, 1], [water, 1]),
      }),
    );
    const one = `/orders/${first.id}`;
    const lineOf = (name: string) => first.items.find((line) => line.name === name)!.id;
    await keep('more of it', waiter.post(`${one}/items`, { items: items([soto, 1]) }));
    await keep('what is open at the kitchen', kitchen.get(`/orders?outlet_id=${outlet_id}&status=NEW`));
    await keep('a line begun', kitchen.patch(`${one}/items/${lineOf('Soto')}/status`, { status: 'COOKING' }));
    await keep('the same again', kitchen.patch(`${one}/items/${lineOf('Soto')}/status`, { status: 'COOKING' }));
    await keep('a line back', kitchen.patch(`${one}/items/${lineOf('Soto')}/status`, { status: 'NEW' }));
    await keep('a line struck', supervisor.delete(`${one}/items/${lineOf('Beer')}`, { reason: 'Changed their mind' }));
    const tablet = tablets['every station'] as Awaited<ReturnType<typeof connectSocket>>;
    const ask = async (of: string, message: object) => {
      const body: unknown = await tablet.socket.emitWithAck('order:status', message);
      answers.push({ of, status: 0, body: neutral.of(body) });
    };
    await ask('a line by socket', { order_id: first.id, item_id: lineOf('Soto'), status: 'READY' });
    await ask('an order by socket', { order_id: first.id, status: 'READY' });
    await ask('a line that went back, by socket', { order_id: first.id, item_id: lineOf('Soto'), status: 'NEW' });
    await keep('an order moved', waiter.post(`${one}/transfer`, { table_id: tableB }));
    const second = await keep<Order>(
      'an order taken away',
      waiter.post('/orders', { outlet_id, type: 'TAKEAWAY', items: items([soto, 3], [beer, 2]) }),
    );
    const two = `/orders/${second.id}`;
    await keep('a bill split', waiter.post(`${two}/split`, { items: [{ item_id: second.items[0]!.id, quantity: 1 }] }));
    await keep('bills put together', waiter.post(`${two}/merge`, { order_ids: [first.id] }));
    await keep('all ready', kitchen.patch(`${two}/status`, { status: 'READY' }));
    await keep('paid', cashier.post(`${two}/pay`, { method: 'cash' }));
    await keep('all served', kitchen.patch(`${two}/status`, { status: 'DONE' }));
    await keep('what was done to it', supervisor.get(`${two}/history`));
    const third = await keep<Order>(
      'an order that waits',
      customer.post('/orders', { outlet_id, type: 'TAKEAWAY', items: items([soto, 1]) }),
    );
    await keep(
      'a line of what waits',
      kitchen.patch(`/orders/${third.id}/items/${third.items[0]!.id}/status`, { status: 'READY' }),
    );
    await keep('what waits, accepted', waiter.post(`/orders/${third.id}/accept`, {}));
    await keep('what was accepted, void', supervisor.post(`/orders/${third.id}/void`, { reason: 'Nobody came' }));
    await keep('what became of it', waiter.get(`/orders/${third.id}`));
    const isLast = ({ type, payload }: { type: string; payload: Readonly<Record<string, unknown>> }) =>
      type === 'ORDER_VOIDED' && payload['id'] === third.id;
    await Promise.all(Object.values(tablets).map((channel) => channel.waitFor(isLast)));
    told = Object.fromEntries(
      Object.entries(tablets).map(([name, { messages }]) => [
        name,
        messages.filter(({ type }) => TYPES.includes(type)).map((message) => neutral.of(message)),
      ]),
    );
    if (process.env['RECORD_OLD_CLIENTS'] !== undefined) {
      writeFileSync(RECORDING, `${JSON.stringify({ answers, told }, null, 1)}\n`);
    }
  }, 180_000);

  let told: Recording['told'] = {};
  const recording = (): Recording => JSON.parse(readFileSync(RECORDING, 'utf8')) as Recording;

  it('are answered as they were', () => {
    expect(existsSync(RECORDING)).toBe(true);
    const recorded = recording().answers;
    expect(answers.map(({ of, status }) => [of, status])).toEqual(recorded.map(({ of, status }) => [of, status]));
    expect(asKnown(recorded, answers)).toEqual(recorded);
  });

  it('are told what they were told, in the same order', () => {
    const recorded = recording().told;
    for (const [name, messages] of Object.entries(recorded)) {
      expect({ [name]: asKnown(messages, told[name]) }).toEqual({ [name]: messages });
    }
    expect(Object.keys(told)).toEqual(Object.keys(recorded));
  });
});
