import { describe, expect, it } from '@jest/globals';

import { aCashPayment, aPayment, AT } from '../../testing/a-payment.js';
import { PAYMENT_STATUSES, type PaymentStatus } from './payment-status.js';
import { Payment, type PaymentView } from './payment.js';
import { TransitionRefused } from './transition-refused.js';
import type { ChargeState } from './charge.js';

const inStatus = (status: PaymentStatus, given: Partial<PaymentView> = {}): Payment => {
  const { view, payable, actorKind } = aPayment();
  return Payment.restore({ view: { ...view, status, ...given }, payable, actorKind, presentation: null });
};
const PIX = { kind: 'pix', txid: 't1', copyPaste: '0002', qrCodeUrl: 'https://qr.example/t1' } as const;

/** Each verb with the statuses it is refused in, by hand. */
const CAPTURED: readonly PaymentStatus[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];
const OVER: readonly PaymentStatus[] = ['FAILED', 'EXPIRED', 'CANCELLED', ...CAPTURED];
const VERBS: readonly [string, (payment: Payment) => void, PaymentStatus, readonly PaymentStatus[]][] = [
  ['authorise', (one) => one.authorise('AUTHORIZED', null), 'AUTHORIZED', ['AUTHORIZED', ...OVER]],
  ['expire', (one) => one.expire(null), 'EXPIRED', OVER],
  ['cancel', (one) => one.cancel(null), 'CANCELLED', OVER],
  ['fail', (one) => one.fail(null), 'FAILED', OVER],
  ['capture', (one) => one.capture({ at: AT, reference: null }), 'PAID', CAPTURED],
];

describe('a payment', () => {
  describe.each(VERBS)('%s', (_, verb, to, refusedIn) => {
    it.each(PAYMENT_STATUSES)('of one that is %s', (from) => {
      const payment = inStatus(from);
      if (refusedIn.includes(from)) {
        expect(() => verb(payment)).toThrow(TransitionRefused);
        expect(payment.view.status).toBe(from);
        expect(payment.takeChanges()).toEqual([]);
      } else {
        verb(payment);
        expect(payment.view.status).toBe(to);
        expect(payment.takeChanges()).toHaveLength(1);
      }
    });
  });

  it('in cash is money at once, with its change', () => {
    expect(aCashPayment().view).toMatchObject({
      status: 'PAID',
      method: 'cash',
      gateway: null,
      amount: 10_000,
      appliedAmount: 10_000,
      tendered: 12_000,
      change: 2_000,
      paidAt: AT,
    });
  });

  it('through a gateway is live, and nothing is taken', () => {
    const payment = aPayment();
    expect(payment.view).toMatchObject({ status: 'PENDING', appliedAmount: 0, paidAt: null, reference: null });
    expect([payment.isLive, payment.isCaptured, payment.refundable]).toEqual([true, false, 0]);
  });

  it('keeps what the gateway said first, whatever became of it', () => {
    const payment = inStatus('UNKNOWN');
    payment.open({ reference: 'r1', presentation: PIX, expiresAt: AT });
    payment.open({ reference: 'r2', presentation: null, expiresAt: null });
    expect(payment.view).toMatchObject({ status: 'PENDING', reference: 'r1', expiresAt: AT });
    expect(payment.presentation).toEqual(PIX);

    const cancelled = inStatus('CANCELLED');
    cancelled.open({ reference: 'r1', presentation: PIX, expiresAt: null });
    expect(cancelled.view).toMatchObject({ status: 'CANCELLED', reference: 'r1' });
  });

  it('is unknown, or has failed, after a call without a charge', () => {
    for (const status of ['UNKNOWN', 'FAILED'] as const) {
      for (const from of ['PENDING', 'UNKNOWN'] as const) {
        const payment = inStatus(from);
        payment.notOpened(status);
        expect(payment.view.status).toBe(status);
      }
    }
    expect(() => inStatus('PAID').notOpened('FAILED')).toThrow(TransitionRefused);
    expect(() => inStatus('AUTHORIZED').notOpened('UNKNOWN')).toThrow(TransitionRefused);
  });

  it.each([
    ['CHALLENGED', null],
    ['unconfirmed', null],
    ['unresolved', null],
    ['amount_mismatch', 'amount_mismatch'],
    ['OTHER_PAYER', 'OTHER_PAYER'],
  ])('that was reviewed for %s is, once the money is there, for %s', (review, after) => {
    const payment = inStatus('PENDING', { review });
    payment.capture({ at: AT, reference: 'r1' });
    expect(payment.view).toMatchObject({ review: after, paidAt: AT, reference: 'r1' });
  });

  it('counts for a bill only once it is captured', () => {
    expect(() => inStatus('PENDING').account({ applied: 1, shiftId: null })).toThrow(TransitionRefused);
    const payment = inStatus('PAID');
    payment.account({ applied: 9_000, shiftId: 's1' });
    expect(payment.view).toMatchObject({ appliedAmount: 9_000, shiftId: 's1' });
  });

  it('gives back what it took, and never more', () => {
    const payment = inStatus('PAID');
    payment.refund(3_000);
    expect([payment.view.status, payment.refundable]).toEqual(['PARTIALLY_REFUNDED', 7_000]);
    payment.setAside(5_000);
    expect([payment.view.refundPending, payment.refundable]).toEqual([5_000, 2_000]);
    const tooLarge = {
      code: 'REFUND_TOO_LARGE',
      details: { refundable_amount: 2_000, payment_status: 'PARTIALLY_REFUNDED' },
    };
    expect(() => payment.refund(2_001)).toThrow(expect.objectContaining(tooLarge));
    expect(() => payment.setAside(2_001)).toThrow(expect.objectContaining(tooLarge));
    expect(() => payment.setAside(0)).toThrow(expect.objectContaining({ code: 'REFUND_TOO_LARGE' }));
    payment.release(5_000);
    payment.refund(7_000);
    expect(payment.view).toMatchObject({ status: 'REFUNDED', refundedAmount: 10_000, refundPending: 0 });
  });

  it.each(PAYMENT_STATUSES.filter((status) => !CAPTURED.includes(status)))(
    'that is %s has nothing to give back',
    (status) => {
      expect(() => inStatus(status).refund(1)).toThrow(expect.objectContaining({ code: 'REFUND_TOO_LARGE' }));
    },
  );

  it('hands out each change once, and copies those that are not written', () => {
    const payment = inStatus('PENDING');
    payment.expire(null);
    const copy = payment.copy();
    expect(payment.takeChanges()).toEqual([{ kind: 'moved', status: 'EXPIRED', reference: null }]);
    expect(payment.takeChanges()).toEqual([]);
    expect(copy.takeChanges()).toHaveLength(1);
  });

  it.each<[string, Partial<ChargeState>, string | null, string | null]>([
    ['what fits', {}, null, null],
    ['what the gateway doubts', { review: 'CHALLENGED' }, null, 'CHALLENGED'],
    ['another currency', { currency: 'USD' }, null, 'currency_mismatch'],
    ['another amount', { amount: 9_999 }, null, 'amount_mismatch'],
    ['more given back than taken', { refundedAmount: 10_001 }, null, 'refund_over_captured'],
    ['money, while a review stands', {}, 'OTHER_PAYER', 'OTHER_PAYER'],
    ['money, while a doubt is open', {}, 'unconfirmed', null],
    ['an end, while a review stands', { status: 'EXPIRED' }, 'OTHER_PAYER', null],
  ])('finds in %s the fault', (_, given, review, fault) => {
    const state: ChargeState = {
      reference: 'r1',
      status: 'PAID',
      amount: 10_000,
      currency: 'BRL',
      refundedAmount: 0,
      paidAt: null,
      review: null,
      ...given,
    };
    expect(inStatus('PENDING', { review }).faultIn(state)).toBe(fault);
  });
});
