import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, SYSTEM } from '#libs/kernel';

import { aRefundOf } from '../../testing/a-payment.js';
import { NO_ANSWER, type PaymentWorld, paymentWorld } from '../../testing/payment-world.js';
import type { Payment } from '../model/payment.js';
import { Refund } from '../model/refund.js';

describe('refunds at a gateway', () => {
  let world: PaymentWorld;
  let payment: Payment;
  let refund: Refund;
  beforeEach(async () => {
    world = paymentWorld();
    payment = await world.paid();
    refund = Refund.throughGateway(payment, aRefundOf(4_000));
    await world.refunds.add(refund);
  });
  const ask = () => world.refundSync.ask({ outletId: refund.view.outletId, refundId: refund.view.id });
  const now = async () => {
    const [view] = world.refunds.all();
    return { refund: view, payment: (await world.again(payment)).view };
  };
  const told = (given: object) =>
    world.refundSync.apply(payment, { refundId: refund.view.id, reference: 'g1', status: 'refunded', ...given });

  it('are settled once, and the bill hears of it under its lock', async () => {
    world.gateway.refunded = { kind: 'refunded', reference: 'g1' };

    expect(await ask()).toBe(true);
    expect(await ask()).toBe(true);

    expect(await now()).toMatchObject({
      refund: { status: 'DONE', reference: 'g1', shiftId: null },
      payment: { status: 'PARTIALLY_REFUNDED', refundedAmount: 4_000, refundPending: 0 },
    });
    expect(world.payables.told).toEqual([
      ['hold', payment.view.orderId],
      ['refunded', 4_000, 0, null],
    ]);
    expect(world.gateway.asked).toEqual([['refund', refund.view.id, 4_000]]);
  });

  it('count in the open shift of whoever asked', async () => {
    const shiftId = newId();
    world.drawer.shifts.set(refund.view.actor.id ?? '', shiftId);
    world.gateway.refunded = { kind: 'refunded', reference: 'g1' };
    await ask();

    expect((await now()).refund?.shiftId).toBe(shiftId);
    expect(world.drawer.entries).toMatchObject([{ type: 'REFUND', cash: 0, refundId: refund.view.id }]);
  });

  it.each([
    ['pending', { kind: 'pending', reference: 'g1' }, { status: 'PENDING', reference: 'g1' }],
    ['perhaps made', NO_ANSWER, { status: 'UNKNOWN', reference: null }],
    ['not asked for', { ...NO_ANSWER, mayExist: false }, { status: 'PENDING', reference: null }],
  ] as const)('stay under way while they are %s', async (_, outcome, expected) => {
    world.gateway.refunded = outcome;

    expect(await ask()).toBe(false);
    expect(await now()).toMatchObject({ refund: expected, payment: { refundPending: 4_000 } });
  });

  it('free what was set aside when they are refused', async () => {
    world.gateway.refunded = { kind: 'refused', reason: 'TOO_OLD' };

    expect(await ask()).toBe(true);
    expect(await now()).toMatchObject({
      refund: { status: 'FAILED', failure: 'TOO_OLD' },
      payment: { refundPending: 0, refundedAmount: 0, review: null },
    });
  });

  it('of money that the bill never took need a person when they are refused', async () => {
    const own = Refund.throughGateway(payment, aRefundOf(1_000, { actor: SYSTEM }));
    await world.refunds.add(own);
    world.gateway.refunded = { kind: 'refused', reason: 'TOO_OLD' };

    await world.refundSync.ask({ outletId: own.view.outletId, refundId: own.view.id });

    expect((await now()).payment.review).toBe('refund_refused');
    expect(world.alarm.raised).toEqual(['propay refund_refused']);
  });

  it('are applied when the gateway tells of them, by our id or its own, once', async () => {
    refund.note('PENDING', 'g1');
    await world.refunds.save(refund);

    expect(await told({ refundId: null })).toBe('applied');
    expect(await told({})).toBe('unchanged');
    expect(await told({ status: 'failed' })).toBe('unchanged');
    expect((await now()).payment.review).toBe('refund_failed_later');
  });

  it('are foreign when nobody here asked for them', async () => {
    expect(await told({ refundId: newId() })).toBe('foreign');
    expect(await told({ refundId: null, reference: 'other' })).toBe('foreign');
    const other = await world.paid();
    expect(await world.refundSync.apply(other, { refundId: refund.view.id, reference: 'g1', status: 'refunded' })).toBe(
      'foreign',
    );
  });

  it('fail when the gateway says so', async () => {
    expect(await told({ status: 'failed' })).toBe('applied');
    expect((await now()).refund).toMatchObject({ status: 'FAILED', failure: 'refused_by_gateway' });
  });

  it('made at the dashboard are noted for so much more than is known here', async () => {
    const seen = await world.again(payment);
    expect(await world.refundSync.foreign(seen, { refundedAmount: 4_000 })).toBe(false);
    expect(await world.refundSync.foreign(seen, { refundedAmount: 5_000 })).toBe(true);
    expect(world.refunds.all().map(({ amount, status }) => [amount, status])).toEqual([
      [4_000, 'PENDING'],
      [1_000, 'DONE'],
    ]);
    expect(world.payables.told).toEqual([['refunded', 1_000, 0, null]]);
  });
});
