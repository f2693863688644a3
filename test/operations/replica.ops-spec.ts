import { expect, it } from '@jest/globals';

import { client, createShop, eventually, expectStatus, type Shop, startApi } from '../support/index.js';
import { asTestDatabase, type PostgresPair, startPostgresPair } from './support/postgres-pair.js';
import { describeWithPostgresTools } from './support/postgres-tools.js';

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

interface Ready {
  readonly checks: { readonly database: string; readonly replica: string };
}

describeWithPostgresTools('a copy to read from', () => {
  it('answers for reports and for what is over, says how old it is, and is done without while it is away or behind', async () => {
    const pair = await startPostgresPair({ isSynchronous: false });
    const database = { ...asTestDatabase(pair, () => pair.primary), url: urlOf(pair, pair.primary.port) };
    const api = await startApi({
      database,
      env: { DATABASE_REPLICA_URL: urlOf(pair, pair.standby.port), REPLICA_MAX_LAG: '3s' },
    });
    const ready = async () => (await client(api).get<Ready>(`${api.url}/ready`)).body;
    const shop: Shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000, { stock: 1_000 });
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
    const sell = async () => {
      const items = [{ product_id: product.id, quantity: 1 }];
      const order = expectStatus(
        201,
        await shop.cashier.post<{ id: string }>('/orders', { outlet_id: shop.outletId, items }),
      );
      expectStatus(201, await shop.cashier.post(`/orders/${order.id}/pay`, { method: 'cash' }));
      return order.id;
    };
    const report = () =>
      shop.supervisor.get<{ totals: { net_sales: number }[]; as_of: string }>('/reports/sales?group_by=day');
    const ageOf = (answer: { headers: Headers }) => answer.headers.get('x-data-as-of');
    const listUntil = (to: string) =>
      shop.supervisor.get<{ data: { id: string }[] }>(`/orders?outlet_id=${shop.outletId}&to=${to}`);

    // The worker's job counts; what was just done is read where it was done.
    const first = await sell();
    expect(await ready()).toMatchObject({ checks: { database: 'up', replica: 'up' } });
    const now = await shop.supervisor.get<{ data: { id: string }[] }>(`/orders?outlet_id=${shop.outletId}`);
    expect([now.body.data.map(({ id }) => id), ageOf(now)]).toEqual([[first], null]);
    const counted = await eventually(
      async () => {
        const answer = await report();
        expect(answer.body.totals).toMatchObject([{ net_sales: 10_000 }]);
        return answer;
      },
      { timeoutMs: 90_000 },
    );
    expect(Date.now() - Date.parse(ageOf(counted) ?? '')).toBeLessThan(10_000);

    // A list of what is over is the copy's: it has an order there that the primary was told to forget.
    await database.query("UPDATE orders SET created_at = now() - interval '3 days' WHERE id = $1", [first]);
    await eventually(async () => {
      const over = await listUntil(dayOf(Date.now() - 2 * DAY));
      expect([over.body.data.map(({ id }) => id), ageOf(over)]).toEqual([[first], expect.any(String)]);
    });
    const shiftsUntil = (to: number) => shop.supervisor.get(`/shifts?outlet_id=${shop.outletId}&to=${dayOf(to)}`);
    expect(ageOf(await shiftsUntil(Date.now() - 10 * DAY))).toEqual(expect.any(String));
    expect(ageOf(await shiftsUntil(Date.now()))).toBeNull();

    // A copy that stands still is left alone after REPLICA_MAX_LAG, and what it lacks is answered by the database itself.
    await pair.ask(pair.standby, 'SELECT pg_wal_replay_pause()');
    await sell();
    await eventually(async () => expect((await ready()).checks.replica).toMatch(/^away: it is \d+ s behind/), {
      timeoutMs: 30_000,
    });
    const fresh = await report();
    expect([fresh.body.totals, ageOf(fresh)]).toMatchObject([[{ net_sales: 20_000 }], null]);
    await pair.ask(pair.standby, 'SELECT pg_wal_replay_resume()');
    await eventually(async () => expect((await ready()).checks.replica).toBe('up'), { timeoutMs: 30_000 });

    // One that is killed costs nobody an answer.
    const asked = Array.from({ length: 20 }, () => report());
    await pair.standby.kill();
    const answers = await Promise.all([...asked, ...Array.from({ length: 20 }, () => report())]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200));
    await sell();
    await eventually(async () => expect((await ready()).checks.replica).toMatch(/^away: /));
    expect((await report()).body.totals).toMatchObject([{ net_sales: 30_000 }]);
    await eventually(() =>
      expect(api.logs.filter((line) => line.includes('The replica is not read from'))).toHaveLength(2),
    );
    await pair.restartStandby();
    await eventually(async () => expect((await ready()).checks).toMatchObject({ database: 'up', replica: 'up' }), {
      timeoutMs: 30_000,
    });
    await eventually(() =>
      expect(api.logs.filter((line) => line.includes('The replica is read from again'))).toHaveLength(2),
    );
    await api.stop();
  }, 240_000);
});

const urlOf = ({ url }: PostgresPair, port: number): string => {
  const one = url.replace(/@[^/]+\//, `@127.0.0.1:${port}/`);
  return one.split('?')[0] ?? one;
};
