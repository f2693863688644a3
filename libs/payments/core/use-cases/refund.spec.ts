import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aCashPayment, aPayment } from '../../testing/a-payment.js';
import { aTender } from '../../testing/a-tender.js';
import { type PaymentWorld, paymentWorld, stateOf } from '../../testing/payment-world.js';
import type { Payment } from '../model/payment.js';
import type { RefundView } from '../model/refund.js';
import type { Tender } from '../model/tender.js';
import { RefundBill } from './refund-bill.js';

let world: PaymentWorld;
let supervisor: UserActor;
beforeEach(() => {
  world = paymentWorld();
  supervisor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [world.payable.outletId] };
});
const cash = async (): Promise<Payment> => {
  const payment = aCashPayment({ payable: world.payable, userId: world.cashier.id });
  await world.payments.add(payment);
  return payment;
};
const tooLarge = { code: 'REFUND_TOO_LARGE' };

describe('refunding a payment', () => {
  const refund = (payment: Payment, given: object = {}) => {
    const input = { actor: supervisor, paymentId: payment.view.id, reason: 'cold', ...given };
    return world.refundPayment.execute(input);
  };

  it('gives cash out of the refunder’s drawer, in coins that there are, and the bill hears of it', async () => {
    const payment = await cash();
    const shiftId = newId();
    world.drawer.shifts.set(supervisor.id, shiftId);
    world.payables.coin = 500;

    const given = await refund(payment, { amount: 3_300 });

    expect(given).toMatchObject({ status: 'DONE', amount: 3_500, rounding: 200, shiftId });
    expect(world.drawer.entries).toMatchObject([{ type: 'REFUND', cash: -3_500, userId: supervisor.id }]);
    expect(world.payables.told).toEqual([
      ['hold', world.payable.id],
      ['refunded', 3_500, 0, null],
    ]);
    expect(world.audit.entries).toMatchObject([
      { action: 'payment.refunded', subjectId: payment.view.id, reason: 'cold', details: { amount: 3_500 } },
    ]);
    expect(await refund(payment)).toMatchObject({ amount: 6_500 });
    await expect(refund(payment)).rejects.toMatchObject(tooLarge);
  });

  it('gives it out of the drawer that took it when the refunder has none', async () => {
    const payment = await cash();
    await expect(refund(payment)).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
    world.drawer.shifts.set(world.cashier.id, newId());

    await refund(payment);

    expect(world.drawer.entries).toMatchObject([{ userId: world.cashier.id, askedBy: { id: supervisor.id } }]);
  });

  it('has a gateway asked after the commit', async () => {
    const payment = await world.paid({ payable: world.payable });

    const refunded = await refund(payment, { amount: 4_000 });

    expect(refunded).toMatchObject({ status: 'PENDING', amount: 4_000, shiftId: null });
    expect(world.jobs.jobs).toMatchObject([{ kind: 'payments.settle-refund', key: `${refunded.id}:0` }]);
    expect(world.audit.entries).toMatchObject([{ action: 'payment.refund_requested' }]);
    expect(world.gateway.asked).toEqual([]);
    expect(await refund(payment)).toMatchObject({ amount: 6_000 });
    await expect(refund(payment)).rejects.toMatchObject({ ...tooLarge, details: { refundable_amount: 0 } });
  });

  it('gives back what pieces cost', async () => {
    const payment = await world.paid({ payable: world.payable });
    const pieces = [{ lineId: newId(), quantity: 1 }];
    await expect(refund(payment, { pieces })).rejects.toMatchObject({ code: 'NOTHING_TO_REFUND' });
    world.payables.worthIs = 2_500;

    expect(await refund(payment, { pieces })).toMatchObject({ amount: 2_500, pieces });
  });

  it.each([
    ['more than is left', { amount: 10_001 }, 'REFUND_TOO_LARGE'],
    ['less than a coin', { amount: 200 }, 'CASH_REFUND_TOO_SMALL'],
  ])('refuses %s', async (_, given, code) => {
    const payment = await cash();
    world.payables.coin = 500;
    await expect(refund(payment, given)).rejects.toMatchObject({ code });
    expect([world.drawer.entries, world.refunds.all(), world.audit.entries]).toEqual([[], [], []]);
  });

  it('refuses what was never taken, and what is another outlet’s', async () => {
    const payment = await world.opened({ payable: world.payable });
    await expect(refund(payment)).rejects.toMatchObject({ ...tooLarge, details: { payment_status: 'PENDING' } });
    supervisor = { ...supervisor, outletIds: [newId()] };
    await expect(refund(payment)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
});

describe('refunding elsewhere', () => {
  const admin = (): UserActor => ({ ...supervisor, role: 'ADMIN' });
  const refund = (payment: Payment, given: object = {}) =>
    world.refundPayment.execute({ actor: admin(), paymentId: payment.view.id, reason: 'cold', ...given });
  const tender = async (given: Partial<Tender> = {}): Promise<Tender> => {
    const made = aTender({ outletId: world.payable.outletId, ...given });
    await world.tenders.insert(made);
    return made;
  };

  it('gives what a gateway took out of the drawer, in coins, and asks no gateway', async () => {
    const payment = await world.paid({ payable: world.payable, amount: 10_250 });
    world.drawer.shifts.set(supervisor.id, newId());
    world.payables.coin = 500;

    const given = await refund(payment, { to: { method: 'cash' } });

    expect(given).toMatchObject({ status: 'DONE', method: 'cash', tenderId: null, amount: 10_000, rounding: -250 });
    expect(world.drawer.entries).toMatchObject([{ type: 'REFUND', cash: -10_000 }]);
    expect([world.jobs.jobs, world.gateway.asked]).toEqual([[], []]);
    expect(world.payables.told).toContainEqual(['refunded', 10_000, 0, null]);
    expect(world.audit.entries).toMatchObject([{ action: 'payment.refunded', details: { method: 'cash' } }]);
    // No coin makes the rest: it goes as it came.
    await expect(refund(payment, { to: { method: 'cash' } })).rejects.toMatchObject({ code: 'CASH_REFUND_TOO_SMALL' });
    expect(await refund(payment)).toMatchObject({ status: 'PENDING', method: 'pix', amount: 250 });
  });

  it('gives cash back by a tender, which counts it, with the number of its slip', async () => {
    const payment = await cash();
    const { id, method } = await tender({ method: 'bank_transfer' });
    world.drawer.shifts.set(supervisor.id, newId());

    const given = await refund(payment, { amount: 4_001, to: { method }, reference: 'TRX 9' });

    expect(given).toMatchObject({ method, tenderId: id, amount: 4_001, rounding: 0, reference: 'TRX 9' });
    expect(world.drawer.entries).toMatchObject([{ type: 'REFUND', cash: 0 }]);
  });

  it('is no other way where that is how it was paid', async () => {
    const payment = await cash();
    world.drawer.shifts.set(supervisor.id, newId());
    world.payables.coin = 500;
    expect(await refund(payment, { amount: 10_000, to: { method: 'cash' } })).toMatchObject({ amount: 10_000 });
  });

  it('does not take for the gateway’s what it never gave, and tells a person of what was given twice', async () => {
    const payment = await world.paid({ payable: world.payable });
    world.drawer.shifts.set(supervisor.id, newId());
    await refund(payment, { amount: 4_000, to: { method: 'cash' } });

    await world.sync.apply(payment, stateOf(payment, { refundedAmount: 1_000 }));
    expect((await world.again(payment)).view).toMatchObject({ refundedAmount: 5_000, review: null });
    await world.sync.apply(payment, stateOf(payment, { refundedAmount: 1_000 }));
    expect((await world.again(payment)).view).toMatchObject({ refundedAmount: 5_000, review: null });

    await world.sync.apply(payment, stateOf(payment, { refundedAmount: 10_000 }));
    expect((await world.again(payment)).view).toMatchObject({ refundedAmount: 5_000, review: 'refund_over_captured' });
  });

  it.each([
    ['a tender that gives nothing back', { refundable: false }, {}, 'REFUND_TENDER_CLOSED'],
    ['a tender that rests', { active: false }, {}, 'TENDER_REQUIRED'],
    ['a slip of cash', {}, { to: { method: 'cash' }, reference: 'A1' }, 'REFERENCE_UNEXPECTED'],
    ['a tender that is not there', {}, { to: { method: 'card_terminal', tenderId: newId() } }, 'TENDER_NOT_FOUND'],
  ])('refuses %s, and changes nothing', async (_, fields, given, code) => {
    const payment = await world.paid({ payable: world.payable });
    world.drawer.shifts.set(supervisor.id, newId());
    const { method } = await tender(fields);
    await expect(refund(payment, { to: { method }, ...given })).rejects.toMatchObject({ code });
    expect([world.drawer.entries, world.refunds.all(), world.audit.entries]).toEqual([[], [], []]);
  });

  it('takes a permission of its own', async () => {
    const payment = await cash();
    const input = { actor: supervisor, paymentId: payment.view.id, reason: 'cold', to: { method: 'cash' } as const };
    const refused = { code: 'APPROVAL_REQUIRED' };
    await expect(world.refundPayment.execute(input)).rejects.toMatchObject(refused);
  });

  it('says the reason that was chosen', async () => {
    const payment = await cash();
    world.drawer.shifts.set(supervisor.id, newId());
    const reasonId = newId();
    expect(await refund(payment, { reason: 'late', reasonId })).toMatchObject({ reason: `REFUND ${reasonId}: late` });
  });
});

describe('refunding an order', () => {
  const refund = (given: object = {}) =>
    world.refundOrder.execute({ actor: supervisor, orderId: world.payable.id, reason: 'cold', ...given });
  let first: Payment;
  let second: Payment;
  let third: Payment;
  beforeEach(async () => {
    world.payables.outlets.set(world.payable.id, world.payable.outletId);
    world.drawer.shifts.set(supervisor.id, newId());
    const { payable } = world;
    [first, second, third] = [await cash(), await world.paid({ payable, amount: 3_000 }), await cash()];
  });
  const said = (refunds: readonly RefundView[]) =>
    refunds.map(({ paymentId, amount, status, pieces }) => [paymentId, amount, status, pieces]);

  it('takes from the newest payment first, of each what is left of it', async () => {
    expect(said(await refund({ amount: 11_500 }))).toEqual([
      [third.view.id, 10_000, 'DONE', null],
      [second.view.id, 1_500, 'PENDING', null],
    ]);
    expect(said(await refund())).toEqual([
      [second.view.id, 1_500, 'PENDING', null],
      [first.view.id, 10_000, 'DONE', null],
    ]);
    await expect(refund()).rejects.toMatchObject({ code: 'REFUND_TOO_LARGE', details: { refundable_amount: 0 } });
  });

  it('gives pieces back once, whatever it takes for them', async () => {
    world.payables.worthIs = 12_000;
    const lineId = newId();
    const [one, other] = await refund({ pieces: [{ lineId }] });
    expect([one?.pieces, other?.pieces]).toEqual([[{ lineId, quantity: 2 }], []]);
    expect(await world.refunds.givenBack(world.payable.outletId, world.payable.id)).toEqual({
      pieces: [{ lineId, quantity: 2 }],
      amount: 12_000,
    });
    expect(world.payables.told).toContainEqual(['refunded', 10_000, 0, [{ lineId, quantity: 2 }]]);
  });

  it('leaves out what no coin makes, and says so when nothing is left', async () => {
    world.payables.coin = 500;
    expect(said(await refund({ amount: 10_000 }))).toHaveLength(1);
    expect(said(await refund({ amount: 3_200 }))).toEqual([[second.view.id, 3_000, 'PENDING', null]]);
    await expect(refund({ amount: 200 })).rejects.toMatchObject({ code: 'CASH_REFUND_TOO_SMALL' });
  });

  it.each([
    ['more than is left of all', { amount: 23_001 }, 'REFUND_TOO_LARGE'],
    ['a tip that nobody gave', { tip: 1 }, 'REFUND_TOO_LARGE'],
    ['another outlet’s', { orderId: newId() }, 'ORDER_NOT_FOUND'],
    ['a slip where nothing is by tender', { reference: 'A1' }, 'REFERENCE_UNEXPECTED'],
  ])('refuses %s, and gives nothing', async (_, given, code) => {
    await expect(refund(given)).rejects.toMatchObject({ code });
    expect([world.drawer.entries, world.refunds.all(), world.audit.entries]).toEqual([[], [], []]);
  });
});

describe('refunding a bill', () => {
  const refundAll = (actor: Parameters<RefundBill['execute']>[0]['actor'] = supervisor) =>
    new RefundBill(world.billPayments, world.requests).execute({ payable: world.payable, reason: 'void', actor });

  it('ends what is live, gives cash back, and has gateways asked', async () => {
    const { payable } = world;
    world.drawer.shifts.set(supervisor.id, newId());
    const [taken, pix, live] = [await cash(), await world.paid({ payable }), aPayment({ payable, amount: 300 })];
    await world.payments.add(live);

    expect(await refundAll()).toBe(10_000);

    expect((await world.again(taken)).view.status).toBe('REFUNDED');
    expect((await world.again(pix)).view).toMatchObject({ status: 'PAID', refundPending: 10_000 });
    expect((await world.again(live)).view.isGivenUp).toBe(true);
    expect(await refundAll()).toBe(0);
  });

  it('takes the drawers in the same order for everybody', async () => {
    const users = [newId(), newId(), newId()].toSorted();
    for (const userId of users.toReversed()) {
      world.drawer.shifts.set(userId, newId());
      await world.payments.add(aCashPayment({ payable: world.payable, userId }));
    }

    await refundAll();

    expect(world.drawer.entries.map(({ userId }) => userId)).toEqual(users);
  });

  it('leaves cash to the staff', async () => {
    await cash();
    const guest = { kind: 'guest', sessionId: newId() } as unknown as UserActor;
    await expect(refundAll(guest)).rejects.toMatchObject({ code: 'REFUND_AT_THE_TILL' });
  });
});

describe('forgetting customers', () => {
  it('tells of the payments whose payer is gone, and of nothing when there are none', async () => {
    const payable = { ...world.payable, customerId: newId() };
    const payment = await world.opened({ payable });

    await world.billPayments.forgetCustomers([payable]);
    await world.billPayments.forgetCustomers([payable]);

    expect(world.events.events).toEqual([
      { type: 'PAYER_FORGOTTEN', outletId: null, payload: { payment_ids: [payment.view.id] } },
    ]);
  });
});
