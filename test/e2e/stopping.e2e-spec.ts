import { describe, expect, it } from '@jest/globals';

import {
  client,
  connectSocket,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  startApi,
} from '../support/index.js';

describe('a process that is told to stop', () => {
  it('says so, serves on for the delay, and ends at once on a second signal', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database, env: { SHUTDOWN_DELAY: '60s' } });
    const shop = await createShop(database, api);
    const product = await shop.product('Tea', 10_000);
    const place = () =>
      shop.waiter.post('/orders', { outlet_id: shop.outletId, items: [{ product_id: product.id, quantity: 1 }] });
    const ready = () => client(api).get<{ checks: object }>(`${api.url}/ready`);
    const tablet = await connectSocket(api, { token: shop.accounts.kitchen.token });
    expect((await ready()).status).toBe(200);

    process.kill(api.pid, 'SIGTERM');

    const told = await eventually(async () => {
      const answer = await ready();
      expect(answer.status).toBe(503);
      return answer;
    });
    expect(told.body.checks).toEqual({ database: 'up', process: 'stopping' });
    const order = expectStatus(201, await place()) as { id: string };
    expect((await place()).headers.get('connection')).not.toBe('close');
    await tablet.waitFor(({ type, payload }) => type === 'NEW_ORDER' && payload['id'] === order.id);
    const late = await connectSocket(api, { token: shop.accounts.kitchen.token });
    expect([tablet.socket.connected, late.socket.connected]).toEqual([true, true]);

    const asked = performance.now();
    await api.stop();

    expect(performance.now() - asked).toBeLessThan(20_000);
    expect(await api.ended).toBe(0);
    await eventually(() => expect([tablet.socket.connected, late.socket.connected]).toEqual([false, false]));
    expect(api.logs.filter((line) => line.includes('Stopping on SIGTERM'))).toHaveLength(2);
  }, 120_000);
});
