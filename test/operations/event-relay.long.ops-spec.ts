import { setTimeout as delay } from 'node:timers/promises';

import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsumeMessage } from 'amqplib';

import {
  type Api,
  client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type RunningProcess,
  type Shop,
  startApi,
  startWorker,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';
import { createRabbitMq, describeWithRabbitMq, subscribe, type TestRabbitMq } from './support/rabbitmq.js';

/** `RELAY_SECONDS=60` for a long run. */
const SECONDS = Number(process.env['RELAY_SECONDS'] ?? 15);
const INSIDE = ['CATALOG_CHANGED', 'OUTLET_CHANGED', 'PAYER_FORGOTTEN', 'USER_CHANGED'];

interface Told {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
}

const readyOf = async (api: Api) =>
  (await client(api).get<{ checks: Record<string, string> }>(`${api.url}/ready`)).body.checks['relay'];

const toldBy = (message: ConsumeMessage): Told => JSON.parse(message.content.toString('utf8')) as Told;

const eventsOf = (database: TestDatabase) =>
  database.query<Told & { outlet_id: string; occurred_at: Date; payload: object }>(
    'SELECT id, seq::int, type, outlet_id, occurred_at, payload FROM numbered_events WHERE type <> ALL ($1) ORDER BY place',
    [INSIDE],
  );

const place = async (shop: Shop, product: TestProduct) =>
  expectStatus(
    201,
    await shop.waiter.post<{ id: string }>('/orders', {
      outlet_id: shop.outletId,
      items: [{ product_id: product.id, quantity: 1 }],
    }),
  );

describeWithRabbitMq('events for other systems', () => {
  let rabbit: TestRabbitMq;

  beforeAll(async () => {
    rabbit = await createRabbitMq();
  });

  it('wait in the log while the broker is away, and stop no sale; then come as CloudEvents, once', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database, env: { EVENT_RELAY_URL: rabbit.url } });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea for elsewhere', 10_000);

    const { id } = await place(shop, product);
    await eventually(async () =>
      expect(await readyOf(api)).toMatch(/^away \(ECONNREFUSED\): \d+ events wait in the log until it is back$/),
    );
    expect((await fetch(`${api.url}/ready`)).status).toBe(200);
    expect(await (await fetch(`${api.url}/metrics`)).text()).toMatch(
      /comanda_relay_lag_events [1-9]\d*[^]*comanda_relay_up 0/,
    );
    await rabbit.start();
    const { messages } = subscribe(rabbit.url, 'smoke', `${shop.outletId}.*`);

    await eventually(async () => expect(await readyOf(api)).toBe('up'), { timeoutMs: 20_000 });
    const later = await place(shop, product);
    const message = await eventually(() => {
      const found = messages.find(({ content }) => content.includes(later.id));
      if (!found) throw new Error('Not told yet');
      return found;
    });

    const [event] = (await eventsOf(database)).filter(({ payload }) => JSON.stringify(payload).includes(later.id));
    expect(toldBy(message)).toEqual({
      specversion: '1.0',
      id: event!.id,
      source: '/comanda',
      type: 'NEW_ORDER',
      subject: `outlets/${shop.outletId}`,
      time: event!.occurred_at.toISOString(),
      datacontenttype: 'application/json',
      seq: event!.seq,
      data: event!.payload,
    });
    expect(message.fields).toMatchObject({ exchange: 'comanda.events', routingKey: `${shop.outletId}.NEW_ORDER` });
    expect(message.properties).toMatchObject({
      messageId: event!.id,
      contentType: 'application/cloudevents+json',
      deliveryMode: 2,
    });
    await eventually(async () =>
      expect(await (await fetch(`${api.url}/metrics`)).text()).toMatch(
        /comanda_relay_lag_events 0[^]*comanda_relay_up 1/,
      ),
    );
    const warnings = api.logs.filter((line) => line.includes('"level":"warn"'));
    expect(warnings).toEqual([expect.stringContaining('takes no events; they wait in the log')]);
    expect(api.logs.join('\n')).not.toContain('guest:guest');
    expect(id).not.toBe(later.id);
    await api.stop();
    await rabbit.kill();
  }, 240_000);

  it('wait for a broker that hangs, and for one that refuses the password: no sale waits with them', async () => {
    const database = await createTestDatabase();
    await rabbit.start();
    const wrong = await startApi({ database, env: { EVENT_RELAY_URL: rabbit.url.replace(':guest', ':nobody') } });
    await eventually(async () => expect(await readyOf(wrong)).toMatch(/^away \(ACCESS_REFUSED\)/), {
      timeoutMs: 20_000,
    });
    await wrong.stop();
    expect(wrong.logs.join('\n')).not.toContain('nobody');
    const api = await startApi({ database, env: { EVENT_RELAY_URL: rabbit.url } });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000);
    await eventually(async () => expect(await readyOf(api)).toBe('up'), { timeoutMs: 20_000 });

    rabbit.signal('SIGSTOP');
    const slowest = { ms: 0 };
    await eventually(
      async () => {
        const began = performance.now();
        await place(shop, product);
        slowest.ms = Math.max(slowest.ms, performance.now() - began);
        expect(await readyOf(api)).toMatch(/^away \(.*(?:in time|TIMEDOUT|timeout).*\)/i);
      },
      { timeoutMs: 20_000 },
    );
    expect(slowest.ms).toBeLessThan(2_000);
    rabbit.signal('SIGCONT');

    await eventually(async () => expect(await readyOf(api)).toBe('up'), { timeoutMs: 30_000 });
    await api.stop();
    await rabbit.kill();
  }, 240_000);

  describe('while relays and broker are killed', () => {
    it(
      'each is told, once after equal message ids are dropped, in the order of its outlet',
      async () => {
        const database = await createTestDatabase();
        await rabbit.start();
        const api = await startApi({ database });
        const start = () => startWorker({ database, env: { EVENT_RELAY_URL: rabbit.url } });
        const workers: RunningProcess[] = await Promise.all([start(), start()]);
        const { messages } = subscribe(rabbit.url, 'warehouse');
        const shops = await Promise.all([1, 2, 3].map(() => createShop(database, api)));
        const products = await Promise.all(shops.map((shop) => shop.product('Tea', 10_000, { stock: 100_000 })));
        const until = Date.now() + SECONDS * 1000;
        const kills = { relay: 0, broker: 0 };
        const isOver = () => Date.now() > until && kills.relay >= 2 && kills.broker >= 2;

        const killing = (async () => {
          for (let turn = 0; !isOver(); turn++) {
            await delay(500 + Math.random() * 1_500);
            if (turn % 2 === 0) {
              const victim = kills.relay++ % 2;
              await workers[victim]!.kill();
              workers[victim] = await start();
            } else {
              kills.broker++;
              await rabbit.kill();
              await rabbit.start();
            }
          }
        })();
        const sold = await Promise.all(
          shops.map(async (shop, index) => {
            let count = 0;
            for (; !isOver(); count++) {
              await place(shop, products[index]!);
              await delay(40);
            }
            return count;
          }),
        );
        await killing;

        const expected = await eventually(
          async () => {
            const events = await eventsOf(database);
            expect(events.every(({ seq }) => seq > 0)).toBe(true);
            expect(new Set(messages.map(({ properties }) => String(properties.messageId))).size).toBe(events.length);
            return events;
          },
          { timeoutMs: 60_000 },
        );
        const first = new Map<string, Told>();
        for (const told of messages.map(toldBy)) if (!first.has(told.id)) first.set(told.id, told);
        const inOrder = [...first.values()];
        for (const { outletId } of shops) {
          const ofOutlet = inOrder.filter(({ subject }) => subject === `outlets/${outletId}`).map(({ id }) => id);
          expect(ofOutlet).toEqual(expected.filter(({ outlet_id }) => outlet_id === outletId).map(({ id }) => id));
        }
        process.stderr.write(
          `Relayed ${expected.length} events (${messages.length} deliveries) of ${sold.join(' + ')} orders; killed ${kills.relay} relays, ${kills.broker} brokers\n`,
        );
        await Promise.all([api.stop(), ...workers.map((worker) => worker.stop())]);
      },
      SECONDS * 1000 + 240_000,
    );
  });
});
