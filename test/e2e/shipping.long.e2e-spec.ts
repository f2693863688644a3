import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  FakeCarriers,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Options {
  readonly options: readonly {
    readonly carrier: string;
    readonly service: string;
    readonly price_cents: number;
    readonly days: number;
    readonly stale?: boolean;
  }[];
  readonly currency: string;
}
interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string }[];
}
interface Shipment {
  readonly id: string;
  readonly state: string;
  readonly fault: string | null;
  readonly failures: number;
  readonly followed: boolean;
  readonly tracking_number: string;
  readonly timeline: readonly { readonly state: string; readonly at: string }[];
}
type Page<T> = { readonly data: readonly T[]; readonly total: number };

const PAC = { carrier: 'Correios PAC', service: 'PAC', price_cents: 2_100, days: 7 };
const SEDEX = { carrier: 'Correios SEDEX', service: 'SEDEX', price_cents: 4_200, days: 2 };
const KEYS = { SHIPPING_API_KEY: 'a-token-of-the-carrier', SHIPPING_SENDER_CEP: '01001-000' };
/** Quotes are stale at once, so that every question goes to the carrier. */
const ASKING = { SHIPPING_QUOTE_TTL: '1ms', CIRCUIT_BREAKER_COOLDOWN: '1s' };

describe('shipping', () => {
  let database: TestDatabase;
  let fake: FakeCarriers;
  let api: Api;
  let shop: Shop;
  let cafe: Shop;
  let coffee: string;

  beforeAll(async () => {
    [database, fake] = await Promise.all([createTestDatabase(), FakeCarriers.start()]);
    api = await start(ASKING);
    cafe = await createShop(database, api);
    shop = await createShop(database, api, { currency: 'BRL' });
    coffee = await aProduct(shop, { weight_grams: 600 });
  }, 200_000);

  const start = (env: Record<string, string>) =>
    startApi({
      database,
      env: { SHIPPING_PROVIDER: 'melhorenvio', SHIPPING_BASE_URL: fake.url, ...KEYS, ...env },
    });

  async function aProduct(where: Shop, fields: object = {}): Promise<string> {
    const body = { outlet_id: where.outletId, name: `Café ${newId()}`, price: 4_990, ...fields };
    return expectStatus(201, await where.admin.post<{ id: string }>('/products', body)).id;
  }

  /** A zone that nobody has asked about. */
  let zones = 20_000;
  const aCep = () => `${++zones}-100`;
  const ask = (cep_destino: string, product_id = coffee, quantity = 1, more: object = {}, by: Client = client(api)) =>
    by.post<Options & Problem>('/shipping/calculate', { cep_destino, items: [{ product_id, quantity }], ...more });

  describe('a quote', () => {
    it('tells anybody what each way costs and how long it takes, CEP with or without its hyphen', async () => {
      for (const cep of ['20040-002', '20040002']) {
        const { status, body } = await ask(cep);
        expect({ status, body }).toEqual({ status: 200, body: { options: [PAC, SEDEX], currency: 'BRL' } });
      }
    });

    it('costs more for a heavier basket, and 300 g for what nobody has weighed', async () => {
      const cep = aCep();
      expect((await ask(cep, coffee, 5)).body.options[0]?.price_cents).toBe(4_500);
      const unknown = await aProduct(shop);
      expect((await ask(cep, unknown, 2)).body.options[0]?.price_cents).toBe(2_100);
    });

    it('is made of as many boxes as it takes', async () => {
      const sack = await aProduct(shop, { weight_grams: 20_000 });
      const { body } = await ask(aCep(), sack, 3);
      expect(body.options.map(({ price_cents }) => price_cents)).toEqual([3 * 21_500, 3 * 43_000]);
    });

    it('is empty where nobody goes, and for what no carrier takes', async () => {
      expect((await ask('69900-000')).body.options).toEqual([]);
      const piano = await aProduct(shop, { weight_grams: 200_000 });
      expect((await ask(aCep(), piano)).body.options).toEqual([]);
    });

    it.each(['1310-100', '01310-10a', '00000-000', '99'])('is refused for the CEP %s', async (cep) => {
      const { status, body } = await ask(cep);
      expect([status, body.code]).toEqual([422, 'INVALID_CEP']);
    });

    it('is refused for a product that the sender does not sell, and says which', async () => {
      const nasi = await aProduct(cafe);
      for (const more of [{}, { outlet_id: shop.outletId }]) {
        const { status, body } = await ask('20040-002', nasi, 1, more);
        expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([
          404,
          'PRODUCT_NOT_FOUND',
          '/items/0/product_id',
        ]);
      }
      expect((await ask('20040-002', nasi, 1, { outlet_id: newId() })).body.code).toBe('OUTLET_NOT_FOUND');
    });

    it.each(['down', 'slow', 'wrong', 'refusing'] as const)(
      'is the last good one, marked as stale, while the carrier is %s',
      async (mode) => {
        const cep = aCep();
        const fresh = await ask(cep);
        fake.mode = mode;
        try {
          const { status, body } = await ask(cep);
          expect(status).toBe(200);
          expect(body.options).toEqual(fresh.body.options.map((option) => ({ ...option, stale: true })));
        } finally {
          fake.mode = 'up';
        }
        await eventually(async () => expect((await ask(cep)).body.options).toEqual([PAC, SEDEX]));
      },
    );

    it('is the last good one in a process that was started while the carrier was down', async () => {
      const cep = aCep();
      await ask(cep);
      const restarted = await startApi({
        database,
        env: {
          SHIPPING_PROVIDER: 'melhorenvio',
          SHIPPING_BASE_URL: 'http://127.0.0.1:9',
          ...KEYS,
          ...ASKING,
        },
      });
      const { body } = await ask(cep, coffee, 1, {}, client(restarted));
      expect(body.options).toEqual([
        { ...PAC, stale: true },
        { ...SEDEX, stale: true },
      ]);
      await restarted.stop();
    });

    it("is the outlet's own rate where nothing is known of the carrier, and 503 where there is none", async () => {
      const rate = { carrier: 'Motoboy', service: 'Today', cep_from: '30000-000', cep_to: '30999-999' };
      const body = { outlet_id: shop.outletId, ...rate, max_weight_grams: 5_000, price: 1_500, days: 1 };
      expectStatus(201, await shop.admin.post('/shipping/rates', body));
      fake.mode = 'down';
      try {
        const own = await ask('30140-071');
        expect(own.body.options).toEqual([
          { carrier: 'Motoboy', service: 'Today', price_cents: 1_500, days: 1, stale: true },
        ]);
        const none = await ask('30140-071', coffee, 9);
        expect([none.status, none.body.code]).toEqual([503, 'SHIPPING_UNAVAILABLE']);
        expect(none.headers.get('retry-after')).toBe('30');
      } finally {
        fake.mode = 'up';
      }
    });

    it('asks a carrier whose breaker is open no more', async () => {
      const cep = aCep();
      const impatient = await start({ SHIPPING_QUOTE_TTL: '1ms', CIRCUIT_BREAKER_COOLDOWN: '1h' });
      await ask(cep, coffee, 1, {}, client(impatient));
      fake.mode = 'down';
      for (let i = 0; i < 5; i++) await ask(cep, coffee, 1, {}, client(impatient));
      const before = fake.calls.length;
      const { body } = await ask(cep, coffee, 1, {}, client(impatient));
      fake.mode = 'up';
      expect(fake.calls).toHaveLength(before);
      expect(body.options[0]).toEqual({ ...PAC, stale: true });
      await impatient.stop();
    });

    it("comes from the outlet's own rates, and is not stale, when no carrier is set up", async () => {
      const plain = await startApi({ database });
      const { body } = await ask('30140-071', coffee, 1, {}, client(plain));
      expect(body.options).toEqual([{ carrier: 'Motoboy', service: 'Today', price_cents: 1_500, days: 1 }]);
      expect((await ask('20040-002', coffee, 1, {}, client(plain))).body.options).toEqual([]);
      await plain.stop();
    });

    it('comes from Correios when they are set up', async () => {
      const correios = await start({
        SHIPPING_PROVIDER: 'correios',
        SHIPPING_API_KEY: 'access-code',
        CORREIOS_USER: 'loja',
        CORREIOS_CARTAO_POSTAGEM: '0067599079',
      });
      const { body } = await ask(aCep(), coffee, 1, {}, client(correios));
      expect(body.options).toEqual([PAC, SEDEX]);
      await correios.stop();
    });
  });

  describe('a parcel', () => {
    const phone = () => client(api);
    let parcels = 0;
    const aNumber = () => `QB${String(++parcels).padStart(8, '0')}0BR`;

    async function anOrder(customerId?: string): Promise<string> {
      const body = {
        outlet_id: shop.outletId,
        type: 'DELIVERY',
        items: [{ product_id: coffee, quantity: 1 }],
        ...(customerId && { customer_id: customerId }),
      };
      return expectStatus(201, await shop.supervisor.post<{ id: string }>('/orders', body)).id;
    }
    const send = (orderId: string, tracking_number: string, more: object = {}) =>
      shop.admin.patch<{ status: string; state: string }>(`/orders/${orderId}/tracking`, { tracking_number, ...more });
    const shipmentOf = async (orderId: string): Promise<Shipment> =>
      expectStatus(200, await shop.supervisor.get<Page<Shipment>>(`/shipments?order_id=${orderId}`)).data[0]!;
    const shippedEvents = (orderId: string) =>
      database.query<{ payload: Record<string, unknown> }>(
        `SELECT payload FROM events WHERE type = 'ORDER_UPDATED' AND payload->>'order_id' = $1 AND payload->>'change' = 'SHIPPED'`,
        [orderId],
      );

    it('is announced once for each number, however often and by however many it is said', async () => {
      const [orderId, number] = [await anOrder(), aNumber()];
      const answers = await Promise.all(Array.from({ length: 6 }, () => send(orderId, number, { carrier: 'JNE' })));
      for (const answer of answers) {
        expect(expectStatus(200, answer)).toMatchObject({ tracking_number: number, carrier: 'JNE', status: 'SHIPPED' });
      }
      expect((await shippedEvents(orderId)).map(({ payload }) => payload)).toEqual([
        expect.objectContaining({ order_id: orderId, tracking_number: number, carrier: 'JNE' }),
      ]);
      await send(orderId, aNumber());
      expect(await shippedEvents(orderId)).toHaveLength(2);
    });

    it('is followed by anybody who knows its number, who learns nothing else', async () => {
      const [orderId, number] = [await anOrder(), aNumber()];
      await send(orderId, number, { carrier: 'JNE' });
      const { status, body } = await phone().get(`/orders/tracking/${number}`);
      const instant = expect.stringMatching(/^\d{4}-.*Z$/) as unknown;
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          tracking_number: number,
          carrier: 'JNE',
          status: 'SHIPPED',
          state: 'POSTED',
          timeline: [{ state: 'POSTED', at: instant }],
          shipped_at: instant,
          updated_at: instant,
        },
      });
      const unknown = await phone().get<Problem>('/orders/tracking/QB000000000BR');
      expect([unknown.status, unknown.body.code]).toEqual([404, 'TRACKING_NOT_FOUND']);
    });

    it('of a voided order is not sent, and a number belongs to one order', async () => {
      const [one, other, number] = [await anOrder(), await anOrder(), aNumber()];
      await send(one, number);
      expect((await send(other, number)).body).toMatchObject({ code: 'TRACKING_NUMBER_TAKEN' });
      await shop.supervisor.post(`/orders/${other}/void`, { reason: 'nobody is home' });
      expect((await send(other, aNumber())).body).toMatchObject({ code: 'ORDER_VOIDED' });
      expect(await shippedEvents(other)).toEqual([]);
    });

    it('moves as the carrier says when the job asks, and is not asked about again once it is there', async () => {
      const [orderId, number] = [await anOrder(), aNumber()];
      fake.parcel(number, 'delivered');
      await send(orderId, number);
      await database.query(
        `INSERT INTO jobs (id, kind, key, payload, max_attempts, run_at) VALUES ($1, 'shipping.follow-parcels', $2, '{}', 3, now())`,
        [newId(), newId()],
      );
      await eventually(
        async () => {
          const { body } = await phone().get<{ status: string }>(`/orders/tracking/${number}`);
          expect(body).toMatchObject({ status: 'DELIVERED', state: 'DELIVERED' });
        },
        { timeoutMs: 20_000 },
      );
      expect(await shipmentOf(orderId)).toMatchObject({ state: 'DELIVERED', followed: true, next_check_at: null });
    });

    it('whose carrier does not answer is shown to a supervisor, who may ask again', async () => {
      const [orderId, number] = [await anOrder(), aNumber()];
      fake.parcel(number, 'posted');
      await send(orderId, number);
      const { id } = await shipmentOf(orderId);
      fake.mode = 'down';
      const sync = () => shop.supervisor.post<Shipment & Problem>(`/shipments/${id}/sync`);
      for (let i = 0; i < 3; i++) expect((await sync()).body.code).toBe('CARRIER_UNAVAILABLE');
      const troubled = await shop.supervisor.get<Page<Shipment>>(`/shipments?attention=true&order_id=${orderId}`);
      expect(troubled.body.data).toEqual([expect.objectContaining({ fault: 'UNAVAILABLE', state: 'POSTED' })]);
      fake.mode = 'up';
      const asked = await eventually(async () => expectStatus(200, await sync()), { timeoutMs: 10_000 });
      expect(asked).toMatchObject({ fault: null, failures: 0, state: 'POSTED' });
    });

    it('that no carrier is asked about has arrived when its order is done', async () => {
      const jakarta = await cafe.product('Nasi', 20_000);
      const body = { outlet_id: cafe.outletId, type: 'DELIVERY', items: [{ product_id: jakarta.id, quantity: 1 }] };
      const order = expectStatus(201, await cafe.waiter.post<{ id: string }>('/orders', body));
      const number = aNumber();
      await cafe.admin.patch(`/orders/${order.id}/tracking`, { tracking_number: number, carrier: 'JNE' });
      expectStatus(200, await cafe.kitchen.patch(`/orders/${order.id}/status`, { status: 'DONE' }));
      await eventually(
        async () =>
          expect((await phone().get(`/orders/tracking/${number}`)).body).toMatchObject({ status: 'DELIVERED' }),
        { timeoutMs: 10_000 },
      );
      const [shipment] = (await cafe.supervisor.get<Page<Shipment>>(`/shipments?order_id=${order.id}`)).body.data;
      const asked = await cafe.supervisor.post<Problem>(`/shipments/${shipment?.id}/sync`);
      expect([asked.status, asked.body.code]).toEqual([422, 'NOT_TRACKABLE']);
    });

    it('is in what its customer is shown of themselves, and forgets them when they leave', async () => {
      const customer = await createAccount(database, 'CUSTOMER');
      const orderId = await anOrder(customer.id);
      await send(orderId, aNumber());
      const own = client(api, customer.token);
      const exported = expectStatus(200, await own.get<{ shipments?: unknown }>('/users/me/export'));
      expect(JSON.stringify(exported)).toContain(orderId);
      expectStatus(204, await own.delete('/users/me'));
      const [row] = await database.query('SELECT customer_id, anonymise FROM shipments WHERE order_id = $1', [orderId]);
      expect(row).toEqual({ customer_id: null, anonymise: true });
    });
  });

  it("takes and changes an outlet's rates by an administrator alone, each change once", async () => {
    const fields = { carrier: 'Bike', service: 'Now', cep_from: '01000-000', cep_to: '01999999' };
    const body = { outlet_id: shop.outletId, ...fields, max_weight_grams: 2_000, price: 900, days: 0 };
    expect((await shop.supervisor.post('/shipping/rates', body)).status).toBe(403);
    const rate = expectStatus(201, await shop.admin.post<{ id: string; version: number }>('/shipping/rates', body));
    expect(rate).toMatchObject({ cep_from: '01000000', cep_to: '01999999', price: 900, version: 1 });
    expect((await shop.admin.post<Problem>('/shipping/rates', body)).body.code).toBe('SHIPPING_RATE_TAKEN');
    const change = (fields: object) => shop.admin.patch<Problem>(`/shipping/rates/${rate.id}`, fields);
    expect((await change({ cep_to: '00999-999' })).body.code).toBe('CEP_RANGE_REVERSED');
    expect((await change({ price: 950, version: 1 })).body).toMatchObject({ price: 950, version: 2 });
    expect((await change({ price: 990, version: 1 })).body.code).toBe('VERSION_CONFLICT');
    expectStatus(204, await shop.admin.delete(`/shipping/rates/${rate.id}`));
    expect((await shop.admin.get(`/shipping/rates/${rate.id}`)).status).toBe(404);
  });
});
