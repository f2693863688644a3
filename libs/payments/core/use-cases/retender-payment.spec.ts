import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import type { Tender } from '../model/tender.js';
import { aTender } from '../../testing/a-tender.js';
import { paymentWorld, type PaymentWorld } from '../../testing/payment-world.js';
import { PaymentQueries, type PaymentWithRefunds } from '../payments.ports.js';
import { RetenderPayment, type RetenderPaymentInput } from './retender-payment.js';
import { TakeCash } from './take-cash.js';
import { TakeTender } from './take-tender.js';

let world: PaymentWorld;
let supervisor: UserActor;
let edc: Tender;
const shiftId = newId();

beforeEach(async () => {
  world = paymentWorld();
  const { outletId } = world.payable;
  supervisor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [outletId] };
  world.drawer.shifts.set(world.cashier.id, shiftId);
  edc = aTender({ outletId, name: 'BCA', needsShift: false });
  await world.tenders.insert(edc);
});

const kept = async (id: string) => (await world.payments.find('all', id))!.view;
const cash = (given: object = {}) =>
  new TakeCash(world.payments, world.drawer, world.clock, world.tips).execute({
    payable: world.payable,
    amount: 10_000,
    cashRounding: 1,
    actor: world.cashier,
    ...given,
  });
const byCard = (given: object = {}) =>
  new TakeTender(world.payments, world.drawer, world.bookkeeping, world.outlets, world.clock, world.tips).execute({
    payable: world.payable,
    tender: edc,
    amount: 10_000,
    actor: world.cashier,
    ...given,
  });

class KeptQueries extends PaymentQueries {
  get = async (_: unknown, id: string): Promise<PaymentWithRefunds> => ({ payment: await kept(id), refunds: [] });
  page = async () => Promise.reject(new Error('not asked here'));
}

const retender = (paymentId: string, given: Partial<RetenderPaymentInput> = {}) =>
  new RetenderPayment(
    world.payments,
    new KeptQueries(),
    world.bookkeeping,
    world.tenders,
    world.outlets,
    world.permissions,
    world.audit,
    world.clock,
  ).execute({ actor: supervisor, paymentId, method: 'card_terminal', reason: 'wrong button', ...given });

const cashierHere = (): UserActor => ({ ...world.cashier, outletIds: [world.payable.outletId] });

describe('a payment that was recorded by the wrong means', () => {
  it('is told to its shift and its bill, and is what it was in all else', async () => {
    const was = await cash({ tip: 500, tendered: 20_000 });

    const { payment } = await retender(was.id, { reference: 'S-1', last4: '4242', cardType: 'DEBIT' });

    const tender = { id: edc.id, name: 'BCA', fiscalCode: null, last4: '4242', cardType: 'DEBIT' };
    const now = { method: 'card_terminal', tender, reference: 'S-1', tendered: null, change: null };
    expect(payment).toMatchObject(now);
    expect({ ...payment, ...was }).toEqual(was);
    expect(world.drawer.retenders).toMatchObject([
      { shiftId, paymentId: was.id, amount: 10_000, tip: 500, from: { method: 'cash', tender: null }, to: { tender } },
    ]);
    expect(world.payables.told).toContainEqual(['retendered', was.id, 'cash', 'card_terminal']);
    const entry = world.audit.entries.find(({ action }) => action === 'payment.retendered');
    expect(entry).toMatchObject({
      reason: 'wrong button',
      approvedBy: null,
      details: { amount: 10_500, from: { method: 'cash' }, to: { method: 'card_terminal', tender_id: edc.id } },
    });
  });

  it('is cash to the coin, tip included, when it turns out to be cash', async () => {
    world.drawer.shifts.set(world.cashier.id, shiftId);
    const { id } = await byCard({ reference: 'S-2', tip: 300 });

    const { payment } = await retender(id, { method: 'cash' });

    expect(payment).toMatchObject({ method: 'cash', tender: null, reference: null, tendered: 10_300, change: 0 });
  });

  it('of no shift moves between tenders, and not into a drawer that there is not', async () => {
    world.drawer.shifts.clear();
    const voucher = aTender({ outletId: world.payable.outletId, name: 'Voucher', method: 'voucher' });
    await world.tenders.insert(voucher);
    const { id } = await byCard();

    await expect(retender(id, { method: 'cash' })).rejects.toMatchObject({ code: 'RETENDER_NO_DRAWER' });
    expect((await retender(id, { method: 'voucher' })).payment).toMatchObject({ tender: { id: voucher.id } });
    expect(world.drawer.retenders).toEqual([]);
  });

  it('goes back by what it was paid by', async () => {
    const { id } = await cash();
    await retender(id);

    const refund = await world.refundPayment.execute({
      actor: supervisor,
      paymentId: id,
      amount: 4_000,
      reason: 'cold',
    });

    expect(refund).toMatchObject({ method: 'card_terminal', tenderId: edc.id });
    await expect(retender(id, { method: 'cash' })).rejects.toMatchObject({ code: 'PAYMENT_FIXED' });
  });

  it('is a gateway’s own to say, and nobody’s before its money was seen', async () => {
    const gateway = await world.paid({ payable: world.payable });
    const transfer = aTender({
      outletId: world.payable.outletId,
      name: 'T',
      method: 'bank_transfer',
      confirm: 'LATER',
    });
    const waiting = await byCard({ tender: transfer });

    for (const id of [gateway.view.id, waiting.id]) {
      await expect(retender(id)).rejects.toMatchObject({ code: 'PAYMENT_FIXED', kind: 'conflict' });
    }
    await expect(retender((await byCard()).id)).rejects.toMatchObject({ code: 'SAME_TENDER' });
    await expect(retender((await cash()).id, { method: 'cash' })).rejects.toMatchObject({ code: 'SAME_TENDER' });
    await expect(retender((await cash()).id, { actor: cashierHere() })).rejects.toMatchObject({
      code: 'APPROVAL_REQUIRED',
    });
    expect(world.drawer.retenders).toEqual([]);
  });
});
