import { describe, expect, it } from '@jest/globals';

import { aCashPayment, aPayment, aRefundOf, AT } from '../../testing/a-payment.js';
import { Refund, REFUND_STATUSES, type RefundStatus } from './refund.js';
import { TransitionRefused } from './transition-refused.js';

const paid = () => {
  const payment = aPayment();
  payment.capture({ at: AT, reference: 'r1' });
  payment.takeChanges();
  return payment;
};
const inStatus = (status: RefundStatus): Refund =>
  Refund.restore({ ...Refund.throughGateway(paid(), aRefundOf(4_000)).view, status });

describe('a refund', () => {
  it('in cash is done at once', () => {
    const payment = aCashPayment();
    const refund = Refund.inCash(payment, { ...aRefundOf(4_000), shiftId: 's1', rounding: 20 });
    expect(refund.view).toMatchObject({ status: 'DONE', settledAt: AT, shiftId: 's1', rounding: 20, method: 'cash' });
    expect(payment.view).toMatchObject({ refundedAmount: 4_000, refundPending: 0 });
  });

  it('through a gateway is set aside', () => {
    const payment = paid();
    const refund = Refund.throughGateway(payment, aRefundOf(4_000));
    expect(refund.view).toMatchObject({ status: 'PENDING', settledAt: null, paymentId: payment.view.id });
    expect(payment.view).toMatchObject({ refundedAmount: 0, refundPending: 4_000 });
  });

  it('that was made at the gateway is done', () => {
    const payment = paid();
    expect(Refund.madeAtGateway(payment, aRefundOf(10_000)).view).toMatchObject({ status: 'DONE', settledAt: AT });
    expect(payment.view.status).toBe('REFUNDED');
  });

  it('is never of more than is left', () => {
    const tooLarge = expect.objectContaining({ code: 'REFUND_TOO_LARGE' });
    expect(() => Refund.throughGateway(paid(), aRefundOf(10_001))).toThrow(tooLarge);
    expect(() => Refund.madeAtGateway(paid(), aRefundOf(10_001))).toThrow(tooLarge);
    expect(() => Refund.throughGateway(aPayment(), aRefundOf(1))).toThrow(tooLarge);
  });

  // By hand: a row is what it is, a column what it may become.
  it.each<[RefundStatus, readonly RefundStatus[]]>([
    ['PENDING', ['PENDING', 'DONE', 'FAILED', 'UNKNOWN']],
    ['UNKNOWN', ['PENDING', 'DONE', 'FAILED', 'UNKNOWN']],
    ['DONE', []],
    ['FAILED', []],
  ])('that is %s may become %j', (from, allowed) => {
    const verbs: Record<RefundStatus, (refund: Refund) => void> = {
      PENDING: (refund) => refund.note('PENDING', 'g1'),
      UNKNOWN: (refund) => refund.note('UNKNOWN', null),
      DONE: (refund) => refund.settle({ reference: 'g1', shiftId: null, at: AT }),
      FAILED: (refund) => refund.fail('refused', AT),
    };
    for (const to of REFUND_STATUSES) {
      const refund = inStatus(from);
      if (allowed.includes(to)) {
        verbs[to](refund);
        expect([to, refund.view.status, refund.takeChanges().length]).toEqual([to, to, 1]);
      } else {
        expect(() => verbs[to](refund)).toThrow(TransitionRefused);
        expect(refund.view.status).toBe(from);
      }
      expect([to, inStatus(from).canBecome(to)]).toEqual([to, allowed.includes(to)]);
    }
  });

  it('keeps the gateway’s id of it', () => {
    const refund = inStatus('PENDING');
    refund.note('PENDING', 'g1');
    refund.note('UNKNOWN', null);
    refund.settle({ reference: null, shiftId: 's1', at: AT });
    expect(refund.view).toMatchObject({ status: 'DONE', reference: 'g1', shiftId: 's1', settledAt: AT, failure: null });
  });
});
