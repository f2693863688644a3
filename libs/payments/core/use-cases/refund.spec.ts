import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aCashPayment, aPayment } from '../../testing/a-payment.js';
import { type PaymentWorld, paymentWorld } from '../../testing/payment-world.js';
import type { Payment } from '../model/payment.js';
import { RefundBill } from './refund-bill.js';
import { RefundPayment } from './refund-payment.js';

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
    const { payments, refunds, requests, payables, bookkeeping, unitOfWork, permissions, clock } = world;
    const input = { actor: supervisor, paymentId: payment.view.id, reason: 'cold', ...given };
    const parts = [payments, refunds, requests, payables, bookkeeping, unitOfWork, permissions, clock] as const;
    return new RefundPayment(...parts).execute(input);
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
