import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Payment } from '../core/model/payment.js';
import { Refund } from '../core/model/refund.js';
import type { PaymentRepository, RefundRepository } from '../core/payments.ports.js';
import { aCashPayment, aPayable, aPayment, aRefundOf, AT } from './a-payment.js';

const LATER = new Date('2026-03-02T13:00:00Z');

/** What every RefundRepository does, with the sums of its payments; run on the fake and on PostgreSQL. */
export function refundRepositoryContract(
  repositories: () => { readonly payments: PaymentRepository; readonly refunds: RefundRepository },
): void {
  const refunds = () => repositories().refunds;
  const again = async ({ view: { id, outletId } }: Payment): Promise<Payment> => {
    const payment = await repositories().payments.find([outletId], id);
    if (!payment) throw new Error('It is gone');
    return payment;
  };
  const paid = async (payable = aPayable()): Promise<Payment> => {
    const payment = aPayment({ payable });
    await repositories().payments.add(payment);
    payment.capture({ at: AT, reference: newId() });
    await repositories().payments.save(payment);
    return again(payment);
  };
  const refundAgain = async ({ view: { id, outletId } }: Refund): Promise<Refund> => {
    const refund = await refunds().find(outletId, id);
    if (!refund) throw new Error('It is gone');
    return refund;
  };
  const asked = async (payment: Payment, amount: number): Promise<Refund> => {
    const refund = Refund.throughGateway(payment, aRefundOf(amount));
    expect(await refunds().add(refund)).toBe(true);
    return refundAgain(refund);
  };

  it('gives cash back at once, and gives back a refund as it was added', async () => {
    const payment = aCashPayment();
    await repositories().payments.add(payment);
    const pieces = [{ lineId: newId(), quantity: 2, restock: false }];
    const shiftId = newId();
    const refund = Refund.inCash(payment, { ...aRefundOf(4_000, { pieces }), shiftId, rounding: -20 });

    expect(await refunds().add(refund)).toBe(true);

    expect((await refundAgain(refund)).view).toEqual(refund.view);
    expect((await again(payment)).view).toMatchObject({ refundedAmount: 4_000, status: 'PARTIALLY_REFUNDED' });
    expect(await refunds().add(Refund.inCash(payment, { ...aRefundOf(6_000), shiftId, rounding: 0 }))).toBe(true);
    expect((await again(payment)).view).toMatchObject({ refundedAmount: 10_000, status: 'REFUNDED' });
  });

  it('keeps by what money went back, and tells what of it no gateway knows', async () => {
    const payment = await paid();
    const tender = { id: newId(), method: 'voucher' as const };
    const given = { shiftId: null, reference: 'S1', tender };
    const refund = Refund.byTender(payment, { ...aRefundOf(3_000), ...given });
    expect(await refunds().add(refund)).toBe(true);
    expect((await refundAgain(refund)).view).toMatchObject({ method: 'voucher', tenderId: tender.id, reference: 'S1' });
    expect(await refunds().givenElsewhere(payment.view)).toBe(3_000);
    const cash = Refund.inCash(await again(payment), { ...aRefundOf(500), shiftId: newId(), rounding: 0 });
    expect(await refunds().add(cash)).toBe(true);
    await asked(await again(payment), 1_000);
    expect(await refunds().givenElsewhere(payment.view)).toBe(3_500);
    expect((await again(payment)).view).toMatchObject({ refundedAmount: 3_500, refundPending: 1_000 });
  });

  it('sets aside what a gateway is asked for, and never more than is left', async () => {
    const payment = await paid();
    const stale = await again(payment);
    await asked(payment, 7_000);

    expect((await again(payment)).view).toMatchObject({ refundPending: 7_000, refundedAmount: 0, status: 'PAID' });
    expect(await refunds().add(Refund.throughGateway(stale.copy(), aRefundOf(3_001)))).toBe(false);
    expect(await refunds().add(Refund.madeAtGateway(stale.copy(), aRefundOf(3_001)))).toBe(false);
    expect(await refunds().add(Refund.throughGateway(stale, aRefundOf(3_000)))).toBe(true);
    expect((await again(payment)).refundable).toBe(0);
  });

  it('lets one of two through that together are more than is left', async () => {
    const payment = await paid();
    const copies = [payment.copy(), payment.copy()];

    const outcomes = await Promise.all(
      copies.map((copy) => refunds().add(Refund.throughGateway(copy, aRefundOf(6_000)))),
    );

    expect(outcomes.toSorted()).toEqual([false, true]);
    expect((await again(payment)).view.refundPending).toBe(6_000);
  });

  it('settles once: what was set aside is given back', async () => {
    const payment = await paid();
    const refund = await asked(payment, 4_000);
    const twice = await refundAgain(refund);
    const [reference, shiftId] = [newId(), newId()];
    refund.note('PENDING', reference);
    expect(await refunds().save(refund)).toBe(true);
    refund.settle({ reference: null, shiftId, at: LATER });
    expect(await refunds().save(refund)).toBe(true);

    twice.settle({ reference: newId(), shiftId: null, at: LATER });
    expect(await refunds().save(twice)).toBe(false);
    expect((await refundAgain(refund)).view).toMatchObject({ status: 'DONE', reference, shiftId, settledAt: LATER });
    expect((await again(payment)).view).toMatchObject({
      refundPending: 0,
      refundedAmount: 4_000,
      status: 'PARTIALLY_REFUNDED',
    });
  });

  it('frees what was set aside for a refund that failed, once', async () => {
    const payment = await paid();
    const refund = await asked(payment, 4_000);
    const late = await refundAgain(refund);
    refund.note('UNKNOWN', null);
    await refunds().save(refund);
    refund.fail('refused', LATER);
    expect(await refunds().save(refund)).toBe(true);

    late.settle({ reference: null, shiftId: null, at: LATER });
    expect(await refunds().save(late)).toBe(false);
    expect((await refundAgain(refund)).view).toMatchObject({ status: 'FAILED', failure: 'refused', settledAt: LATER });
    expect((await again(payment)).view).toMatchObject({ refundPending: 0, refundedAmount: 0, status: 'PAID' });
  });

  it('finds refunds by the gateway’s id of them, and those that are under way', async () => {
    const payment = await paid();
    const [pending, unknown, done] = [
      await asked(payment, 1_000),
      await asked(payment, 2_000),
      await asked(payment, 3_000),
    ];
    const reference = newId();
    pending.note('PENDING', reference);
    unknown.note('UNKNOWN', null);
    done.settle({ reference: null, shiftId: null, at: LATER });
    for (const refund of [pending, unknown, done]) await refunds().save(refund);
    const { id, outletId } = payment.view;

    expect((await refunds().findByReference(outletId, id, reference))?.view.id).toBe(pending.view.id);
    expect(await refunds().findByReference(outletId, newId(), reference)).toBeNull();
    expect(await refunds().findByReference(newId(), id, reference)).toBeNull();
    expect(await refunds().find(newId(), pending.view.id)).toBeNull();
    const underWay = await refunds().unsettledOf(outletId, id);
    expect(underWay.map(({ view }) => view.id)).toEqual([pending.view.id, unknown.view.id]);
  });

  it('sums what refunds by lines gave back of a bill, or will', async () => {
    const payable = aPayable();
    const payment = await paid(payable);
    const [one, two, three] = [1_000, 2_000, 3_000].map((amount) => ({
      amount,
      pieces: [{ lineId: newId(), quantity: 1 }],
    }));
    const failed = Refund.throughGateway(payment, aRefundOf(three?.amount ?? 0, three));
    await refunds().add(failed);
    failed.fail('refused', LATER);
    await refunds().save(failed);
    await refunds().add(Refund.throughGateway(payment, aRefundOf(one?.amount ?? 0, one)));
    await refunds().add(Refund.throughGateway(payment, aRefundOf(two?.amount ?? 0, two)));
    await refunds().add(Refund.throughGateway(payment, aRefundOf(500)));

    const given = await refunds().givenBack(payable.outletId, payable.id);

    expect(given).toEqual({ amount: 3_000, pieces: [...(one?.pieces ?? []), ...(two?.pieces ?? [])] });
  });
}
