import { describe, expect, it } from '@jest/globals';

import { SystemClock } from '#libs/kernel';
import { EnvError, readEnv } from '#libs/platform';
import type { OutboundHttp, OutboundRequest } from '#libs/platform/outbound';

import { aChargeRequest } from '../testing/a-charge.js';
import { ConfiguredGateways } from './configured-gateways.js';

const MIDTRANS = { MIDTRANS_SERVER_KEY: 'SB-Mid-server-1', MIDTRANS_CLIENT_KEY: 'SB-Mid-client-1' };
const PROPAY = {
  PROPAY_URL: 'https://propay.example/',
  GO_TO_PROPAY_SECRET: 'one-direction',
  PROPAY_TO_GO_SECRET: 'the-other-direction',
};
const OPENPIX = { OPENPIX_APP_ID: 'an-app-id' };
const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_123', STRIPE_WEBHOOK_SECRET: 'whsec_123' };

const asked: OutboundRequest[] = [];
const http = {
  send: (request: OutboundRequest) => {
    asked.push(request);
    return Promise.reject(new Error('no network in a unit test'));
  },
} as unknown as OutboundHttp;

async function gatewaysOf(...given: Record<string, string>[]) {
  const base = { DATABASE_URL: 'postgres://a@localhost/a', JWT_SECRET: '0123456789abcdef0123456789ABCDEF' };
  const env = readEnv(Object.assign({ NODE_ENV: 'test', ...base }, ...given) as NodeJS.ProcessEnv);
  return ConfiguredGateways.load(env, http, new SystemClock());
}
const names = async (gateways: Promise<ConfiguredGateways>) => (await gateways).all.map(({ name }) => name);

describe('the gateways of an installation', () => {
  it('are those that it has keys for', async () => {
    expect(await names(gatewaysOf())).toEqual([]);
    expect(await names(gatewaysOf(MIDTRANS, STRIPE))).toEqual(['midtrans', 'stripe']);
    expect(await names(gatewaysOf(MIDTRANS, PROPAY, OPENPIX, STRIPE))).toEqual([
      'midtrans',
      'propay',
      'openpix',
      'stripe',
    ]);
    expect((await gatewaysOf(STRIPE)).named('midtrans')).toBeNull();
    expect((await gatewaysOf(STRIPE)).forMethod('midtrans')).toBeNull();
  });

  it('serve a method each', async () => {
    const all = await gatewaysOf(MIDTRANS, PROPAY, STRIPE);
    expect(all.forMethod('midtrans')?.name).toBe('midtrans');
    expect(all.forMethod('credit_card')?.name).toBe('stripe');
    expect(all.forMethod('cash')).toBeNull();
  });

  it.each([
    ['propay', [PROPAY, OPENPIX]],
    ['propay', [PROPAY]],
    ['openpix', [OPENPIX]],
    ['openpix', [PROPAY, OPENPIX, { PIX_PROVIDER: 'openpix' }]],
    ['propay', [PROPAY, OPENPIX, { PIX_PROVIDER: 'propay' }]],
  ])('serve PIX by %s', async (name, given) => {
    const gateways = await gatewaysOf(...(given as Record<string, string>[]));
    expect(gateways.forMethod('pix')?.name).toBe(name);
  });

  it('answer for old charges also when PIX has moved on', async () => {
    const gateways = await gatewaysOf(PROPAY, OPENPIX, { PIX_PROVIDER: 'openpix' });
    expect(gateways.named('propay')?.name).toBe('propay');
  });

  it.each([
    ['the sandbox of Midtrans unless this is production', {}, 'https://app.sandbox.midtrans.com/snap/v1/transactions'],
    ['Midtrans itself in production', { NODE_ENV: 'production' }, 'https://app.midtrans.com/snap/v1/transactions'],
    [
      'whoever else is configured',
      { MIDTRANS_BASE_URL: 'http://localhost:4010/midtrans/' },
      'http://localhost:4010/midtrans/snap/v1/transactions',
    ],
  ])('call %s', async (_, given, url) => {
    const secret = { JWT_SECRET: 'kT9vXq2LmZ7rWc4HnB8yPd1JsF6gAe3U' };
    const gateway = (await gatewaysOf(MIDTRANS, secret, given)).named('midtrans');
    await expect(gateway?.create(aChargeRequest({ currency: 'IDR' }))).rejects.toThrow('no network');
    expect(asked.at(-1)?.url).toBe(url);
  });

  it('have as long as they are given: PROPAY_TIMEOUT', async () => {
    const gateway = (await gatewaysOf(PROPAY, { PROPAY_TIMEOUT: '2s' })).named('propay');
    await expect(gateway?.create(aChargeRequest())).rejects.toThrow('no network');
    expect(asked.at(-1)).toMatchObject({ url: 'https://propay.example/v1/service/charges', timeoutMs: 2_000 });
  });

  it('do not start with a public key that is none, and say which variable it is', async () => {
    const start = () => gatewaysOf(OPENPIX, { OPENPIX_WEBHOOK_PUBLIC_KEY: Buffer.from('no key').toString('base64') });
    await expect(start).rejects.toThrow(EnvError);
    await expect(start).rejects.toThrow(/^OPENPIX_WEBHOOK_PUBLIC_KEY is malformed/);
  });
});
