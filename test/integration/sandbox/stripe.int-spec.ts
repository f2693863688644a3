import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Stripe } from 'stripe';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';

const HOUR = 3_600_000;
const { secretKey, webhookSecret } = SANDBOX_KEYS.stripe;

let sandbox: Sandbox;
let receiver: Receiver;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
  stripe = sdk();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(async () => {
  await sandbox.control.idle();
  sandbox.control.reset();
  control().configure({ webhookUrl: receiver.url, webhookSecret, previousWebhookSecret: '' });
  receiver.forget();
});

const control = () => sandbox.control.of.stripe;

/** The official SDK as its documents point it at another server: by host and port, which leaves no room for a prefix. */
function sdk(key: string = secretKey, maxNetworkRetries = 0): Stripe {
  const port = Number(new URL(sandbox.url).port);
  return new Stripe(key, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries,
    timeout: 2_000,
  });
}

/** The same, keeping the prefix that `STRIPE_BASE_URL` has. */
function sdkByBaseUrl(): Stripe {
  const { STRIPE_BASE_URL = '' } = sandbox.env();
  const toBase: typeof fetch = (url, init) => {
    const { pathname, search } = new URL(url instanceof Request ? url.url : url);
    return fetch(`${STRIPE_BASE_URL}${pathname}${search}`, init);
  };
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(toBase),
    telemetry: false,
    maxNetworkRetries: 0,
  });
}

const wanted = (more: object = {}): Stripe.PaymentIntentCreateParams => ({
  amount: 2590,
  currency: 'brl',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  metadata: { order_id: 'o1', payment_id: 'p1' },
  description: 'Pedido a b&c',
  ...more,
});
const create = (more?: object, idempotencyKey?: string) =>
  stripe.paymentIntents.create(wanted(more), idempotencyKey ? { idempotencyKey } : {});

/** What the SDK throws. */
async function faultOf(asked: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const fault: unknown = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof Stripe.errors.StripeError)) throw new Error('the SDK did not refuse', { cause: fault });
  return fault;
}

describe('a PaymentIntent, through the official SDK', () => {
  it('is created and read again', async () => {
    const intent = await create();

    expect(intent).toMatchObject({
      object: 'payment_intent',
      amount: 2590,
      amount_received: 0,
      currency: 'brl',
      status: 'requires_payment_method',
      metadata: { order_id: 'o1', payment_id: 'p1' },
      description: 'Pedido a b&c',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      livemode: false,
      latest_charge: null,
    });
    expect(intent.id).toMatch(/^pi_/);
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    expect(intent.lastResponse.requestId).toMatch(/^req_/);
    const { lastResponse: _, ...told } = await stripe.paymentIntents.retrieve(intent.id);
    const { lastResponse: __, ...made } = intent;
    expect(told).toEqual(made);
  });

  it('is reached below the prefix too', async () => {
    const intent = await sdkByBaseUrl().paymentIntents.create(wanted());

    expect(control().item(intent.id).state).toBe('requires_payment_method');
  });

  it('has rupiah with two decimals, up to twelve digits', async () => {
    expect((await create({ amount: 11_500_000, currency: 'idr' })).amount).toBe(11_500_000);
    expect((await create({ amount: 999_999_999_999, currency: 'idr' })).amount).toBe(999_999_999_999);
    expect((await faultOf(create({ amount: 100_000_000 }))).code).toBe('amount_too_large');
  });

  it.each([
    ['no amount', { amount: undefined }, 'parameter_missing'],
    ['an amount with decimals', { amount: 25.9 }, 'parameter_invalid_integer'],
    ['an amount under the least', { amount: 49 }, 'amount_too_small'],
    ['the input that version 23 took away', { payment_method_types: ['card'] }, 'parameter_unknown'],
    ['metadata beyond its limits', { metadata: { x: 'y'.repeat(501) } }, undefined],
  ])('is refused for %s', async (_, more, code) => {
    const fault = await faultOf(create(more));

    expect(fault).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(fault).toMatchObject({ statusCode: 400, code });
  });

  it('is refused to another key', async () => {
    const fault = await faultOf(sdk('sk_test_other').paymentIntents.create(wanted()));

    expect(fault).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(fault.statusCode).toBe(401);
    expect(fault.message).not.toContain('sk_test_other');
  });

  it('that is unknown is a 404', async () => {
    expect(await faultOf(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('is paid by a card that works, and tells the charge', async () => {
    const { id } = await create({ confirm: true, payment_method: 'pm_card_visa' });
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });

    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 2590,
      latest_charge: { object: 'charge', captured: true },
    });
  });

  it('is declined with 402 and stays payable', async () => {
    const { id } = await create();
    const fault = await faultOf(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }));

    expect(fault).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(fault).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    });
    expect((await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).status).toBe('succeeded');
  });

  it('waits for the bank when it wants to know who it is', async () => {
    const { id } = await create({ confirm: true, payment_method: 'pm_card_authenticationRequired' });

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_action');
  });

  it('is captured by hand when it was asked so', async () => {
    const {
      id,
      status,
      amount_capturable: held,
    } = await create({
      capture_method: 'manual',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    expect({ status, held }).toEqual({ status: 'requires_capture', held: 2590 });

    expect(await stripe.paymentIntents.capture(id, { amount_to_capture: 2000 })).toMatchObject({
      status: 'succeeded',
      amount_received: 2000,
    });
  });

  it('is canceled while that is legal, and not when it is paid', async () => {
    const open = await create();
    const paid = await create({ confirm: true, payment_method: 'pm_card_visa' });

    expect(await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    });
    for (const { id } of [open, paid]) {
      expect(await faultOf(stripe.paymentIntents.cancel(id))).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
      });
    }
  });
});

describe('an idempotency key, through the official SDK', () => {
  it('gives the first answer again, and says so', async () => {
    const first = await create({}, 'order:1:pi:1');
    const again = await create({}, 'order:1:pi:1');

    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(control().items()).toHaveLength(1);
  });

  it('refuses other parameters', async () => {
    await create({}, 'order:1:pi:1');
    const fault = await faultOf(create({ amount: 2591 }, 'order:1:pi:1'));

    expect(fault).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(fault.statusCode).toBe(400);
  });

  it('refuses a second call while the first is under way', async () => {
    control().inject({ kind: 'delay', ms: 150, times: 1 });
    const slow = create({}, 'k');
    while (control().count('create') === 0) await new Promise((resolve) => setImmediate(resolve));

    expect(await faultOf(create({}, 'k'))).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    const { id } = await slow;
    expect((await create({}, 'k')).id).toBe(id);
  });

  it('does not keep what was refused before anything began, and does keep a card that was declined', async () => {
    await faultOf(create({ amount: 1 }, 'k1'));
    expect((await create({}, 'k1')).status).toBe('requires_payment_method');

    const poor = { confirm: true, payment_method: 'pm_card_chargeDeclined' };
    await faultOf(create(poor, 'k2'));
    expect((await faultOf(create(poor, 'k2'))).headers?.['idempotent-replayed']).toBe('true');
    expect(control().items()).toHaveLength(2);
  });

  it('is free again after a day', async () => {
    const first = await create({}, 'k');
    await sandbox.control.clock.advance(24 * HOUR);

    expect((await create({ amount: 3000 }, 'k')).id).not.toBe(first.id);
  });

  it('makes one intent of a call whose answer was lost and that the SDK repeats', async () => {
    control().inject({ kind: 'reset-after', times: 1 });
    const intent = await sdk(secretKey, 1).paymentIntents.create(wanted(), { idempotencyKey: 'k' });

    expect(control().count('create')).toBe(2);
    expect(
      control()
        .items()
        .map(({ id }) => id),
    ).toEqual([intent.id]);
  });
});

describe('a refund, through the official SDK', () => {
  const paid = () => create({ confirm: true, payment_method: 'pm_card_visa' });

  it('goes back in parts, up to what was paid', async () => {
    const { id } = await paid();
    const first = await stripe.refunds.create({ payment_intent: id, amount: 1000, metadata: { refund_id: 'r1' } });
    expect(first).toMatchObject({ object: 'refund', amount: 1000, status: 'succeeded', payment_intent: id });

    expect(await faultOf(stripe.refunds.create({ payment_intent: id, amount: 1591 }))).toMatchObject({
      statusCode: 400,
      param: 'amount',
    });
    expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(1590);
    expect((await faultOf(stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_already_refunded');
    const { data } = await stripe.refunds.list({ payment_intent: id });
    expect(data.map(({ amount }) => amount)).toEqual([1590, 1000]);
    expect((await stripe.refunds.retrieve(first.id)).metadata).toEqual({ refund_id: 'r1' });
  });

  it('of fifty at once goes no further than what was paid', async () => {
    const { id } = await paid();
    const tries = Array.from({ length: 50 }, () => stripe.refunds.create({ payment_intent: id, amount: 100 }));
    const made = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');

    expect(made).toHaveLength(25);
  });

  it('is made once for its key', async () => {
    const { id } = await paid();
    const [one, two] = [1, 2].map(() =>
      stripe.refunds.create({ payment_intent: id, amount: 100 }, { idempotencyKey: 'refund:r1' }),
    );
    const [first] = await Promise.allSettled([one, two]);

    expect(first?.status).toBe('fulfilled');
    expect(control().item(id)['refunded']).toBe(100);
  });

  it('of what was never paid is refused', async () => {
    const { id } = await create();

    expect((await faultOf(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400);
  });

  it('that fails later says so, and leaves the amount to be refunded', async () => {
    const { id } = await paid();
    control().inject({ kind: 'refund-fails', times: 1 });
    expect((await stripe.refunds.create({ payment_intent: id })).status).toBe('pending');

    await sandbox.control.clock.advance(2_000);
    await control().idle();

    expect(receiver.fields('type').slice(-2)).toEqual(['refund.updated', 'refund.failed']);
    expect((await stripe.refunds.create({ payment_intent: id })).status).toBe('succeeded');
  });
});

describe('an event', () => {
  const read = (raw: Buffer, signature: unknown, secret: string = webhookSecret) =>
    stripe.webhooks.constructEvent(raw, String(signature), secret);

  it('passes the SDK, also after days of the sandbox, and for each of two live secrets', async () => {
    control().configure({ previousWebhookSecret: 'whsec_theOldOne' });
    await sandbox.control.clock.advance(72 * HOUR);
    await create({ confirm: true, payment_method: 'pm_card_visa' }, 'k');
    await control().idle();

    const events = receiver.received.map(({ raw, headers }) => read(raw, headers['stripe-signature']));
    expect(events.map(({ type }) => type)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    expect(events[2]).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: 'k' },
      data: { object: { status: 'succeeded', amount_received: 2590, metadata: { order_id: 'o1' } } },
    });
    const [{ raw, headers } = receiver.one()] = receiver.received;
    expect(() => read(raw, headers['stripe-signature'], 'whsec_theOldOne')).not.toThrow();
    expect(() => read(raw, headers['stripe-signature'], 'whsec_another')).toThrow();
    expect(() => read(Buffer.from(`${raw.toString()} `), headers['stripe-signature'])).toThrow();
  });

  it('tells what a person did on the page, and can be read again', async () => {
    const { id } = await create();
    control().act('challenge', id);
    control().act('fail', id, { reason: 'insufficient_funds' });
    control().act('pay', id, { amount: 100 });
    control().act('refund', id, { amount: 40 });
    control().act('chargeback', id);
    control().act('close-dispute', id, { reason: 'won' });
    await control().idle();

    expect(receiver.fields('type')).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'refund.created',
      'charge.refunded',
      'charge.dispute.created',
      'charge.dispute.closed',
    ]);
    expect(receiver.received[4]?.body).toMatchObject({ data: { object: { amount: 2590, amount_received: 100 } } });
    const { id: eventId, type } = receiver.received[4]?.body as unknown as { id: string; type: string };
    expect((await stripe.events.retrieve(eventId)).type).toBe(type);
  });

  it('is tried three times more over a few hours, with the same id', async () => {
    receiver.answers = Array<number>(10).fill(500);
    await create();
    await control().idle();
    await sandbox.control.clock.advance(72 * HOUR);

    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.fields('id')).size).toBe(1);
  });
});

describe('the card page', () => {
  it('is found by the client secret, and pays', async () => {
    const { id, client_secret: secret } = await create();
    const url = `${sandbox.url}/stripe/pay/${secret}`;
    expect(await (await fetch(url)).text()).toContain('Pay BRL 25.90 by card');

    await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });

    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });
});
