import { describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import type { FetchOutcome } from '../core/model/charge.js';
import type { PaymentGateway } from '../core/payments.ports.js';
import { aChargeRequest, aRefund, keyOf } from '../testing/a-charge.js';
import { type Scripted, ScriptedOutbound } from '../testing/scripted-outbound.js';
import { MidtransGateway } from './midtrans/midtrans-gateway.js';
import { OpenPixGateway } from './openpix/openpix-gateway.js';
import { WOOVI_PUBLIC_KEY } from './openpix/woovi-public-key.js';
import { ProPayGateway } from './propay/propay-gateway.js';
import { StripeGateway } from './stripe/stripe-gateway.js';

const OPENED = new Date('2026-11-20T11:11:08Z');
const clock = new FixedClock(OPENED);
const wire = new ScriptedOutbound();
const midtrans = new MidtransGateway(wire.http, {
  serverKey: 'SB-Mid-server-TESTKEY',
  snapUrl: 'https://midtrans.test/snap/v1',
  coreUrl: 'https://midtrans.test/v2',
});
const propay = new ProPayGateway(
  wire.http,
  { url: 'https://propay.test', outboundSecret: 'to-propay', inboundSecret: 'from-propay', timeoutMs: 5_000 },
  clock,
);
const openpix = new OpenPixGateway(
  wire.http,
  { appId: 'an-app-id', url: 'https://openpix.test', webhookPublicKey: WOOVI_PUBLIC_KEY, webhookSecret: null },
  clock,
);
const stripe = new StripeGateway(wire.http, {
  secretKey: 'sk_test_123',
  url: 'https://stripe.test',
  webhookSecrets: ['whsec_1'],
});

const rupiah = aChargeRequest({
  amount: 115_000,
  currency: 'IDR',
  openedAt: OPENED,
  expiresAt: new Date(OPENED.getTime() + 3_600_000),
});
const reais = { ...rupiah, amount: 2_590, currency: 'BRL' };
const { paymentId } = rupiah;

const status = {
  status_code: '200',
  status_message: 'Success, transaction is found',
  transaction_id: '0f9c2a66-aaaa-bbbb-cccc-1234567890ab',
  order_id: paymentId,
  merchant_id: 'G000000001',
  gross_amount: '115000.00',
  currency: 'IDR',
  payment_type: 'qris',
  transaction_time: '2026-11-20 18:12:01',
  settlement_time: '2026-11-20 18:12:40',
  transaction_status: 'settlement',
  fraud_status: 'accept',
  expiry_time: '2026-11-20 18:27:01',
};
const propayCharge = {
  txid: '0123456789abcdef0123456789abcdef',
  status: 'paid',
  amount_cents: 2_590,
  qr_code: '00020101021226',
  qr_code_url: 'https://propay.test/pay/1',
  expires_at: '2026-11-20T13:00:00Z',
  paid_at: '2026-11-20T12:00:00Z',
};
const openpixCharge = {
  status: 'COMPLETED',
  value: 2_590,
  correlationID: paymentId,
  transactionID: '9d36b84fc70b478fb95c12729b90ca25',
  brCode: '00020101021226',
  qrCodeImage: 'https://api.openpix.com.br/openpix/charge/brcode/image/7777a23s-6c9f.png',
  expiresDate: '2026-11-20T13:00:00.000Z',
  paidAt: '2026-11-20T12:03:00.000Z',
};
const stripeIntent = {
  id: 'pi_1',
  object: 'payment_intent',
  amount: 11_500_000,
  amount_received: 11_500_000,
  currency: 'idr',
  status: 'succeeded',
  client_secret: 'pi_1_secret_2',
  latest_charge: null,
  metadata: { payment_id: paymentId },
};

describe.each<[string, PaymentGateway, Record<string, unknown>, (body: object) => Scripted[], string[]]>([
  [
    'Midtrans',
    midtrans,
    status,
    (body) => [{ body }],
    ['status_code', 'transaction_status', 'order_id', 'gross_amount', 'currency'],
  ],
  [
    'ProPay',
    propay,
    propayCharge,
    (data) => [{ body: { data } }],
    ['txid', 'status', 'amount_cents', 'qr_code', 'qr_code_url'],
  ],
  [
    'OpenPix',
    openpix,
    openpixCharge,
    (charge) => [{ body: { charge } }, { body: { refunds: [] } }],
    ['status', 'value', 'correlationID', 'transactionID', 'brCode'],
  ],
  [
    'Stripe',
    stripe,
    stripeIntent,
    (body) => [{ body }],
    ['id', 'object', 'amount', 'amount_received', 'currency', 'status'],
  ],
])('an answer of %s', (_, gateway, example, asAnswers, needed) => {
  const fetched = async (body: object): Promise<FetchOutcome> => {
    wire.answer(...asAnswers(body));
    return gateway.fetch(keyOf(rupiah, { reference: 'pi_1' }));
  };

  it('says that the payment is paid when all is there', async () => {
    expect(await fetched(example)).toMatchObject({ kind: 'found', state: { status: 'PAID', review: null } });
  });

  it.each(needed)('says nothing when its %s is missing or of another kind', async (name) => {
    for (const value of [undefined, null, {}, [], true, '', -1, 1e300]) {
      const outcome = await fetched({ ...example, [name]: value });
      expect([name, value, outcome]).toEqual([
        name,
        value,
        expect.objectContaining({ kind: 'no_answer', mayExist: true }),
      ]);
    }
  });

  it.each([[[]], ['"paid"'], ['null'], ['{'], ['<html>502</html>'], [{}], [{ data: null }], [{ charge: 7 }]])(
    'says nothing when it is %j',
    async (body) => {
      wire.answer({ body });
      const outcome = await gateway.fetch(keyOf(rupiah, { reference: 'pi_1' })).catch((error: unknown) => error);
      // Half a document is told by the road that it came on, which is not here.
      expect(outcome).toMatchObject({ kind: 'no_answer', reason: 'UNREADABLE' });
    },
  );

  it('asks for a person when it is about another payment of ours', async () => {
    const text = JSON.stringify(example).replaceAll(paymentId, aChargeRequest().paymentId);
    if (gateway === propay) return;
    expect(await fetched(JSON.parse(text) as object)).toMatchObject({ state: { review: 'ORDER_MISMATCH' } });
  });
});

describe('Midtrans', () => {
  it('is asked for a page in whole rupiah, that ends when the order does', async () => {
    wire.answer({
      status: 201,
      body: { token: '66e4fa55', redirect_url: 'https://app.test/snap/v4/redirection/66e4fa55' },
    });
    expect(await midtrans.create(rupiah)).toMatchObject({
      kind: 'opened',
      presentation: { kind: 'snap', snapToken: '66e4fa55' },
      expiresAt: rupiah.expiresAt,
    });
    expect(wire.asked.at(-1)).toMatchObject({
      method: 'POST',
      url: 'https://midtrans.test/snap/v1/transactions',
      headers: { Authorization: `Basic ${Buffer.from('SB-Mid-server-TESTKEY:').toString('base64')}` },
    });
    expect(wire.body()).toMatchObject({
      transaction_details: { order_id: paymentId, gross_amount: 115_000 },
      item_details: [{ price: 115_000, quantity: 1, name: 'Order A-017' }],
      customer_details: { first_name: 'Ana Souza', email: 'ana@example.com' },
      expiry: { start_time: '2026-11-20 18:11:08 +0700', unit: 'minute', duration: 60 },
      custom_field1: paymentId,
    });
    expect(JSON.stringify(wire.body())).not.toContain('52998224725');
    expect(paymentId.length).toBeLessThanOrEqual(50);
  });

  it.each([
    ['transaction_details.order_id has already been taken'],
    ['transaction_details.order_id has been paid and utilized, please use another order ID'],
  ])('tells what became of an order of this id when it says: %s', async (message) => {
    wire.answer({ status: 400, body: { error_messages: [message] } }, { body: status });
    expect(await midtrans.create(rupiah)).toMatchObject({ kind: 'exists', state: { status: 'PAID' } });
    wire.answer({ status: 400, body: { error_messages: [message] } }, { body: { status_code: '404' } });
    expect(await midtrans.create(rupiah)).toMatchObject({
      kind: 'exists',
      state: { status: 'PENDING', amount: 115_000 },
    });
  });

  it('refuses for good what it says is wrong', async () => {
    wire.answer({ status: 400, body: { error_messages: ['transaction_details.gross_amount is required'] } });
    expect(await midtrans.create(rupiah)).toEqual({ kind: 'refused', reason: 'INVALID_REQUEST' });
  });

  it.each(['500', '503', '505', '429'])('gives no answer with code %s in a body of HTTP 200', async (code) => {
    wire.answer({ body: { ...status, status_code: code } });
    expect(await midtrans.fetch(keyOf(rupiah))).toMatchObject({ kind: 'no_answer', mayExist: true });
  });

  it('knows nothing of an order with code 404, and refuses our key with 401, in a body of HTTP 200', async () => {
    wire.answer({ body: { status_code: '404', status_message: "Transaction doesn't exist." } });
    expect(await midtrans.fetch(keyOf(rupiah))).toEqual({ kind: 'absent' });
    wire.answer({ body: { status_code: '401' } });
    expect(await midtrans.fetch(keyOf(rupiah))).toMatchObject({ kind: 'no_answer', reason: 'CREDENTIALS_REFUSED' });
  });

  it('finds an expired transaction, whose code is 407', async () => {
    wire.answer({ body: { ...status, status_code: '407', transaction_status: 'expire', settlement_time: undefined } });
    expect(await midtrans.fetch(keyOf(rupiah))).toMatchObject({ kind: 'found', state: { status: 'EXPIRED' } });
  });

  it('is found by what we sent along when a wallet answers in capitals and with an id of its own', async () => {
    const dana = { ...status, order_id: 'DANA-1', custom_field1: paymentId, transaction_status: 'SETTLEMENT' };
    wire.answer({ body: dana });
    expect(await midtrans.fetch(keyOf(rupiah))).toMatchObject({ state: { status: 'PAID', review: null } });
  });

  it('closes the page by its token while no method is chosen', async () => {
    const presentation = { kind: 'snap', snapToken: 'a/b', redirectUrl: 'https://app.test' } as const;
    wire.answer({ body: { status_code: '404' } }, { body: { canceled_at: '2026-11-20T11:00:00Z' } });
    expect(await midtrans.cancel(keyOf(rupiah, { presentation }))).toEqual({ kind: 'cancelled' });
    expect(wire.asked.at(-1)?.url).toBe('https://midtrans.test/snap/v1/transactions/a%2Fb/cancel');
    wire.answer(
      { body: { status_code: '404' } },
      { status: 400, body: { error_messages: ['Transaction is on progress'] } },
    );
    expect(await midtrans.cancel(keyOf(rupiah, { presentation }))).toMatchObject({ kind: 'no_answer', retryAfter: 1 });
  });

  it('lets a captured card go whole, since it cannot be refunded before it is settled', async () => {
    const captured = { ...status, transaction_status: 'capture', payment_type: 'credit_card' };
    const refund = aRefund(rupiah, { reference: paymentId });
    wire.answer(
      { body: { status_code: '412' } },
      { body: captured },
      { body: { ...captured, transaction_status: 'cancel' } },
    );
    expect(await midtrans.refund(refund)).toEqual({ kind: 'refunded', reference: refund.refundId });
    expect(wire.asked.at(-1)?.url).toBe(`https://midtrans.test/v2/${paymentId}/cancel`);
    wire.answer({ body: { status_code: '412' } }, { body: { ...captured, transaction_status: 'cancel' } });
    expect(await midtrans.refund(refund)).toEqual({ kind: 'refunded', reference: refund.refundId });
    wire.answer({ body: { status_code: '412' } }, { body: captured });
    expect(await midtrans.refund({ ...refund, amount: 1_000 })).toEqual({ kind: 'refused', reason: 'NOT_REFUNDABLE' });
  });

  it.each([
    [{ ...status, status_code: '202' }, 'REFUND_DENIED'],
    [{ status_code: '406' }, 'REFUND_ID_USED'],
    [{ status_code: '414' }, 'REFUND_REJECTED'],
    [{ status_code: '404' }, 'CHARGE_UNKNOWN'],
  ])('gives nothing back when it says %j: %s', async (body, reason) => {
    wire.answer({ body });
    expect(await midtrans.refund(aRefund(rupiah, { reference: paymentId }))).toEqual({ kind: 'refused', reason });
  });

  it('has not answered when a refund is said to be fine and the payment is not refunded', async () => {
    wire.answer({ body: status });
    expect(await midtrans.refund(aRefund(rupiah, { reference: paymentId }))).toMatchObject({
      kind: 'no_answer',
      mayExist: true,
    });
  });
});

describe('ProPay', () => {
  it('is asked for a charge with our id as its key, by a token of its own', async () => {
    wire.answer({ status: 201, body: { data: { ...propayCharge, status: 'active', paid_at: null } } });
    expect(await propay.create(reais)).toMatchObject({
      kind: 'opened',
      presentation: { kind: 'pix', txid: propayCharge.txid, copyPaste: '00020101021226' },
      expiresAt: new Date('2026-11-20T13:00:00Z'),
    });
    expect(wire.asked.at(-1)?.headers).toMatchObject({
      'Idempotency-Key': paymentId,
      Authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/) as unknown,
    });
    expect(wire.body()).toEqual({
      reference_type: 'order',
      reference_id: paymentId,
      amount_cents: 2_590,
      description: 'Pedido A-017',
      expires_in_seconds: 3_600,
      customer: { full_name: 'Ana Souza', cpf: '52998224725', email: 'ana@example.com' },
    });
  });

  it('is asked the same thing however late, or the key would not fit', async () => {
    wire.answer({ status: 201, body: { data: propayCharge } });
    await propay.create(reais);
    clock.set(new Date(OPENED.getTime() + 1_800_000));
    await propay.create(reais);
    clock.set(OPENED);
    expect(wire.asked.at(-1)?.body).toBe(wire.asked.at(-2)?.body);
  });

  it('does not open a charge of another amount', async () => {
    wire.answer({ status: 201, body: { data: { ...propayCharge, amount_cents: 2_591 } } });
    expect(await propay.create(reais)).toMatchObject({ kind: 'no_answer', reason: 'UNREADABLE', mayExist: true });
  });

  it('is asked again in a moment while the same call is under way, and by our id when it has the key otherwise', async () => {
    wire.answer({ status: 409, body: { error: 'idempotency_in_progress' } });
    expect(await propay.create(reais)).toMatchObject({ kind: 'no_answer', mayExist: true, retryAfter: 1 });
    wire.answer({ status: 422, body: { error: 'idempotency_mismatch' } }, { body: { data: [propayCharge] } });
    expect(await propay.create(reais)).toMatchObject({ kind: 'opened', state: { reference: propayCharge.txid } });
    expect(wire.asked.at(-1)?.url).toContain(`reference_id=${paymentId}`);
  });

  it('counts what was given back', async () => {
    const refunds = [
      { refund_id: 'rf_1', amount_cents: 1_000, status: 'done' },
      { refund_id: 'rf_2', amount_cents: 500, status: 'processing' },
      { refund_id: 'rf_3', amount_cents: 500, status: 'failed' },
    ];
    wire.answer({ body: { data: { ...propayCharge, refunds } } });
    expect(await propay.fetch(keyOf(reais, { reference: propayCharge.txid }))).toMatchObject({
      state: { status: 'PARTIALLY_REFUNDED', refundedAmount: 1_000 },
    });
  });
});

describe('OpenPix', () => {
  it('is asked for a charge by our id, with the AppID as it is', async () => {
    wire.answer({ body: { charge: { ...openpixCharge, status: 'ACTIVE', paidAt: undefined } } });
    expect(await openpix.create(reais)).toMatchObject({
      kind: 'opened',
      presentation: { kind: 'pix', txid: openpixCharge.transactionID, qrCodeUrl: openpixCharge.qrCodeImage },
      expiresAt: new Date(openpixCharge.expiresDate),
    });
    expect(wire.asked.at(-1)).toMatchObject({
      url: 'https://openpix.test/api/v1/charge?return_existing=true',
      headers: { Authorization: 'an-app-id' },
    });
    expect(wire.body()).toEqual({
      correlationID: paymentId,
      value: 2_590,
      comment: 'Pedido A-017',
      expiresIn: 3_600,
      customer: { name: 'Ana Souza', taxID: '52998224725', email: 'ana@example.com' },
      additionalInfo: [{ key: 'order', value: 'A-017' }],
    });
  });

  it('is told of a customer only who has something to be known by', async () => {
    wire.answer({ body: { charge: openpixCharge } });
    await openpix.create({ ...reais, payer: { id: '1', name: 'Ana', email: null, cpf: null } });
    expect(wire.body()).not.toHaveProperty('customer');
  });

  it('does not open a charge of another amount or another name', async () => {
    for (const other of [{ value: 2_591 }, { correlationID: 'another' }]) {
      wire.answer({ body: { charge: { ...openpixCharge, ...other } } });
      expect(await openpix.create(reais)).toMatchObject({ kind: 'no_answer', mayExist: true });
    }
  });

  it('tells what became of a refund when it refuses its id the second time', async () => {
    const refund = aRefund(reais, { reference: openpixCharge.transactionID });
    const made = { status: 'CONFIRMED', value: 2_590, correlationID: refund.refundId, endToEndId: 'D1' };
    const refusal = { status: 400, body: { error: 'correlationID' } };
    wire.answer(refusal, { body: { refunds: [made] } });
    expect(await openpix.refund(refund)).toEqual({ kind: 'refunded', reference: 'D1' });
    wire.answer(refusal, { body: { refunds: [{ ...made, correlationID: 'another' }] } });
    expect(await openpix.refund(refund)).toEqual({ kind: 'refused', reason: 'REFUND_REJECTED' });
  });

  it('counts what was given back, whole or in part', async () => {
    const told = (status: string, value: number) => ({ status, value, correlationID: 'r', endToEndId: 'D1' });
    wire.answer(
      { body: { charge: openpixCharge } },
      { body: { refunds: [told('CONFIRMED', 590), told('REJECTED', 9)] } },
    );
    expect(await openpix.fetch(keyOf(reais))).toMatchObject({
      state: { status: 'PARTIALLY_REFUNDED', refundedAmount: 590 },
    });
    wire.answer({ body: { charge: openpixCharge } }, { body: { refunds: [told('CONFIRMED', 2_590)] } });
    expect(await openpix.fetch(keyOf(reais))).toMatchObject({ state: { status: 'REFUNDED' } });
  });
});

describe('Stripe', () => {
  const fresh = { ...stripeIntent, status: 'requires_payment_method', amount_received: 0 };

  it('is asked for an intent in its own unit, with our id as its key', async () => {
    wire.answer({ body: fresh });
    expect(await stripe.create(rupiah)).toMatchObject({
      kind: 'opened',
      state: { status: 'PENDING', amount: 115_000, currency: 'IDR' },
      presentation: { kind: 'card', clientSecret: 'pi_1_secret_2' },
    });
    const { url, headers, body } = wire.asked.at(-1) ?? {};
    expect(url).toBe('https://stripe.test/v1/payment_intents');
    expect(headers).toMatchObject({ 'Idempotency-Key': paymentId, Authorization: 'Bearer sk_test_123' });
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      amount: '11500000',
      currency: 'idr',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
      description: 'Order A-017',
      'metadata[payment_id]': paymentId,
    });
  });

  it('does not open an intent of another amount, currency or payment', async () => {
    for (const other of [{ amount: 11_500_100 }, { currency: 'brl' }, { metadata: {} }, { amount: 11_500_001 }]) {
      wire.answer({ body: { ...fresh, ...other } });
      expect(await stripe.create(rupiah)).toMatchObject({ kind: 'no_answer', mayExist: true });
    }
  });

  it.each([
    [400, { type: 'invalid_request_error', code: 'amount_too_small', message: 'x' }, 'AMOUNT_TOO_SMALL'],
    [400, { type: 'invalid_request_error', code: 'parameter_unknown', message: 'x' }, 'INVALID_REQUEST'],
    [401, { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_***' }, 'CREDENTIALS_REFUSED'],
  ])('refuses with %d %j: %s', async (code, error, reason) => {
    wire.answer({ status: code, body: { error } });
    expect(await stripe.create(rupiah)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    [400, { type: 'idempotency_error', message: 'x' }],
    [409, { type: 'invalid_request_error', code: 'idempotency_key_in_use', message: 'x' }],
  ])('is asked again in a moment with %d %j', async (code, error) => {
    wire.answer({ status: code, body: { error } });
    expect(await stripe.create(rupiah)).toMatchObject({ kind: 'no_answer', mayExist: true, retryAfter: 1 });
  });

  it('tells how an intent ended that cannot be called off', async () => {
    const error = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message: 'x' };
    const refusal = { status: 400, body: { error } };
    wire.answer(refusal, { body: stripeIntent });
    const key = keyOf(rupiah, { reference: 'pi_1' });
    expect(await stripe.cancel(key)).toMatchObject({ kind: 'not_open', state: { status: 'PAID', amount: 115_000 } });
    wire.answer(refusal, { body: { ...fresh, status: 'canceled' } });
    expect(await stripe.cancel(key)).toEqual({ kind: 'cancelled' });
    wire.answer(refusal, { body: { ...fresh, status: 'processing' } });
    expect(await stripe.cancel(key)).toMatchObject({ kind: 'not_open', state: { status: 'PENDING' } });
  });

  it('is searched page by page for an intent whose answer never came', async () => {
    const other = { ...fresh, id: 'pi_9', metadata: { payment_id: 'another' } };
    wire.answer(
      { body: { object: 'list', has_more: true, data: [other] } },
      { body: { object: 'list', has_more: false, data: [fresh] } },
      { body: fresh },
    );
    expect(await stripe.fetch(keyOf(rupiah))).toMatchObject({ kind: 'found', state: { reference: 'pi_1' } });
    const pages = wire.asked.slice(-3).map(({ url }) => new URL(url));
    expect(pages[1]?.searchParams.get('starting_after')).toBe('pi_9');
    expect(Number(pages[0]?.searchParams.get('created[gte]'))).toBeLessThan(OPENED.getTime() / 1000);
    expect(pages[2]?.pathname).toBe('/v1/payment_intents/pi_1');
    wire.answer({ body: { object: 'list', has_more: false, data: [] } });
    expect(await stripe.fetch(keyOf(rupiah))).toEqual({ kind: 'absent' });
  });

  it('does not refund twice, however long ago it was asked first', async () => {
    const refund = aRefund(rupiah, { reference: 'pi_1' });
    const made = { object: 'refund', id: 're_1', status: 'succeeded', metadata: { refund_id: refund.refundId } };
    wire.answer({ body: { object: 'list', has_more: false, data: [made] } });
    const before = wire.asked.length;
    expect(await stripe.refund(refund)).toEqual({ kind: 'refunded', reference: 're_1' });
    expect(wire.asked.slice(before).map(({ method }) => method)).toEqual(['GET']);
  });

  it('asks for a person when a payment is disputed', async () => {
    const charge = {
      object: 'charge',
      amount: 11_500_000,
      amount_captured: 11_500_000,
      amount_refunded: 0,
      currency: 'idr',
      created: 1_795_200_000,
      disputed: true,
    };
    wire.answer({ body: { ...stripeIntent, latest_charge: charge } });
    expect(await stripe.fetch(keyOf(rupiah, { reference: 'pi_1' }))).toMatchObject({ state: { review: 'DISPUTED' } });
  });
});
