import { createHmac } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';

const MINUTE = 60_000;
const { token, appSecret } = SANDBOX_KEYS.melhorenvio;

let sandbox: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
let usual: Record<string, string>;
beforeEach(() => {
  usual = control().settings();
  control().configure({ webhookUrl: receiver.url });
});
afterEach(async () => {
  await control().idle();
  sandbox.control.reset();
  control().configure(usual);
  receiver.forget();
});

const control = () => sandbox.control.of.melhorenvio;

interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}
const HEADERS = {
  authorization: `Bearer ${token}`,
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'Comanda (contato@comanda.example)',
};

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${sandbox.url}/melhorenvio/api/v2/me${path}`, {
    method,
    headers: { ...HEADERS, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const product = (more: object = {}) => ({
  id: 'SKU-1',
  width: 11,
  height: 17,
  length: 11,
  weight: 0.3,
  insurance_value: 49.9,
  quantity: 2,
  ...more,
});
const wanted = (more: object = {}) => ({
  from: { postal_code: '01001000' },
  to: { postal_code: '20040002' },
  products: [product()],
  ...more,
});

interface Quote {
  readonly id: number;
  readonly price: string;
  readonly custom_price: string;
  readonly custom_delivery_time: number;
  readonly error?: string;
}
const quote = async (more?: object): Promise<Quote[]> =>
  (await ask('POST', '/shipment/calculate', wanted(more))).body as Quote[];
const priceOf = (quotes: readonly Quote[], id: number) => Number(quotes.find((one) => one.id === id)?.custom_price);

describe('a quote', () => {
  it('has one element a service, with prices as texts', async () => {
    const quotes = await quote();

    expect(quotes.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(quotes[0]).toMatchObject({
      name: 'PAC',
      price: expect.stringMatching(/^\d+\.\d\d$/),
      custom_price: expect.stringMatching(/^\d+\.\d\d$/),
      currency: 'R$',
      delivery_time: 10,
      custom_delivery_time: 11,
      packages: [
        {
          format: 'box',
          dimensions: { height: 34, width: 11, length: 11 },
          weight: '0.60',
          insurance_value: '99.80',
          products: [{ id: 'SKU-1', quantity: 2 }],
        },
      ],
      company: { id: 1, name: 'Correios' },
    });
  });

  it('is the same for the same parcel, more for a heavier one and for a longer way, and sooner by SEDEX', async () => {
    const [once, again] = [await quote(), await quote()];
    expect(again).toEqual(once);

    const heavier = await quote({ products: [product({ weight: 0.4 })] });
    const farther = await quote({ to: { postal_code: '60160230' } });
    for (const id of [1, 2, 3, 4]) {
      expect(priceOf(heavier, id)).toBeGreaterThan(priceOf(once, id));
      expect(priceOf(farther, id)).toBeGreaterThan(priceOf(once, id));
    }
    expect(priceOf(once, 2)).toBeGreaterThan(priceOf(once, 1));
    expect(once[1]?.custom_delivery_time).toBeLessThan(once[0]?.custom_delivery_time ?? 0);
  });

  it('names why a service does not take it, beside those that do', async () => {
    const far = await quote({ to: { postal_code: '69005070' } });
    expect(far.map(({ error }) => error !== undefined)).toEqual([false, false, true, true]);
    expect(far[2]).toEqual({ id: 3, name: '.Package', error: expect.any(String), company: expect.any(Object) });

    const heavy = await quote({ products: [product({ weight: 31 })] });
    expect(heavy.map(({ error }) => error !== undefined)).toEqual([true, true, false, false]);
    const long = await quote({ products: [product({ length: 101, quantity: 1 })] });
    expect(long.map(({ error }) => error !== undefined)).toEqual([true, true, false, false]);

    control().inject({ kind: 'service-unavailable', code: '2', times: 1 });
    expect((await quote()).map(({ error }) => error !== undefined)).toEqual([false, true, false, false]);
    expect((await quote())[1]?.error).toBeUndefined();
  });

  it('asks for the services that are named, and takes volumes and the older package', async () => {
    expect((await quote({ services: '1,2' })).map(({ id }) => id)).toEqual([1, 2]);
    const box = { height: 17, width: 11, length: 22, weight: 0.6 };
    const [byVolumes] = await quote({ products: undefined, volumes: [box], services: '1' });
    const [byPackage] = await quote({ products: undefined, package: box, services: '1' });
    expect(byVolumes?.price).toBe(byPackage?.price);
    control().configure({ singleAs: 'object' });
    expect(await quote({ services: '1' })).toMatchObject({ id: 1 });
  });

  it("has the merchant's own margin and days in the custom fields alone", async () => {
    const [plain] = await quote();
    control().configure({ marginCents: '250', handlingDays: '3' });
    const [own] = await quote();

    expect(own?.price).toBe(plain?.price);
    expect(Number(own?.custom_price)).toBeCloseTo(Number(plain?.price) + 2.5, 2);
    expect(own?.custom_delivery_time).toBe(13);
  });

  it.each([
    ['a CEP with a hyphen', { to: { postal_code: '20040-002' } }, 'to.postal_code'],
    ['no CEP', { from: {} }, 'from.postal_code'],
    ['no products', { products: [] }, 'products'],
    ['a product without weight', { products: [product({ weight: 0 })] }, 'products.0.weight'],
    ['a product without a side', { products: [product({ height: undefined })] }, 'products.0.height'],
  ])('with %s is refused by its field', async (_, more, field) => {
    const { status, body } = await ask('POST', '/shipment/calculate', wanted(more));

    expect(status).toBe(422);
    expect(body).toEqual({
      message: 'The given data was invalid.',
      errors: { [field]: [expect.any(String)] },
    });
  });

  it('is refused without the token, without a name and contact, and without the scope', async () => {
    const calculate = (headers: Record<string, string>) => ask('POST', '/shipment/calculate', wanted(), headers);

    expect(await calculate({ authorization: 'Bearer another' })).toMatchObject({
      status: 401,
      body: { message: 'Unauthenticated.' },
    });
    for (const name of ['node', 'Comanda', 'Comanda (nobody)']) {
      expect((await calculate({ 'user-agent': name })).status).toBe(403);
    }
    control().configure({ scopes: 'cart-read' });
    expect(await calculate({})).toMatchObject({ status: 403, body: { message: 'This action is unauthorized.' } });
  });

  it('is refused over the allowance of a minute', async () => {
    control().configure({ requestsPerMinute: '2' });
    const statuses = [];
    for (let time = 0; time < 3; time++) statuses.push((await ask('POST', '/shipment/calculate', wanted())).status);
    expect(statuses).toEqual([200, 200, 429]);

    await sandbox.control.clock.advance(MINUTE);
    expect((await ask('POST', '/shipment/calculate', wanted())).status).toBe(200);
  });

  it('has another price when a fault says so', async () => {
    control().inject({ kind: 'wrong-amount', amount: 1, times: 1 });

    expect((await quote()).map(({ custom_price: price }) => price)).toEqual(['0.01', '0.01', '0.01', '0.01']);
  });
});

const person = (cep: string) => ({
  name: 'Ana',
  phone: '11999998888',
  email: 'ana@example.com',
  document: '52998224725',
  address: 'Rua A',
  number: '10',
  district: 'Centro',
  city: 'São Paulo',
  state_abbr: 'SP',
  country_id: 'BR',
  postal_code: cep,
});
const label = (more: object = {}) => ({
  service: 1,
  from: person('01001000'),
  to: person('20040002'),
  products: [{ name: 'Camiseta', quantity: 2, unitary_value: 49.9 }],
  volumes: [{ height: 17, width: 11, length: 22, weight: 0.6 }],
  options: { insurance_value: 99.8, non_commercial: true, tags: [{ tag: 'order-1', url: null }] },
  ...more,
});
const putInCart = async (more?: object) =>
  (await ask('POST', '/cart', label(more))).body as { id: string; price: number; status: string };

describe('a label', () => {
  it('is put in the cart, paid, made, printed and followed', async () => {
    const { id, price } = await putInCart();
    const orders = [id];

    const { body: paid } = await ask('POST', '/shipment/checkout', { orders });
    expect(paid).toMatchObject({ purchase: { status: 'paid', total: price, orders: [{ id, status: 'released' }] } });
    expect((await ask('POST', '/shipment/generate', { orders })).body).toEqual({
      [id]: { status: true, message: 'Envio gerado com sucesso' },
    });
    const { url } = (await ask('POST', '/shipment/print', { mode: 'private', orders })).body as { url: string };
    expect((await (await fetch(url)).text()).startsWith('%PDF-')).toBe(true);
    const { body: tracked } = await ask('POST', '/shipment/tracking', { orders });
    expect(tracked).toEqual({
      [id]: expect.objectContaining({
        status: 'generated',
        tracking: expect.stringMatching(/^AA\d{9}BR$/),
        posted_at: null,
      }),
    });

    control().act('post', 'order-1');
    control().act('deliver', id);
    expect((await ask('GET', `/orders/${id}`)).body).toMatchObject({
      status: 'delivered',
      delivered_at: expect.any(String),
    });
    expect((await ask('GET', '/orders/search?q=order-1')).body).toMatchObject([{ id }]);
  });

  it('has a number of its own', async () => {
    const orders = [(await putInCart()).id, (await putInCart()).id];
    await ask('POST', '/shipment/checkout', { orders });
    await ask('POST', '/shipment/generate', { orders });

    expect(
      new Set(
        control()
          .items()
          .map(({ tracking }) => tracking),
      ).size,
    ).toBe(2);
  });

  it('is paid once, by a wallet that has enough, and gives the money back when it is cancelled', async () => {
    const { id, price } = await putInCart();
    control().configure({ walletCents: String(Math.round(price * 100)) });
    const second = await putInCart();
    const pay = (one: string) => ask('POST', '/shipment/checkout', { orders: [one] });

    expect((await pay(id)).status).toBe(200);
    expect((await pay(id)).status).toBe(422);
    expect((await pay(second.id)).status).toBe(422);
    expect((await ask('POST', '/shipment/cancellable', { orders: [id] })).body).toEqual({
      [id]: { cancellable: true },
    });
    const order = { id, reason_id: '2', description: 'desistiu' };
    expect((await ask('POST', '/shipment/cancel', { order })).body).toEqual({ [id]: { canceled: true } });
    expect((await pay(second.id)).status).toBe(200);
  });

  it('is not made before it is paid, and not cancelled when it is posted', async () => {
    const { id } = await putInCart();
    const orders = [id];
    expect((await ask('POST', '/shipment/generate', { orders })).body).toMatchObject({ [id]: { status: false } });
    expect((await ask('POST', '/shipment/print', { orders })).status).toBe(422);
    await ask('POST', '/shipment/checkout', { orders });
    await ask('POST', '/shipment/generate', { orders });
    control().act('post', id);

    expect((await ask('POST', '/shipment/cancel', { order: { id } })).body).toEqual({ [id]: { canceled: false } });
    expect(() => control().act('post', id)).toThrow('it is posted');
  });

  it('is bought by hand, with a number that the carrier gave it', async () => {
    control().act('buy', 'AA123456785BR');
    control().act('post', 'AA123456785BR');

    expect((await ask('GET', '/orders/search?q=AA123456785BR')).body).toMatchObject([
      { tracking: 'AA123456785BR', status: 'posted' },
    ]);
    expect(() => control().act('buy', 'AA123456785BR')).toThrow('that label exists');
    expect(() => control().act('buy', 'AA123456789BR')).toThrow('no number');
  });

  it('is taken out of the cart while it is not paid', async () => {
    const { id } = await putInCart();

    expect((await ask('GET', `/cart/${id}`)).status).toBe(200);
    expect((await ask('DELETE', `/cart/${id}`)).status).toBe(204);
    expect((await ask('GET', `/cart/${id}`)).status).toBe(404);
  });

  it.each([
    ['a service that is none', { service: 99 }, 'service'],
    ['two volumes by post', { volumes: [label().volumes[0], label().volumes[0]] }, 'volumes'],
    ['a recipient without a document', { to: { ...person('20040002'), document: undefined } }, 'to.document'],
    ['neither invoice nor declaration', { options: {} }, 'options.invoice.key'],
  ])('is refused with %s', async (_, more, field) => {
    const { status, body } = await ask('POST', '/cart', label(more));

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: { [field]: [expect.any(String)] } });
    expect(control().items()).toEqual([]);
  });

  it('is shown on a page with what can happen to it', async () => {
    const { id } = await putInCart();
    await ask('POST', '/shipment/checkout', { orders: [id] });
    await ask('POST', '/shipment/generate', { orders: [id] });
    const url = `${sandbox.url}/melhorenvio/pay/${id}`;
    expect(await (await fetch(url)).text()).toContain('Post it');

    await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'post' }) });

    expect(control().item(id).state).toBe('posted');
  });
});

describe('a webhook', () => {
  it.each(['hex', 'base64'] as const)('is signed over its bytes in %s', async (encoding) => {
    control().configure({ signatureEncoding: encoding });
    const { id } = await putInCart();
    await control().idle();

    const { raw, headers, body } = receiver.one();
    expect(headers['x-me-signature']).toBe(createHmac('sha256', appSecret).update(raw).digest(encoding));
    expect(body).toMatchObject({
      event: 'order.created',
      data: { id, status: 'pending', tags: [{ tag: 'order-1', url: null }], user_id: 1 },
    });
  });

  it('tells every step, and is tried five times', async () => {
    const { id } = await putInCart();
    const orders = [id];
    await ask('POST', '/shipment/checkout', { orders });
    await ask('POST', '/shipment/generate', { orders });
    control().act('post', id);
    await control().idle();
    receiver.answers = Array<number>(10).fill(500);
    control().act('deliver', id);
    await control().idle();
    await sandbox.control.clock.advance(24 * 60 * MINUTE);

    expect(receiver.fields('event')).toEqual([
      'order.created',
      'order.released',
      'order.generated',
      'order.posted',
      ...Array<string>(5).fill('order.delivered'),
    ]);
  });
});
