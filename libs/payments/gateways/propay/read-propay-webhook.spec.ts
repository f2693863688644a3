import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { readProPayWebhook } from './read-propay-webhook.js';

const SECRET = 'propay-to-go-secret';
/** The fact sheet's, byte for byte. */
const BODY =
  '{"event":"charge.paid","event_id":"evt_1","data":{"txid":"0123456789abcdef0123456789abcdef","status":"paid","amount_cents":1990,"reference_type":"order","reference_id":"ord-1","paid_at":"2026-11-20T12:00:00Z"}}';
const VECTOR = '029254bcf0d3b05701a1a7ef373d94ca5f0e8457d8a87f76e9a00b927999879f';
const NOW = new Date('2026-11-20T12:00:05Z');
const STAMP = String(NOW.getTime() / 1000);

const read = (body: string, headers: Record<string, string>) =>
  readProPayWebhook({ headers, body: Buffer.from(body), receivedAt: NOW }, SECRET);
const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');
const signed = (changes: object, data: object = {}) => {
  const example = JSON.parse(BODY) as { data: object };
  const body = JSON.stringify({ ...example, ...changes, data: { ...example.data, ...data } });
  return read(body, { 'x-propay-signature': hmac(body) });
};

describe("ProPay's webhooks", () => {
  it.each([`sha256=${VECTOR}`, VECTOR])('are genuine by the signature of the contract, as %s', (signature) => {
    expect(read(BODY, { 'x-propay-signature': signature })).toEqual({
      verdict: 'genuine',
      eventId: 'evt_1',
      type: 'charge.paid',
      paymentId: 'ord-1',
      reference: '0123456789abcdef0123456789abcdef',
      state: {
        reference: '0123456789abcdef0123456789abcdef',
        status: 'PAID',
        amount: 1_990,
        currency: 'BRL',
        refundedAmount: 0,
        paidAt: new Date('2026-11-20T12:00:00Z'),
        review: null,
      },
      mustBeConfirmed: false,
      refund: null,
    });
  });

  it.each([
    ['no signature', BODY, {}],
    ['an empty one', BODY, { 'x-propay-signature': 'sha256=' }],
    ['a space more in the body', `${BODY} `, { 'x-propay-signature': VECTOR }],
    ['another amount', BODY.replace('1990', '1991'), { 'x-propay-signature': VECTOR }],
    ['a signature by another secret', BODY, { 'x-propay-signature': `sha256=${'0'.repeat(64)}` }],
  ])('are forged with %s', (_, body, headers) => {
    expect(read(body, headers)).toMatchObject({ verdict: 'forged' });
  });

  it.each([
    [0, 'genuine'],
    [300, 'genuine'],
    [-300, 'genuine'],
    [301, 'forged'],
    [-301, 'forged'],
  ])('with a signed timestamp %d seconds away are %s', (seconds, verdict) => {
    const stamp = String(Number(STAMP) + seconds);
    const headers = { 'x-propay-signature': VECTOR, 'x-propay-timestamp': stamp };
    expect(read(BODY, { ...headers, 'x-propay-signature-v2': `sha256=${hmac(`${stamp}.${BODY}`)}` })).toMatchObject({
      verdict,
    });
  });

  it.each([
    ['without the signature over it', { 'x-propay-timestamp': STAMP }],
    [
      'that was changed',
      { 'x-propay-timestamp': `${Number(STAMP) + 1}`, 'x-propay-signature-v2': hmac(`${STAMP}.${BODY}`) },
    ],
    ['that is none', { 'x-propay-timestamp': 'soon', 'x-propay-signature-v2': hmac(`soon.${BODY}`) }],
  ])('are forged with a timestamp %s', (_, headers) => {
    expect(read(BODY, { 'x-propay-signature': VECTOR, ...headers })).toMatchObject({ verdict: 'forged' });
  });

  it.each([
    ['charge.expired', 'expired', 'EXPIRED'],
    ['charge.cancelled', 'cancelled', 'CANCELLED'],
    ['charge.refunded', 'refunded', 'REFUNDED'],
  ])('say by %s that a payment is %s', (event, status, ours) => {
    expect(signed({ event }, { status })).toMatchObject({ state: { status: ours } });
  });

  it('tell a refund by its own id, and nothing of the charge while a part is left', () => {
    const refund = { refund_id: 'rf_1', refund_amount_cents: 500 };
    expect(signed({ event: 'charge.refunded' }, refund)).toMatchObject({
      state: null,
      refund: { refundId: null, reference: 'rf_1', status: 'refunded' },
    });
    expect(signed({ event: 'charge.refund_failed' }, refund)).toMatchObject({
      state: null,
      refund: { reference: 'rf_1', status: 'failed' },
    });
  });

  it('are kept and ignored when their type is of a later day', () => {
    expect(signed({ event: 'charge.painted' })).toMatchObject({ verdict: 'genuine', state: null, refund: null });
  });

  it.each([
    { status: 'half-paid' },
    { amount_cents: 19.9 },
    { amount_cents: '1990' },
    { amount_cents: -1 },
    { amount_cents: undefined },
    { txid: undefined },
    { reference_id: undefined },
    { paid_at: 'yesterday' },
  ])('are unreadable with %j', (data) => {
    expect(signed({}, data)).toMatchObject({ verdict: 'unreadable' });
  });

  it('are unreadable without an id', () => {
    expect(signed({ event_id: undefined })).toMatchObject({ verdict: 'unreadable' });
  });
});
