import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aPayment, aRefundOf, AT } from '../../testing/a-payment.js';
import { NO_ANSWER, type PaymentWorld, paymentWorld, stateOf } from '../../testing/payment-world.js';
import { Refund } from '../model/refund.js';

const SAID = (applied: string) => ({ kind: 'said', applied });

describe('what a gateway says of a charge', () => {
  let world: PaymentWorld;
  beforeEach(() => {
    world = paymentWorld();
  });

  it('makes a paid bill of money, once, under the bill’s lock', async () => {
    const payment = await world.opened();
    const { orderId } = payment.view;

    expect(await world.sync.apply(payment, stateOf(payment, { paidAt: AT }))).toBe('applied');
    expect(await world.sync.apply(payment, stateOf(payment))).toBe('unchanged');

    expect((await world.again(payment)).view).toMatchObject({ status: 'PAID', appliedAmount: 10_000, paidAt: AT });
    expect(world.payables.told).toEqual([
      ['hold', orderId],
      ['captured', 10_000],
      ['hold', orderId],
    ]);
    expect(world.refunds.all()).toEqual([]);
  });

  it('counts money in the shift that whoever asked for it has open now', async () => {
    const { cashier, drawer } = world;
    const payment = await world.opened({ actor: cashier });
    const shiftId = newId();
    drawer.shifts.set(cashier.id, shiftId);

    await world.sync.apply(payment, stateOf(payment));

    expect((await world.again(payment)).view.shiftId).toBe(shiftId);
    expect(drawer.entries).toMatchObject([{ type: 'SALE', cash: 0, userId: cashier.id }]);
  });

  it('gives back what the bill does not need, and gives up what stands in the way', async () => {
    const payment = await world.opened();
    const other = aPayment({ payable: payment.payable, amount: 4_000 });
    await world.payments.add(other);
    world.payables.due = 7_000;

    await world.sync.apply(payment, stateOf(payment));

    expect((await world.again(payment)).view).toMatchObject({ appliedAmount: 7_000, refundPending: 3_000 });
    expect(world.refunds.all()).toMatchObject([{ amount: 3_000, status: 'PENDING', actor: { kind: 'system' } }]);
    expect((await world.again(other)).view.isGivenUp).toBe(true);
    expect(world.jobs.jobs.map(({ kind, key }) => [kind, key])).toEqual([
      ['payments.settle-refund', `${world.refunds.all()[0]?.id}:0`],
      ['payments.ask-gateway', `${other.view.id}:given-up`],
    ]);
  });

  it('notes what was given back at the gateway’s dashboard, once', async () => {
    const payment = await world.opened();
    const part = stateOf(payment, { status: 'PARTIALLY_REFUNDED', refundedAmount: 2_000 });

    expect(await world.sync.apply(payment, part)).toBe('applied');
    expect(await world.sync.apply(payment, part)).toBe('unchanged');
    const all = stateOf(payment, { status: 'REFUNDED', refundedAmount: 10_000 });
    expect(await world.sync.apply(payment, all)).toBe('applied');

    expect((await world.again(payment)).view).toMatchObject({ status: 'REFUNDED', refundedAmount: 10_000 });
    expect(world.refunds.all().map(({ amount, reason }) => [amount, reason])).toEqual([
      [2_000, 'made at the gateway'],
      [8_000, 'made at the gateway'],
    ]);
    expect(world.payables.told.filter((told) => Array.isArray(told) && told[0] === 'refunded')).toEqual([
      ['refunded', 2_000, 0, null],
      ['refunded', 8_000, 0, null],
    ]);
  });

  it('ends an attempt, and the bill hears of it unless it was given up', async () => {
    const [payment, unwanted] = [await world.opened(), await world.opened()];
    await world.payments.abandon(unwanted.view.outletId, [unwanted.view.id]);

    expect(await world.sync.apply(payment, stateOf(payment, { status: 'EXPIRED' }))).toBe('applied');
    expect(await world.sync.apply(await world.again(unwanted), stateOf(unwanted, { status: 'CANCELLED' }))).toBe(
      'applied',
    );

    expect((await world.again(payment)).view.status).toBe('EXPIRED');
    expect((await world.again(unwanted)).view.status).toBe('CANCELLED');
    expect(world.payables.told).toEqual([
      ['hold', payment.view.orderId],
      ['failed', payment.view.id],
      ['hold', unwanted.view.orderId],
    ]);
  });

  it('changes nothing when it comes late: an end after money, a pending after an end', async () => {
    const [paid, ended] = [await world.paid(), await world.opened()];
    ended.fail(null);
    await world.payments.save(ended);

    expect(await world.sync.apply(paid, stateOf(paid, { status: 'EXPIRED' }))).toBe('unchanged');
    expect(await world.sync.apply(ended, stateOf(ended, { status: 'PENDING' }))).toBe('unchanged');
    expect(await world.sync.apply(ended, stateOf(ended, { status: 'EXPIRED' }))).toBe('unchanged');
    expect(world.payables.told).toEqual([]);
  });

  it('takes money that comes after the end', async () => {
    const payment = await world.opened();
    payment.expire(null);
    await world.payments.save(payment);

    expect(await world.sync.apply(payment, stateOf(payment))).toBe('applied');
    expect((await world.again(payment)).view).toMatchObject({ status: 'PAID', appliedAmount: 10_000 });
  });

  it('does not end what was paid since it was read', async () => {
    const payment = await world.opened();
    const stale = await world.again(payment);
    await world.sync.apply(payment, stateOf(payment));

    expect(await world.sync.apply(stale, stateOf(payment, { status: 'EXPIRED' }))).toBe('unchanged');
    expect((await world.again(payment)).view.status).toBe('PAID');
    expect(world.payables.told).not.toContainEqual(['failed', payment.view.id]);
  });

  it('is flagged when it does not fit, once, and changes nothing else', async () => {
    const payment = await world.opened();
    const wrong = stateOf(payment, { amount: 9_999 });

    expect(await world.sync.apply(payment, wrong)).toBe('needs_review');
    expect(await world.sync.apply(await world.again(payment), wrong)).toBe('needs_review');

    expect((await world.again(payment)).view).toMatchObject({ status: 'PENDING', review: 'amount_mismatch' });
    expect(world.alarm.raised).toEqual(['propay amount_mismatch']);
    expect(world.payables.told).toEqual([]);
  });

  it('leaves a review that stands, whatever comes', async () => {
    const payment = await world.opened();
    await world.reviews.flag(payment, 'OTHER_PAYER');

    expect(await world.sync.apply(payment, stateOf(payment))).toBe('needs_review');
    await world.reviews.flag(payment, 'unresolved');

    expect((await world.again(payment)).view).toMatchObject({ status: 'PENDING', review: 'OTHER_PAYER' });
    expect(world.alarm.raised).toEqual(['propay OTHER_PAYER']);
  });

  it('is flagged when the gateway, asked now, has no money of a paid charge that no refund accounts for', async () => {
    const [paid, refunded] = [await world.paid(), await world.paid()];
    await world.refunds.add(Refund.madeAtGateway(refunded, aRefundOf(10_000)));
    const gone = { status: 'CANCELLED' } as const;

    expect(await world.sync.apply(paid, stateOf(paid, gone), { isCurrent: true })).toBe('needs_review');
    expect(await world.sync.apply(refunded, stateOf(refunded, gone), { isCurrent: true })).toBe('unchanged');
    expect(world.alarm.raised).toEqual(['propay reversed']);
  });
});

describe('asking a gateway', () => {
  let world: PaymentWorld;
  beforeEach(() => {
    world = paymentWorld();
  });

  it('applies what it says, and learns the gateway’s id of a charge whose answer was lost', async () => {
    const payment = aPayment();
    await world.payments.add(payment);
    world.gateway.fetched = { kind: 'found', state: stateOf(payment, { reference: 'r1' }), presentation: null };

    expect(await world.sync.ask(payment)).toEqual(SAID('applied'));
    expect((await world.again(payment)).view).toMatchObject({ status: 'PAID', reference: 'r1' });
  });

  it('says when there is no answer', async () => {
    const payment = await world.opened();
    expect(await world.sync.ask(payment)).toEqual(NO_ANSWER);
    expect(await world.sync.close(payment)).toEqual(NO_ANSWER);
    expect((await world.again(payment)).view.status).toBe('PENDING');
  });

  it('cancels what is over its time, or no longer wanted', async () => {
    const [late, unwanted] = [await world.opened(), await world.opened()];
    await world.payments.abandon(unwanted.view.outletId, [unwanted.view.id]);
    world.gateway.cancelled = { kind: 'cancelled' };

    await world.sync.ask(await world.again(unwanted));
    world.at(61);
    await world.sync.ask(late);

    expect(world.gateway.asked).toEqual([['cancel'], ['cancel']]);
    expect((await world.again(unwanted)).view.status).toBe('CANCELLED');
    expect((await world.again(late)).view.status).toBe('EXPIRED');
  });

  it('applies that it was paid when it is too late to cancel', async () => {
    const [told, asked, absent] = [await world.opened(), await world.opened(), await world.opened()];
    world.gateway.cancelled = { kind: 'not_open', state: stateOf(told) };
    await world.sync.close(told);
    world.gateway.cancelled = { kind: 'not_open', state: null };
    world.gateway.fetched = { kind: 'found', state: stateOf(asked), presentation: null };
    await world.sync.close(asked);
    world.gateway.fetched = { kind: 'absent' };
    await world.sync.close(absent);

    const statuses = await Promise.all([told, asked, absent].map(async (one) => (await world.again(one)).view.status));
    expect(statuses).toEqual(['PAID', 'PAID', 'EXPIRED']);
  });

  it('takes a charge that nobody ever heard of for one that was not made, once no call can arrive any more', async () => {
    const [never, shown] = [aPayment(), await world.opened()];
    await world.payments.add(never);
    world.gateway.fetched = { kind: 'absent' };

    world.at(3.9);
    expect(await world.sync.ask(never)).toEqual(SAID('unchanged'));
    world.at(4);
    expect(await world.sync.ask(never)).toEqual(SAID('applied'));
    expect(await world.sync.ask(shown)).toEqual(SAID('unchanged'));
    expect((await world.again(never)).view.status).toBe('FAILED');
  });
});
