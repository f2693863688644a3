import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { WebhookReading } from '../../core/model/charge.js';
import { readMidtransWebhook } from './read-midtrans-webhook.js';

const KEY = 'SB-Mid-server-TESTKEY';
/** The fact sheet's. */
const VECTOR =
  '393196638fb353544853fc39703abf9ad55ac2e912ec15d0c2ff414c92aa745e8a877207d132ef373c974e7d4a62ec8ae48b39abc40ab2b66b7f67fa9e4bce82';
const example = {
  transaction_time: '2026-11-20 18:12:01',
  transaction_status: 'settlement',
  transaction_id: '0f9c2a66-aaaa-bbbb-cccc-1234567890ab',
  status_message: 'midtrans payment notification',
  status_code: '200',
  signature_key: VECTOR,
  settlement_time: '2026-11-20 18:12:40',
  payment_type: 'qris',
  order_id: 'ORDER-0001',
  merchant_id: 'G000000001',
  gross_amount: '10000.00',
  fraud_status: 'accept',
  currency: 'IDR',
};

const read = (body: unknown): WebhookReading => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readMidtransWebhook({ headers: {}, body: Buffer.from(text), receivedAt: new Date() }, KEY);
};
const signed = (changes: object): WebhookReading => {
  const body = { ...example, ...changes };
  const text = `${body.order_id}${body.status_code}${body.gross_amount}${KEY}`;
  return read({ ...body, signature_key: createHash('sha512').update(text).digest('hex') });
};
const stateOf = (reading: WebhookReading) => (reading.verdict === 'genuine' ? reading.state : reading);

describe("Midtrans' notifications", () => {
  it('are genuine by the signature of the documents, and have to be confirmed', () => {
    expect(read(example)).toMatchObject({
      verdict: 'genuine',
      type: 'settlement',
      paymentId: 'ORDER-0001',
      reference: 'ORDER-0001',
      mustBeConfirmed: true,
      refund: null,
      state: {
        status: 'PAID',
        amount: 10_000,
        currency: 'IDR',
        refundedAmount: 0,
        paidAt: new Date('2026-11-20T11:12:40Z'),
        review: null,
      },
    });
  });

  it.each([
    ['another order', { order_id: 'ORDER-0002' }],
    ['another amount', { gross_amount: '10000.01' }],
    ['an amount spelled otherwise', { gross_amount: '10000' }],
    ['another code', { status_code: '201' }],
    ['a signature of capitals', { signature_key: VECTOR.toUpperCase() }],
    ['half a signature', { signature_key: VECTOR.slice(0, 64) }],
    ['no signature', { signature_key: undefined }],
  ])('are forged with %s', (_, changes) => {
    expect(read({ ...example, ...changes })).toMatchObject({ verdict: 'forged' });
  });

  it.each([
    ['HTML', '<html></html>'],
    ['half a document', JSON.stringify(example).slice(0, -1)],
    ['numbers where texts are signed', { ...example, gross_amount: 10000 }],
    ['nothing', ''],
  ])('are unreadable as %s', (_, body) => {
    expect(read(body)).toMatchObject({ verdict: 'unreadable' });
  });

  it.each(['transaction_status', 'currency'])('are unreadable without %s', (name) => {
    expect(read({ ...example, [name]: undefined })).toMatchObject({ verdict: 'unreadable' });
  });

  it.each([
    ['pending', { status_code: '201', fraud_status: undefined }, 'PENDING', null],
    ['PENDING', { status_code: '201' }, 'PENDING', null],
    ['authorize', {}, 'AUTHORIZED', null],
    ['capture', {}, 'PAID', null],
    ['capture', { fraud_status: undefined }, 'PAID', null],
    ['capture', { fraud_status: 'challenge', status_code: '201' }, 'PENDING', 'CHALLENGED'],
    ['capture', { fraud_status: 'challenge' }, 'PENDING', 'CHALLENGED'],
    ['capture', { fraud_status: 'deny', status_code: '202' }, 'FAILED', null],
    ['settlement', { fraud_status: undefined }, 'PAID', null],
    ['settlement', { status_code: '201' }, 'PENDING', null],
    ['settlement', { status_code: '202' }, 'PENDING', null],
    ['deny', { status_code: '202', settlement_time: undefined }, 'FAILED', null],
    ['deny', { status_code: '202' }, 'FAILED', 'REVERSED'],
    ['cancel', { status_code: '202' }, 'CANCELLED', null],
    ['expire', { status_code: '202' }, 'EXPIRED', null],
    ['failure', { status_code: '202' }, 'FAILED', null],
    ['refund', {}, 'REFUNDED', null],
    ['partial_refund', {}, 'PARTIALLY_REFUNDED', null],
    ['chargeback', {}, 'PAID', 'CHARGEBACK'],
    ['partial_chargeback', {}, 'PAID', 'CHARGEBACK'],
  ])('say by %s %j that a payment is %s (to be reviewed: %s)', (word, changes, status, review) => {
    expect(stateOf(signed({ transaction_status: word, ...changes }))).toMatchObject({ status, review });
  });

  it('are kept and ignored with a status of a later day', () => {
    expect(signed({ transaction_status: 'teleported' })).toMatchObject({ verdict: 'genuine', state: null });
  });

  it("tell our price and not the payer's fee, if one was put on top", () => {
    const metadata = { extra_info: { gross_amount_info: { original_amount: '9500.00' } } };
    expect(stateOf(signed({ metadata }))).toMatchObject({ status: 'PAID', amount: 9_500, review: null });
    expect(stateOf(signed({ metadata: { extra_info: 'other' } }))).toMatchObject({ amount: 10_000 });
  });

  it('ask for a person where there are sen', () => {
    expect(stateOf(signed({ gross_amount: '10000.50' }))).toMatchObject({
      amount: 10_000,
      review: 'FRACTIONAL_AMOUNT',
    });
  });

  it('find our payment by what we sent along, where a bank puts an id of its own', () => {
    const paymentId = newId();
    const reading = signed({ order_id: example.transaction_id, custom_field1: paymentId });
    expect(reading).toMatchObject({ paymentId, state: { reference: paymentId, review: null } });
  });

  it('count a refund once, however often it is told', () => {
    const one = { refund_key: 'a', refund_amount: '2500.00', created_at: '2026-11-21 10:00:00' };
    const refunds = [one, { ...one, bank_confirmed_at: '2026-11-21 11:00:00' }, { ...one, refund_key: 'b' }];
    const changes = { transaction_status: 'partial_refund', refund_amount: '5000.00', refunds };
    expect(stateOf(signed(changes))).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: 5_000 });
    expect(stateOf(signed({ transaction_status: 'refund' }))).toMatchObject({ refundedAmount: 10_000 });
  });

  it('have an id that a copy with another status in it does not share', () => {
    const [one, again, other] = [read(example), read(example), read({ ...example, transaction_status: 'pending' })];
    if (one.verdict !== 'genuine' || again.verdict !== 'genuine' || other.verdict !== 'genuine') throw new Error();
    expect(again.eventId).toBe(one.eventId);
    expect(other.eventId).not.toBe(one.eventId);
  });
});
