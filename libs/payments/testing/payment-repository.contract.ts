import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Payment } from '../core/model/payment.js';
import type { PaymentRepository } from '../core/payments.ports.js';
import { aCashPayment, aPayable, aPayment, AT } from './a-payment.js';

const PIX = { kind: 'pix', txid: 't1', copyPaste: '0002', qrCodeUrl: 'https://qr.example/t1' } as const;

/** What every PaymentRepository does; run on the fake and on PostgreSQL. */
export function paymentRepositoryContract(repository: () => PaymentRepository): void {
  const stored = async (payment: Payment = aPayment()): Promise<Payment> => {
    await repository().add(payment);
    return again(payment);
  };
  const again = async ({ view: { id, outletId } }: Payment): Promise<Payment> => {
    const payment = await repository().find([outletId], id);
    if (!payment) throw new Error('It is gone');
    return payment;
  };
  const opened = async (reference = newId()): Promise<Payment> => {
    const payment = await stored();
    payment.open({ reference, presentation: PIX, expiresAt: null });
    await repository().save(payment);
    return again(payment);
  };
  const paid = async (): Promise<Payment> => {
    const payment = await stored();
    payment.capture({ at: AT, reference: null });
    await repository().save(payment);
    return again(payment);
  };

  it('gives back a payment exactly as it was added', async () => {
    const [cash, pix] = [aCashPayment(), aPayment({ payable: aPayable({ sessionId: newId(), customerId: newId() }) })];

    for (const payment of [cash, pix]) {
      const same = await stored(payment);
      expect(same.view).toEqual(payment.view);
      expect(same.payable).toEqual(payment.payable);
      expect(same.presentation).toBeNull();
    }
  });

  it('finds a payment in its scope, and nobody else’s', async () => {
    const { view } = await stored();

    expect((await repository().find('all', view.id))?.view.id).toBe(view.id);
    expect((await repository().find([newId(), view.outletId], view.id))?.view.id).toBe(view.id);
    expect(await repository().find([newId()], view.id)).toBeNull();
    expect(await repository().find([newId(), newId()], view.id)).toBeNull();
    expect(await repository().find([], view.id)).toBeNull();
    expect(await repository().find('all', newId())).toBeNull();
  });

  it('locates a payment by its id or the gateway’s own, at its gateway alone', async () => {
    const { view } = await opened();
    const locate = async (gateway: string, paymentId: string | null, reference: string | null) =>
      (await repository().locate({ gateway, paymentId, reference }))?.view.id ?? null;

    expect(await locate('propay', view.id, null)).toBe(view.id);
    expect(await locate('propay', null, view.reference)).toBe(view.id);
    expect(await locate('stripe', view.id, null)).toBeNull();
    expect(await locate('stripe', null, view.reference)).toBeNull();
    expect(await locate('propay', null, null)).toBeNull();
  });

  it('lists the payments of a bill, oldest first', async () => {
    const payable = aPayable();
    const made = [aCashPayment({ payable }), aPayment({ payable }), aCashPayment({ payable })];
    for (const payment of made) await repository().add(payment);

    const found = await repository().ofPayable(payable.outletId, payable.id);

    expect(found.map(({ view }) => view.id)).toEqual(made.map(({ view }) => view.id));
    expect(await repository().ofPayable(newId(), payable.id)).toEqual([]);
  });

  it('keeps what a gateway said first of a charge', async () => {
    const payment = await stored();
    payment.notOpened('UNKNOWN');
    expect(await repository().save(payment)).toBe(true);
    expect((await again(payment)).view.status).toBe('UNKNOWN');

    const expiresAt = new Date('2026-03-02T14:00:00Z');
    const [reference, other] = [newId(), newId()];
    payment.open({ reference, presentation: PIX, expiresAt });
    expect(await repository().save(payment)).toBe(true);
    const second = await again(payment);
    second.open({ reference: other, presentation: null, expiresAt: null });
    expect(await repository().save(second)).toBe(true);

    const { view, presentation } = await again(payment);
    expect(view).toMatchObject({ status: 'PENDING', reference, expiresAt });
    expect(presentation).toEqual(PIX);
  });

  it('writes nothing over a payment that moved on meanwhile', async () => {
    const payment = await stored();
    const [late, stale] = [await again(payment), await again(payment)];
    payment.capture({ at: AT, reference: null });
    expect(await repository().save(payment)).toBe(true);

    late.expire(null);
    expect(await repository().save(late)).toBe(false);
    stale.notOpened('FAILED');
    expect(await repository().save(stale)).toBe(false);
    expect((await again(payment)).view).toMatchObject({ status: 'PAID', paidAt: AT });
  });

  it('captures once, however many do so at once', async () => {
    const payment = await stored();
    const copies = await Promise.all(Array.from({ length: 5 }, () => again(payment)));

    const outcomes = await Promise.all(
      copies.map((copy) => {
        copy.capture({ at: AT, reference: null });
        return repository().save(copy);
      }),
    );

    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('captures money that comes after the end, and keeps the gateway’s id that it learns', async () => {
    const reference = newId();
    const payment = await stored();
    payment.cancel(null);
    await repository().save(payment);
    const ended = await again(payment);
    ended.capture({ at: AT, reference });

    expect(await repository().save(ended)).toBe(true);
    expect((await again(payment)).view).toMatchObject({ status: 'PAID', reference });
  });

  it('writes where captured money counts', async () => {
    const shiftId = newId();
    const payment = await paid();
    payment.account({ applied: 7_000, shiftId });
    await repository().save(payment);

    expect((await again(payment)).view).toMatchObject({ appliedAmount: 7_000, shiftId });
  });

  it('flags once for each reason; money answers doubts, and no other review', async () => {
    const flagged = async (review: string): Promise<Payment> => {
      const payment = await stored();
      payment.flagForReview(review);
      expect(await repository().save(payment)).toBe(true);
      const same = await again(payment);
      same.flagForReview(review);
      expect(await repository().save(same)).toBe(false);
      same.capture({ at: AT, reference: null });
      await repository().save(same);
      return again(payment);
    };

    expect((await flagged('unconfirmed')).view.review).toBeNull();
    expect((await flagged('OTHER_PAYER')).view.review).toBe('OTHER_PAYER');
  });

  it('gives the right to open a charge to one caller, and to the next once its time is over', async () => {
    const payment = await stored();

    const claims = await Promise.all([1, 2, 3].map(() => repository().claimCall(payment, -1)));
    expect(claims).toContain(true);
    expect(await repository().claimCall(payment, 60)).toBe(true);
    expect(await repository().claimCall(payment, 60)).toBe(false);
    payment.notOpened('UNKNOWN');
    await repository().save(payment);
    expect(await repository().claimCall(payment, 60)).toBe(true);
    expect(await repository().claimCall(await opened(), 60)).toBe(false);
    expect(await repository().claimCall(await paid(), 60)).toBe(false);
  });

  it('gives up what is live, once', async () => {
    const payable = aPayable();
    const [live, over] = [aPayment({ payable }), aPayment({ payable, amount: 500 })];
    for (const payment of [live, over]) await repository().add(payment);
    over.expire(null);
    await repository().save(over);
    const ids = [live.view.id, over.view.id];

    expect(await repository().abandon(payable.outletId, ids)).toEqual([live.view.id]);
    expect(await repository().abandon(payable.outletId, ids)).toEqual([]);
    expect((await again(live)).view.isGivenUp).toBe(true);
  });

  it('takes a customer off the payments of these bills, and leaves the money', async () => {
    const customerId = newId();
    const payable = aPayable({ customerId });
    const own = aPayment({ payable, actor: { kind: 'user', id: customerId, role: 'CUSTOMER' } });
    const byStaff = aCashPayment({ payable });
    const others = aPayment({ payable: aPayable({ customerId }) });
    for (const payment of [own, byStaff, others]) await repository().add(payment);

    const forgotten = await repository().forgetCustomers([payable]);

    expect(forgotten.toSorted()).toEqual([own.view.id, byStaff.view.id].toSorted());
    expect((await again(own)).view).toMatchObject({ createdBy: null, amount: 10_000 });
    expect((await again(own)).payable.customerId).toBeNull();
    expect((await again(byStaff)).view.createdBy).toBe(byStaff.view.createdBy);
    expect((await again(others)).payable.customerId).toBe(customerId);
    expect(await repository().forgetCustomers([payable])).toEqual([]);
  });
}
