import { beforeAll, describe, expect, it } from '@jest/globals';

import { type Api, createShop, createTestDatabase, eventually, type Shop, startApi } from '../support/index.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

interface Said {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

describe('an answer of the database that is lost', () => {
  let api: Api;
  let proxy: TcpProxy;
  let shop: Shop;
  let productId: string;

  beforeAll(async () => {
    const database = await createTestDatabase();
    proxy = await startTcpProxy(database.url);
    api = await startApi({ database: { url: proxy.url } });
    shop = await createShop(database, api);
    productId = (await shop.product('Tea', 10_000)).id;
  }, 120_000);

  const order = () => ({ outlet_id: shop.outletId, items: [{ product_id: productId, quantity: 1 }] });
  const count = async () => (await shop.supervisor.get<{ total: number }>('/orders')).body.total;

  it.each([
    { what: 'the same key', lost: /COMMIT/, key: 'lost-answer-1', more: {} },
    // Sent in one pipeline, commit included: what follows a NUL is bound to its values.
    {
      what: 'the same id',
      lost: /\0orders\.insert/,
      key: undefined,
      more: { id: '0195fcd0-7c00-7000-8000-0000000000aa' },
    },
  ])('leaves open whether the order was placed; $what tells', async ({ lost, key, more }) => {
    const headers: Record<string, string> = key ? { 'Idempotency-Key': key } : {};
    const place = () => shop.waiter.post<Said>('/orders', { ...order(), ...more }, headers);
    const before = await count();
    proxy.swallowAnswerTo(lost);

    const first = await place();

    proxy.swallowAnswerTo(undefined);
    expect(first).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    expect(first.body.detail).toMatch(/may or may not have been done.*Idempotency-Key or id/);
    const again = await eventually(async () => {
      const answer = await place();
      expect([200, 201]).toContain(answer.status);
      return answer;
    });
    expect([(await place()).body.id, await count()]).toEqual([again.body.id, before + 1]);
  });

  it('says that nothing was changed when the database was not there at all', async () => {
    await proxy.close();
    const away = await shop.waiter.post<Said>('/orders', order());
    const reading = await shop.waiter.get<Said>('/orders');
    await proxy.open();

    expect(away).toMatchObject({ status: 503, body: { code: 'DATABASE_UNAVAILABLE' } });
    expect(away.body.detail).toMatch(/Nothing was changed/);
    expect(reading.body.detail).toMatch(/Nothing was changed/);
    await eventually(async () => expect((await shop.waiter.post('/orders', order())).status).toBe(201));
  });
});
