import { describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';

import { readStripeWebhook } from './read-stripe-webhook.js';

const stripe = new Stripe('sk_test_unused');
const SECRETS = ['whsec_test_secret', 'whsec_the_older_one'];
const NOW_S = 1_795_200_000;
const PAYMENT = '0199f000-0000-7000-8000-000000000001';
const intent = {
  id: 'pi_1',
  object: 'payment_intent',
  amount: 11_500_000,
  amount_received: 11_500_000,
  currency: 'idr',
  status: 'succeeded',
  client_secret: 'pi_1_secret_x',
  latest_charge: 'ch_1',
  metadata: { payment_id: PAYMENT },
};
const charge = {
  id: 'ch_1',
  object: 'charge',
  amount: 2_590,
  amount_captured: 2_590,
  amount_refunded: 1_000,
  currency: 'brl',
  created: NOW_S - 60,
  disputed: false,
  payment_intent: 'pi_1',
  metadata: { payment_id: PAYMENT },
};
const refund = {
  id: 're_1',
  object: 'refund',
  status: 'succeeded',
  payment_intent: 'pi_1',
  metadata: { refund_id: 'r-1' },
};

const eventOf = (type: string, object: object, changes: object = {}) =>
  JSON.stringify({ id: 'evt_1', object: 'event', created: NOW_S, livemode: false, type, data: { object }, ...changes });
const headerOf = (payload: string, secret = SECRETS[0] ?? '', timestamp = NOW_S) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
const read = (body: string | Buffer, signature: string | undefined, isLive = false) => {
  const headers = signature === undefined ? {} : { 'stripe-signature': signature };
  const webhook = {
    headers: headers as Record<string, string>,
    body: Buffer.from(body),
    receivedAt: new Date(NOW_S * 1000),
  };
  return readStripeWebhook(webhook, stripe, { secrets: SECRETS, isLive });
};
const signed = (type: string, object: object, changes?: object) => {
  const body = eventOf(type, object, changes);
  return read(body, headerOf(body));
};

describe("Stripe's events", () => {
  it("are verified as the fact sheet's vector says", () => {
    const body = '{"id":"evt_test","object":"event"}';
    expect(headerOf(body, 'whsec_test_secret', 1_700_000_000)).toBe(
      't=1700000000,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724',
    );
  });

  it('say that an intent is paid, in our rupiah', () => {
    expect(signed('payment_intent.succeeded', intent)).toEqual({
      verdict: 'genuine',
      eventId: 'evt_1',
      type: 'payment_intent.succeeded',
      paymentId: PAYMENT,
      reference: 'pi_1',
      state: {
        reference: 'pi_1',
        status: 'PAID',
        amount: 115_000,
        currency: 'IDR',
        refundedAmount: 0,
        paidAt: new Date(NOW_S * 1000),
        review: null,
      },
      mustBeConfirmed: false,
      refund: null,
    });
  });

  it('are genuine by either secret while one replaces the other, and by both at once', () => {
    const body = eventOf('payment_intent.succeeded', intent);
    const [one = '', other = ''] = SECRETS;
    expect(read(body, headerOf(body, other))).toMatchObject({ verdict: 'genuine' });
    const both = `${headerOf(body, 'whsec_unknown')},${headerOf(body, one).split(',')[1]}`;
    expect(read(body, both)).toMatchObject({ verdict: 'genuine' });
  });

  it.each([
    [0, 'genuine'],
    [-300, 'genuine'],
    [-301, 'forged'],
    [300, 'genuine'],
    [301, 'forged'],
    [86_400, 'forged'],
  ])('signed %d seconds from now are %s', (seconds, verdict) => {
    const body = eventOf('payment_intent.succeeded', intent);
    expect(read(body, headerOf(body, SECRETS[0], NOW_S + seconds))).toMatchObject({ verdict });
  });

  it('are forged without a signature, by another secret, and when a byte was changed', () => {
    const body = eventOf('payment_intent.succeeded', intent);
    expect(read(body, undefined)).toMatchObject({ verdict: 'forged' });
    expect(read(body, 'v1=1')).toMatchObject({ verdict: 'forged' });
    expect(read(body, headerOf(body, 'whsec_another'))).toMatchObject({ verdict: 'forged' });
    expect(read(body.replace('11500000', '11500001'), headerOf(body))).toMatchObject({ verdict: 'forged' });
    expect(read(JSON.stringify(JSON.parse(body), null, 1), headerOf(body))).toMatchObject({ verdict: 'forged' });
    expect(read(body, headerOf(body).replace('v1=', 'v0='))).toMatchObject({ verdict: 'forged' });
  });

  it('are unreadable behind a byte order mark, as a thin event, and when signed but no JSON', () => {
    const body = eventOf('payment_intent.succeeded', intent);
    expect(read(`\uFEFF${body}`, headerOf(body))).toMatchObject({ verdict: 'unreadable' });
    const thin = JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'x' });
    expect(read(thin, headerOf(thin))).toMatchObject({ verdict: 'unreadable' });
    expect(read('hello', headerOf('hello'))).toMatchObject({ verdict: 'unreadable' });
  });

  it.each([
    ['payment_intent.created', 'requires_payment_method', 'PENDING'],
    ['payment_intent.requires_action', 'requires_action', 'PENDING'],
    ['payment_intent.processing', 'processing', 'PENDING'],
    ['payment_intent.payment_failed', 'requires_payment_method', 'PENDING'],
    ['payment_intent.amount_capturable_updated', 'requires_capture', 'AUTHORIZED'],
    ['payment_intent.canceled', 'canceled', 'CANCELLED'],
    ['payment_intent.processing', 'levitating', 'PENDING'],
  ])('say by %s (%s) that a payment is %s', (type, status, ours) => {
    const reading = signed(type, { ...intent, status, amount_received: 0 });
    expect(reading).toMatchObject({ state: { status: ours, amount: 115_000, paidAt: null } });
  });

  it('count what was received, and ask for a person where there are sen', () => {
    const short = { ...intent, amount_received: 11_400_000 };
    expect(signed('payment_intent.succeeded', short)).toMatchObject({
      state: { amount: 114_000, review: 'AMOUNTS_DIFFER' },
    });
    const sen = { ...intent, amount_received: 11_500_050 };
    expect(signed('payment_intent.succeeded', sen)).toMatchObject({ state: { review: 'FRACTIONAL_AMOUNT' } });
    const unknown = { ...intent, currency: 'xts' };
    expect(signed('payment_intent.succeeded', unknown)).toMatchObject({ state: { review: 'FRACTIONAL_AMOUNT' } });
  });

  it.each([
    { amount: intent.amount + 1 },
    { amount_received: intent.amount - 1 },
    { latest_charge: { ...charge, amount_captured: charge.amount_captured - 1 } },
  ])('ask for a person when their own amounts differ: %j', (changes) => {
    expect(signed('payment_intent.succeeded', { ...intent, latest_charge: charge, ...changes })).toMatchObject({
      state: { review: 'AMOUNTS_DIFFER' },
    });
  });

  it('tell what has been given back in all', () => {
    expect(signed('charge.refunded', charge)).toMatchObject({
      paymentId: PAYMENT,
      reference: 'pi_1',
      state: { status: 'PARTIALLY_REFUNDED', amount: 2_590, refundedAmount: 1_000, currency: 'BRL' },
    });
    expect(signed('charge.refunded', { ...charge, amount_refunded: 2_590 })).toMatchObject({
      state: { status: 'REFUNDED', refundedAmount: 2_590 },
    });
  });

  it.each([
    ['refund.created', 'pending', null],
    ['refund.created', 'succeeded', 'refunded'],
    ['refund.updated', 'succeeded', 'refunded'],
    ['refund.failed', 'failed', 'failed'],
    ['refund.updated', 'canceled', 'failed'],
  ])('tell by %s that a refund is %s: %s', (type, status, ours) => {
    const told = ours === null ? null : { refundId: 'r-1', reference: 're_1', status: ours };
    expect(signed(type, { ...refund, status })).toMatchObject({ reference: 'pi_1', state: null, refund: told });
  });

  it('ask for a person when a payment is disputed, and when the dispute has ended', () => {
    const dispute = { id: 'dp_1', object: 'dispute', amount: 2_590, currency: 'brl', payment_intent: 'pi_1' };
    expect(signed('charge.dispute.created', dispute)).toMatchObject({
      state: { review: 'DISPUTED', reference: 'pi_1' },
    });
    expect(signed('charge.dispute.closed', dispute)).toMatchObject({ state: { review: 'DISPUTE_CLOSED' } });
  });

  it('are kept and ignored when they are of no use, or of the other mode', () => {
    const nothing = { verdict: 'genuine', paymentId: null, reference: null, state: null, refund: null };
    expect(signed('charge.succeeded', charge)).toMatchObject(nothing);
    expect(signed('customer.created', { object: 'customer' })).toMatchObject(nothing);
    expect(signed('constructor', intent)).toMatchObject(nothing);
    expect(signed('payment_intent.succeeded', intent, { livemode: true })).toMatchObject(nothing);
    const body = eventOf('payment_intent.succeeded', intent, { livemode: true });
    expect(read(body, headerOf(body), true)).toMatchObject({ state: { status: 'PAID' } });
  });

  it.each(['amount_received', 'currency', 'status', 'id', 'object'])('are unreadable without %s', (name) => {
    expect(signed('payment_intent.succeeded', { ...intent, [name]: undefined })).toMatchObject({
      verdict: 'unreadable',
    });
  });
});
