import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { hmacSha1Base64 } from '../signatures.js';
import { readOpenPixWebhook } from './read-openpix-webhook.js';
import { WOOVI_PUBLIC_KEY } from './woovi-public-key.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const HMAC = 'openpix-secret';
const E2E = 'E12345678202611201203AbCdEfGhIjK';
const charge = {
  status: 'COMPLETED',
  value: 2_590,
  correlationID: 'ord-01J',
  transactionID: '9d36b84fc70b478fb95c12729b90ca25',
  paidAt: '2026-11-20T12:03:00.000Z',
};
const pix = { value: 2_590, time: '2026-11-20T12:03:00.000Z', endToEndId: E2E, type: 'PAYMENT' };
const example = { event: 'OPENPIX:CHARGE_COMPLETED', charge, pix, company: { id: '1' }, account: {} };

const rsa = (body: string) => sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64');
const hmac = (body: string, secret = HMAC) => createHmac('sha1', secret).update(body).digest('base64');
const read = (body: string, headers: Record<string, string>, hmacSecret: string | null = HMAC) =>
  readOpenPixWebhook({ headers, body: Buffer.from(body), receivedAt: new Date() }, { publicKey, hmacSecret });
const signed = (body: unknown) => {
  const text = JSON.stringify(body);
  return read(text, { 'x-webhook-signature': rsa(text), 'x-openpix-signature': hmac(text) });
};

describe("OpenPix' webhooks", () => {
  it('are verified by the key of the documents unless another one is configured', () => {
    const key = createPublicKey(Buffer.from(WOOVI_PUBLIC_KEY, 'base64'));
    expect([key.asymmetricKeyType, key.asymmetricKeyDetails?.modulusLength]).toEqual(['rsa', 1024]);
    const headers = { 'x-webhook-signature': rsa('{}') };
    const webhook = { headers, body: Buffer.from('{}'), receivedAt: new Date() };
    expect(readOpenPixWebhook(webhook, { publicKey: key, hmacSecret: null })).toMatchObject({ verdict: 'forged' });
  });

  it("have the HMAC of the fact sheet's vector", () => {
    const body = Buffer.from('{"event":"OPENPIX:CHARGE_COMPLETED"}');
    expect(hmacSha1Base64(body, 'openpix-secret')).toBe('GH+Et6AjyMyFuK43UOHCyxT2MB8=');
  });

  it('say that a charge was paid, by both signatures', () => {
    expect(signed(example)).toEqual({
      verdict: 'genuine',
      eventId: `OPENPIX:CHARGE_COMPLETED:ord-01J:${E2E}`,
      type: 'OPENPIX:CHARGE_COMPLETED',
      paymentId: 'ord-01J',
      reference: charge.transactionID,
      state: {
        reference: charge.transactionID,
        status: 'PAID',
        amount: 2_590,
        currency: 'BRL',
        refundedAmount: 0,
        paidAt: new Date(charge.paidAt),
        review: null,
      },
      mustBeConfirmed: false,
      refund: null,
    });
  });

  it('have to be confirmed when nothing but the key of all customers of Woovi speaks for them', () => {
    const text = JSON.stringify(example);
    const headers = { 'x-webhook-signature': rsa(text) };
    expect(read(text, headers)).toMatchObject({ verdict: 'genuine', mustBeConfirmed: true });
    const withHmac = { ...headers, 'x-openpix-signature': hmac(text, 'of-somebody-else') };
    expect(read(text, withHmac, null)).toMatchObject({ verdict: 'genuine', mustBeConfirmed: true });
    expect(read(text, withHmac)).toEqual({ verdict: 'forged', reason: 'SIGNATURE_WRONG' });
  });

  it.each([
    ['no signature', {}],
    ['the HMAC alone', { 'x-openpix-signature': hmac(JSON.stringify(example)) }],
    ['a signature over other bytes', { 'x-webhook-signature': rsa(JSON.stringify(example, null, 2)) }],
    ['nonsense for a signature', { 'x-webhook-signature': '%%%' }],
  ])('are forged with %s', (_, headers) => {
    expect(read(JSON.stringify(example), headers as Record<string, string>)).toMatchObject({ verdict: 'forged' });
  });

  it('are answered when an address is registered', () => {
    const ping = { data_criacao: '2026-11-20', evento: 'teste_webhook', event: 'OPENPIX:CHARGE_COMPLETED' };
    expect(signed(ping)).toMatchObject({ verdict: 'genuine', type: 'teste_webhook', paymentId: null, state: null });
  });

  it.each([
    ['OPENPIX:CHARGE_CREATED', 'ACTIVE', 'PENDING'],
    ['OPENPIX:CHARGE_EXPIRED', 'EXPIRED', 'EXPIRED'],
  ])('say by %s that a payment is %s', (event, status, ours) => {
    const body = { event, charge: { ...charge, status, paidAt: undefined } };
    expect(signed(body)).toMatchObject({ eventId: `${event}:ord-01J:`, state: { status: ours, review: null } });
  });

  it('ask for a person, and call nothing paid, when somebody else or another amount paid', () => {
    const other = { ...example, event: 'OPENPIX:CHARGE_COMPLETED_NOT_SAME_CUSTOMER_PAYER' };
    expect(signed(other)).toMatchObject({ state: { status: 'PENDING', review: 'OTHER_PAYER' } });
    const short = { ...example, pix: { ...pix, value: 2_589 } };
    expect(signed(short)).toMatchObject({ state: { status: 'PENDING', amount: 2_589, review: 'OTHER_AMOUNT' } });
  });

  it('tell of a refund by its own end-to-end id', () => {
    const refundTransaction = { value: 590, endToEndId: 'D1', status: 'CONFIRMED', partial: true };
    const originalTransaction = { ...pix, transactionID: charge.transactionID };
    const webhook = { refundTransaction, originalTransaction };
    expect(signed({ event: 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED', ...webhook })).toMatchObject({
      eventId: 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED:D1',
      reference: charge.transactionID,
      state: null,
      refund: { refundId: null, reference: 'D1', status: 'refunded' },
    });
    expect(signed({ event: 'PIX_TRANSACTION_REFUND_SENT_REJECTED', ...webhook })).toMatchObject({
      refund: { reference: 'D1', status: 'failed' },
    });
  });

  it('tell of a refund in the shape of the fact sheet, too', () => {
    const event = 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED';
    const back = { value: 590, endToEndId: 'D2', transactionID: charge.transactionID, partial: true };
    const refund = { refundId: null, reference: 'D2', status: 'refunded' };
    expect(signed({ event, pix: back, refunds: [] })).toMatchObject({
      eventId: `${event}:D2`,
      paymentId: null,
      reference: charge.transactionID,
      refund,
    });
    expect(signed({ event, charge, pix: { value: 590, endToEndId: 'D2' } })).toMatchObject({
      paymentId: charge.correlationID,
      reference: charge.transactionID,
      state: null,
      refund,
    });
    expect(signed({ event, pix: { value: 590 } })).toMatchObject({ verdict: 'unreadable' });
  });

  it('are kept and ignored when they tell of something else, as of the transaction behind a charge', () => {
    for (const event of ['OPENPIX:TRANSACTION_RECEIVED', 'OPENPIX:MOVEMENT_CONFIRMED', 'PIX_AUTOMATIC_NEW']) {
      expect(signed({ ...example, event })).toMatchObject({ verdict: 'genuine', type: event, state: null });
    }
  });

  it.each([
    { event: undefined },
    { charge: undefined },
    { charge: { ...charge, value: '2590' } },
    { charge: { ...charge, value: 25.9 } },
    { charge: { ...charge, status: 'PAID' } },
    { charge: { ...charge, correlationID: undefined } },
    { pix: { ...pix, value: undefined } },
  ])('are unreadable with %j', (changes) => {
    expect(signed({ ...example, ...changes })).toMatchObject({ verdict: 'unreadable' });
  });
});
