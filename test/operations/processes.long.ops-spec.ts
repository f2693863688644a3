import { describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  connectSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Message,
  startApi,
} from '../support/index.js';
import { startSelling } from './support/sales-load.js';

const PER_SECOND = 40;
const PRICES = 8;
/** At least, over all processes; four are a sale. */
const REQUESTS = 400;
const SEEN_WITHIN_MS = 1_000;

interface Price {
  readonly price: number;
}

describe('several API processes of one database, without Redis', () => {
  it.each([2, 4, 8])(
    '%i of them: no order number twice, each outlet counted without a gap, a new price seen everywhere within a second',
    async (count) => {
      const database = await createTestDatabase();
      const apis: Api[] = [];
      for (let n = 0; n < count; n++) apis.push(await startApi({ database, env: { DB_POOL_MAX: '4' } }));
      const [first] = apis as [Api, ...Api[]];
      const shops = [await createShop(database, first), await createShop(database, first)];
      const products = await Promise.all(shops.map((shop) => shop.product('Tea', 10_000)));
      for (const shop of shops) {
        expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
      }
      const tablets = await Promise.all(
        apis.map(async (api, n) => {
          const shop = shops[n % 2]!;
          return { shop, tablet: await connectSocket(api, { token: shop.accounts.waiter.token, since: 0 }) };
        }),
      );
      const priced = await shops[0]!.product('Cake', 1_000);
      const loads = apis.map(({ url }, n) => startSelling(url, shops[n % 2]!, products[n % 2]!, PER_SECOND / count));
      const delays: number[] = [];

      for (let change = 1; change <= PRICES; change++) {
        const writer = client(apis[change % count]!, shops[0]!.accounts.admin.token);
        const { version } = expectStatus(200, await writer.get<{ version: number }>(`/products/${priced.id}`));
        expectStatus(200, await writer.patch(`/products/${priced.id}`, { price: 1_000 * change + 500, version }));
        const changed = performance.now();
        await Promise.all(
          apis.map((api) =>
            eventually(async () => {
              const seen = await client(api, shops[0]!.accounts.waiter.token).get<Price>(`/products/${priced.id}`);
              expect(seen.body.price).toBe(1_000 * change + 500);
            }),
          ),
        );
        delays.push(performance.now() - changed);
      }
      await eventually(() => expect(loads.reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThan(REQUESTS), {
        timeoutMs: 60_000,
      });
      const reports = await Promise.all(loads.map((load) => load.stop()));

      expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
      const placed = reports.flatMap((report) => report.placed);
      expect(placed.length).toBeGreaterThan(90);
      expect(await database.query('SELECT number FROM orders GROUP BY outlet_id, number HAVING count(*) > 1')).toEqual(
        [],
      );
      await eventually(async () =>
        expect(await database.query('SELECT FROM events WHERE outlet_seq IS NULL')).toEqual([]),
      );
      const streams = await database.query<{ last: number; events: number }>(
        'SELECT max(outlet_seq)::int AS last, count(DISTINCT outlet_seq)::int AS events FROM events GROUP BY outlet_id',
      );
      expect(streams.filter(({ last, events }) => last !== events)).toEqual([]);
      for (const { shop, tablet } of tablets) {
        const orders = await database.query<{ n: number }>(
          'SELECT count(*)::int AS n FROM orders WHERE outlet_id = $1',
          [shop.outletId],
        );
        await eventually(() => expect(tablet.messages.filter(isNewOrder)).toHaveLength(orders[0]!.n));
        const seqs = tablet.messages.map(({ seq }) => seq);
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      }
      expect(Math.max(...delays)).toBeLessThan(SEEN_WITHIN_MS);
      process.stderr.write(
        `${count} processes: ${placed.length} orders; a price was seen by all of them within ${Math.round(Math.max(...delays))} ms\n`,
      );
      for (const api of apis) await api.stop();
    },
    300_000,
  );
});

const isNewOrder = ({ type }: Message): boolean => type === 'NEW_ORDER';
