import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { SystemClock } from '#libs/kernel';
import { type Env, Logger, Metrics, readEnv } from '#libs/platform';
import { CircuitBreakers, OutboundHttp } from '#libs/platform/outbound';

import { type Sandbox, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import type { GatewayName, RawWebhook } from '../../../libs/payments/core/model/charge.js';
import type { PaymentGateway } from '../../../libs/payments/core/payments.ports.js';
import { ConfiguredGateways } from '../../../libs/payments/gateways/configured-gateways.js';
import { aChargeRequest, aRefund, keyOf } from '../../../libs/payments/testing/a-charge.js';
import {
  paymentGatewayContract,
  type RemoteGatewayWorld,
  remoteGatewayContract,
} from '../../../libs/payments/testing/payment-gateway.contract.js';
import { Receiver } from '../sandbox/a-receiver.js';

const SECRETS = [
  'MIDTRANS_SERVER_KEY',
  'GO_TO_PROPAY_SECRET',
  'PROPAY_TO_GO_SECRET',
  'OPENPIX_APP_ID',
  'OPENPIX_WEBHOOK_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
];
const URLS = ['MIDTRANS_BASE_URL', 'PROPAY_URL', 'OPENPIX_BASE_URL', 'STRIPE_BASE_URL'];

let sandbox: Sandbox;
let receiver: Receiver;
let closedPort: number;
let settings: Record<string, string>;
let gateways: ConfiguredGateways;
let unreachable: ConfiguredGateways;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
  closedPort = await aClosedPort();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(async () => {
  await sandbox.control.idle();
  sandbox.control.reset();
  receiver.forget();
  settings = sandbox.control.env();
  gateways = await gatewaysOf(settings);
  const nowhere = Object.fromEntries(URLS.map((url) => [url, `http://127.0.0.1:${closedPort}`]));
  unreachable = await gatewaysOf({ ...settings, ...nowhere });
});

/** All gateways, each with a breaker that has seen nothing yet. */
function gatewaysOf(given: Record<string, string>): Promise<ConfiguredGateways> {
  const metrics = new Metrics();
  const env: Env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    JWT_SECRET: 'a-key-that-signs-nothing-in-this-suite',
    ...given,
  });
  return ConfiguredGateways.load(
    env,
    new OutboundHttp(new CircuitBreakers(env, metrics), metrics, new Logger('silent')),
    new SystemClock(),
  );
}

const named = (name: GatewayName, of = gateways): PaymentGateway => {
  const gateway = of.named(name);
  if (!gateway) throw new Error(`${name} is not configured`);
  return gateway;
};

/** A gateway with the sandbox behind it. */
function worldOf(
  name: GatewayName,
  traits: Pick<RemoteGatewayWorld, 'currency' | 'presentation' | 'knowsUnpaid' | 'tellsWhatCameIn'>,
  inTheirUnit: (amount: number) => number = (amount) => amount,
): RemoteGatewayWorld {
  const control = () => sandbox.control.provider(name);
  control().configure({ webhookUrl: receiver.url });
  return {
    ...traits,
    gateway: named(name),
    unreachable: named(name, unreachable),
    secrets: SECRETS.flatMap((secret) => settings[secret] ?? []),
    pay: async (paymentId, amount) => {
      control().act('pay', paymentId, amount === undefined ? {} : { amount: inTheirUnit(amount) });
      await sandbox.control.idle();
    },
    charges: () => Promise.resolve(control().items().length),
    letTimePass: async () => {
      await sandbox.control.clock.advance(3_000);
      await sandbox.control.idle();
    },
    webhooks: async () => {
      await sandbox.control.idle();
      return receiver.received.map(({ headers, raw }): RawWebhook => ({
        headers: headers as Record<string, string>,
        body: raw,
        receivedAt: new Date(),
      }));
    },
    break: (fault, times) =>
      control().inject(fault === 'too-many' ? { kind: 'error', status: 429, times } : { kind: fault, times }),
    mend: () => control().clearFaults(),
    calls: () => control().count(),
  };
}

const WORLDS: readonly (() => RemoteGatewayWorld)[] = [
  () => worldOf('midtrans', { currency: 'IDR', presentation: 'snap', knowsUnpaid: false, tellsWhatCameIn: true }),
  () => worldOf('propay', { currency: 'BRL', presentation: 'pix', knowsUnpaid: true, tellsWhatCameIn: true }),
  () => worldOf('openpix', { currency: 'BRL', presentation: 'pix', knowsUnpaid: true, tellsWhatCameIn: false }),
  () =>
    worldOf(
      'stripe',
      { currency: 'IDR', presentation: 'card', knowsUnpaid: true, tellsWhatCameIn: true },
      (amount) => amount * 100,
    ),
];

describe.each([
  ['Midtrans', WORLDS[0]],
  ['ProPay', WORLDS[1]],
  ['OpenPix', WORLDS[2]],
  ['Stripe', WORLDS[3]],
])('%s', (_, make) => {
  let world: RemoteGatewayWorld;
  beforeEach(() => {
    if (!make) throw new Error('no world');
    world = make();
  });
  paymentGatewayContract(() => world);
  remoteGatewayContract(() => world);
});

describe('all gateways together', () => {
  it('wait five seconds for an answer, and say that the charge may be there', async () => {
    const worlds = WORLDS.map((make) => make());
    for (const { gateway } of worlds) sandbox.control.provider(gateway.name).inject({ kind: 'delay', ms: 6_000 });
    const started = Date.now();
    const outcomes = await Promise.all(
      worlds.map(({ gateway, currency }) => gateway.create(aChargeRequest({ amount: 26_000, currency }))),
    );

    const silence = { kind: 'no_answer', reason: 'TIMED_OUT', mayExist: true };
    for (const outcome of outcomes) expect(outcome).toMatchObject(silence);
    expect(Date.now() - started).toBeGreaterThanOrEqual(4_900);
    expect(Date.now() - started).toBeLessThan(5_900);
  });

  it('leave the others working while one of them is open', async () => {
    const [midtrans, propay] = WORLDS.map((make) => make());
    if (!midtrans || !propay) throw new Error('no worlds');
    midtrans.break('error');
    for (let i = 0; i < 6; i++) await midtrans.gateway.create(aChargeRequest({ currency: 'IDR' }));

    expect(await midtrans.gateway.create(aChargeRequest({ currency: 'IDR' }))).toMatchObject({
      reason: 'CIRCUIT_OPEN',
    });
    expect(await propay.gateway.create(aChargeRequest())).toMatchObject({ kind: 'opened' });
  });

  it('hold a card without calling it paid, and let it go when it is called off', async () => {
    const gateway = named('midtrans');
    const control = sandbox.control.of.midtrans;
    const [kept, unwanted] = [1, 2].map(() => aChargeRequest({ amount: 26_000, currency: 'IDR' }));
    if (!kept || !unwanted) throw new Error('no requests');
    for (const request of [kept, unwanted]) {
      await gateway.create(request);
      control.act('authorize', request.paymentId);
      const held = { status: 'AUTHORIZED', amount: 26_000, paidAt: null, review: null };
      expect(await gateway.fetch(keyOf(request))).toMatchObject({ kind: 'found', state: held });
    }

    expect(await gateway.cancel(keyOf(unwanted))).toEqual({ kind: 'cancelled' });
    expect(control.item(unwanted.paymentId).state).toBe('cancel');
    control.act('capture', kept.paymentId);
    expect(await gateway.fetch(keyOf(kept))).toMatchObject({ state: { status: 'PAID', amount: 26_000 } });
    expect(await gateway.cancel(keyOf(kept))).toMatchObject({ kind: 'not_open', state: { status: 'PAID' } });
    expect(control.item(kept.paymentId).state).toBe('capture');
  });

  it('never follow a redirect', async () => {
    for (const make of WORLDS) {
      const { gateway, currency, break: hurt } = make();
      hurt('redirect', 1);
      await gateway.create(aChargeRequest({ currency, amount: 26_000 }));
      expect(sandbox.control.provider(gateway.name).count()).toBe(1);
    }
  });

  it('say that it is our keys that are refused, and open nothing', async () => {
    const wrong = await gatewaysOf({
      ...settings,
      MIDTRANS_SERVER_KEY: 'another-server-key',
      GO_TO_PROPAY_SECRET: 'another-secret-of-ours',
      OPENPIX_APP_ID: 'another-app-id',
      STRIPE_SECRET_KEY: 'sk_test_another',
    });
    for (const gateway of wrong.all) {
      const request = aChargeRequest({ amount: 26_000, currency: gateway.currencies[0] ?? '' });
      const key = keyOf(request, { reference: 'pi_unknown' });
      const refused = { reason: 'CREDENTIALS_REFUSED' };
      expect(await gateway.create(request)).toEqual({ kind: 'refused', ...refused });
      expect(await gateway.fetch(key)).toMatchObject({ kind: 'no_answer', ...refused });
      expect(await gateway.cancel(key)).toMatchObject({ kind: 'no_answer', ...refused });
      expect(await gateway.refund(aRefund(request, { reference: 'x' }))).toEqual({ kind: 'refused', ...refused });
    }
  });
});

async function aClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
