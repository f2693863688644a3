import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aCashPayment, aPayment, aRefundOf } from '../../testing/a-payment.js';
import { eventOf, NO_ANSWER, type PaymentWorld, paymentWorld, stateOf } from '../../testing/payment-world.js';
import { LAST_CHECK } from '../model/check-times.js';
import type { Payment } from '../model/payment.js';
import { Refund } from '../model/refund.js';
import { type PaymentQueries } from '../payments.ports.js';
import { ApplyGatewayEvent } from './apply-gateway-event.js';
import { ReconcilePayment } from './reconcile-payment.js';
import { ReconcileRefund } from './reconcile-refund.js';
import { SyncPayment } from './sync-payment.js';

let world: PaymentWorld;
beforeEach(() => {
  world = paymentWorld();
});

describe('an event of a gateway', () => {
  const apply = (event: ReturnType<typeof eventOf>, { gateway = 'propay', turn = 1 } = {}) => {
    const { payments, gateways, sync, refundSync, reviews } = world;
    return new ApplyGatewayEvent(payments, gateways, sync, refundSync, reviews).execute({ gateway, event, turn });
  };

  it('is applied once', async () => {
    const payment = await world.opened();
    const paymentId = payment.view.id;

    expect(await apply(eventOf(payment))).toEqual({ status: 'APPLIED', result: 'PAID', paymentId });
    expect(await apply(eventOf(payment))).toEqual({ status: 'UNCHANGED', result: 'PAID', paymentId });
  });

  it('is ignored when it says nothing of a charge or a refund', async () => {
    const payment = await world.opened();
    expect(await apply(eventOf(payment, { state: null }))).toMatchObject({ status: 'IGNORED' });
  });

  it('finds its payment by the gateway’s own id', async () => {
    const payment = await world.opened();
    const event = eventOf(payment, { paymentId: null, reference: payment.view.reference });
    expect(await apply(event)).toMatchObject({ status: 'APPLIED' });
  });

  it('waits for the answer that it may have overtaken, and is then of nobody', async () => {
    const event = eventOf(aPayment(), { paymentId: null, reference: 'not-yet' });
    for (const turn of [1, 5]) await expect(apply(event, { turn })).rejects.toThrow();
    expect(await apply(event, { turn: 6 })).toEqual({
      status: 'NEEDS_REVIEW',
      result: 'unknown_payment',
      paymentId: null,
    });
    expect(world.alarm.raised).toEqual(['propay unknown_payment']);
  });

  it('of another gateway is of nobody', async () => {
    expect(await apply(eventOf(await world.opened()), { gateway: 'stripe' })).toMatchObject({
      result: 'unknown_payment',
    });
  });

  it('is flagged when it names two payments', async () => {
    const [one, two] = [await world.opened(), await world.opened()];
    expect(await apply(eventOf(one, { reference: two.view.reference }))).toMatchObject({ result: 'order_mismatch' });
    const unopened = aPayment();
    await world.payments.add(unopened);
    expect(await apply(eventOf(unopened, { reference: two.view.reference }))).toMatchObject({
      result: 'order_mismatch',
    });
  });

  it('is flagged when it does not fit its payment', async () => {
    const payment = await world.opened();
    const event = eventOf(payment, { state: stateOf(payment, { currency: 'USD' }) });
    expect(await apply(event)).toMatchObject({ status: 'NEEDS_REVIEW', result: 'currency_mismatch' });
  });

  it('that must be confirmed is what the gateway says when it is asked', async () => {
    const payment = await world.opened();
    const event = eventOf(payment, { mustBeConfirmed: true });
    const paymentId = payment.view.id;

    await expect(apply(event)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    world.gateway.fetched = { kind: 'found', state: stateOf(payment, { status: 'PENDING' }), presentation: null };
    expect(await apply(event)).toEqual({ status: 'UNCHANGED', result: 'PENDING', paymentId });
    world.gateway.fetched = { kind: 'absent' };
    const ended = { ...event, state: stateOf(payment, { status: 'EXPIRED' }) };
    expect(await apply(ended)).toEqual({ status: 'UNCHANGED', result: 'unconfirmed', paymentId });
    expect(await apply(event)).toEqual({ status: 'NEEDS_REVIEW', result: 'unconfirmed', paymentId });
    world.gateway.fetched = { kind: 'found', state: stateOf(payment), presentation: null };
    expect(await apply(event)).toEqual({ status: 'APPLIED', result: 'PAID', paymentId });
    expect((await world.again(payment)).view.review).toBeNull();
  });

  it('of a refund that nobody here asked for has the gateway asked how much is back', async () => {
    const payment = await world.paid();
    const refund = { refundId: null, reference: 'g9', status: 'refunded' } as const;
    const state = stateOf(payment, { status: 'PARTIALLY_REFUNDED', refundedAmount: 3_000 });
    world.gateway.fetched = { kind: 'found', state, presentation: null };

    expect(await apply(eventOf(payment, { state: null, refund }))).toMatchObject({ status: 'APPLIED' });
    expect((await world.again(payment)).view).toMatchObject({ refundedAmount: 3_000 });
  });

  it('of a refund of ours needs no other answer', async () => {
    const payment = await world.paid();
    const own = Refund.throughGateway(payment, aRefundOf(3_000));
    await world.refunds.add(own);
    const refund = { refundId: own.view.id, reference: 'g1', status: 'refunded' } as const;

    expect(await apply(eventOf(payment, { state: null, refund }))).toMatchObject({
      status: 'APPLIED',
      result: 'refund',
    });
    expect(world.gateway.asked).toEqual([]);
  });
});

describe('the reconciliation of a payment', () => {
  const reconcile = ({ view: { outletId, id: paymentId } }: Payment, check = 0) => {
    const { payments, sync, reviews, schedule, clock } = world;
    return new ReconcilePayment(payments, sync, reviews, schedule, clock).execute({ outletId, paymentId, check });
  };

  it('asks again later while the payment is open, or nobody answers', async () => {
    const payment = await world.opened();
    await reconcile(payment, 3);

    expect(world.jobs.jobs).toMatchObject([{ kind: 'payments.ask-gateway', key: `${payment.view.id}:4` }]);
  });

  it('ends when the payment is settled', async () => {
    const payment = await world.opened();
    world.gateway.fetched = { kind: 'found', state: stateOf(payment), presentation: null };
    await reconcile(payment);
    await reconcile(payment);

    expect(world.jobs.jobs).toEqual([]);
    expect(world.gateway.asked).toEqual([['fetch']]);
  });

  it('flags what is still open when it was asked for often enough', async () => {
    const payment = await world.opened();
    await reconcile(payment, LAST_CHECK - 1);

    expect(world.jobs.jobs).toEqual([]);
    expect((await world.again(payment)).view.review).toBe('unresolved');
  });

  it('follows a refused card until its page is closed', async () => {
    const payment = await world.opened();
    payment.fail(null);
    await world.payments.save(payment);
    world.gateway.fetched = { kind: 'found', state: stateOf(payment, { status: 'FAILED' }), presentation: null };

    await reconcile(payment);
    expect(world.jobs.jobs).toHaveLength(1);
    world.at(61);
    await reconcile(payment);
    expect(world.jobs.jobs).toHaveLength(1);
    expect(world.gateway.asked).toEqual([['fetch'], ['fetch']]);
  });
});

describe('the reconciliation of a refund', () => {
  const reconcile = ({ view: { outletId, id: refundId } }: Refund, check = 0) => {
    const { refunds, payments, refundSync, reviews, schedule } = world;
    return new ReconcileRefund(refunds, payments, refundSync, reviews, schedule).execute({ outletId, refundId, check });
  };
  const asked = async () => {
    const payment = await world.paid();
    const refund = Refund.throughGateway(payment, aRefundOf(3_000));
    await world.refunds.add(refund);
    return { payment, refund };
  };

  it('ends when the refund is settled', async () => {
    const { refund } = await asked();
    world.gateway.refunded = { kind: 'refunded', reference: 'g1' };
    await reconcile(refund);
    expect(world.jobs.jobs).toEqual([]);
  });

  it('has its next turn while it is under way, and then needs a person', async () => {
    const { payment, refund } = await asked();
    await reconcile(refund, 2);
    expect(world.jobs.jobs).toMatchObject([{ kind: 'payments.settle-refund', key: `${refund.view.id}:3` }]);
    await reconcile(refund, LAST_CHECK);
    expect(world.jobs.jobs).toHaveLength(1);
    expect((await world.again(payment)).view.review).toBe('refund_unresolved');
  });
});

describe('asking for a payment now', () => {
  const shown: string[] = [];
  const queries = { get: async (_: unknown, id: string) => void shown.push(id) } as unknown as PaymentQueries;
  const ask = ({ view: { id: paymentId, outletId } }: Payment, given: Partial<UserActor> = {}) => {
    const { payments, refunds, sync, refundSync, cashier } = world;
    const actor: UserActor = { ...cashier, outletIds: [outletId], ...given };
    return new SyncPayment(payments, refunds, queries, sync, refundSync).execute({ actor, paymentId });
  };

  it('asks for the charge and for each refund under way', async () => {
    const payment = await world.paid();
    const refund = Refund.throughGateway(payment, aRefundOf(3_000));
    await world.refunds.add(refund);
    world.gateway.fetched = { kind: 'found', state: stateOf(payment), presentation: null };
    world.gateway.refunded = { kind: 'refunded', reference: 'g1' };

    await ask(payment);

    expect(world.gateway.asked).toEqual([['fetch'], ['refund', refund.view.id, 3_000]]);
    expect(shown).toEqual([payment.view.id]);
  });

  it('asks nobody about cash', async () => {
    const cash = aCashPayment();
    await world.payments.add(cash);
    await ask(cash);
    expect(world.gateway.asked).toEqual([]);
  });

  it('says when the gateway does not answer', async () => {
    world.gateway.fetched = NO_ANSWER;
    await expect(ask(await world.opened())).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      details: { retry_after: 7 },
    });
  });

  it('knows no payment of another outlet', async () => {
    await expect(ask(await world.opened(), { outletIds: [newId()] })).rejects.toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
  });
});
