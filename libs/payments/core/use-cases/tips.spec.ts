import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import type { GatewayEvent } from '../model/charge.js';
import type { Payment } from '../model/payment.js';
import { eventOf, paymentWorld, type PaymentWorld, stateOf } from '../../testing/payment-world.js';
import { PaymentQueries, type PaymentWithRefunds } from '../payments.ports.js';
import { ApplyGatewayEvent } from './apply-gateway-event.js';
import { EditPaymentTip } from './edit-payment-tip.js';
import { PayOutTip } from './pay-out-tip.js';
import { RefundBill } from './refund-bill.js';
import { ReservePayment } from './reserve-payment.js';
import { ShareTips } from './share-tips.js';
import { TakeCash } from './take-cash.js';

let world: PaymentWorld;
let supervisor: UserActor;
const budi = newId();

beforeEach(() => {
  world = paymentWorld();
  supervisor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [world.payable.outletId] };
  world.drawer.shifts.set(world.cashier.id, newId());
  world.drawer.shifts.set(supervisor.id, newId());
});

const cash = (given: object = {}) =>
  new TakeCash(world.payments, world.drawer, world.clock, world.tips).execute({
    payable: world.payable,
    amount: 10_000,
    cashRounding: 500,
    actor: world.cashier,
    tipTo: budi,
    ...given,
  });
const ledger = () => world.tipLedger.entries.map(({ kind, userId, amount }) => [kind, userId, amount]);
const kept = async (id: string) => (await world.payments.find('all', id))!.view;
const refund = (paymentId: string, given: object = {}) =>
  world.refundPayment.execute({ actor: supervisor, paymentId, reason: 'cold', ...given });

describe('a tip in cash', () => {
  it('stays in the drawer on a line of its own, and is somebody’s', async () => {
    const payment = await cash({ tip: 2_000, tendered: 20_000 });

    expect(payment).toMatchObject({ amount: 10_000, tip: 2_000, tendered: 20_000, change: 8_000, tipTo: budi });
    expect(world.drawer.entries.map(({ type, cash: amount }) => [type, amount])).toEqual([
      ['SALE', 10_000],
      ['TIP', 2_000],
    ]);
    expect(ledger()).toEqual([['EARNED', budi, 2_000]]);
  });

  it('is the change that the guest leaves; what is too little for both is asked for', async () => {
    expect(await cash({ keepsChange: true, tendered: 12_500 })).toMatchObject({ tip: 2_500, change: 0 });
    await expect(cash({ tip: 2_000, tendered: 11_500 })).rejects.toMatchObject({ code: 'TENDERED_TOO_LITTLE' });
    await expect(cash({ keepsChange: true, tendered: 9_500 })).rejects.toMatchObject({ code: 'TENDERED_TOO_LITTLE' });
    expect(await cash({ tip: 500 })).toMatchObject({ tendered: 10_500, change: 0 });
  });

  it('goes back when the refund says so, and with a void as a whole', async () => {
    const { id } = await cash({ tip: 2_000 });
    await refund(id, { amount: 4_000 });
    expect(await kept(id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: 4_000, refundedTip: 0 });
    await refund(id, { amount: 0, tip: 500 });
    await expect(refund(id, { amount: 0, tip: 1_501 })).rejects.toMatchObject({
      code: 'REFUND_TOO_LARGE',
      details: expect.objectContaining({ refundable_tip: 1_500 }),
    });
    await refund(id);
    expect(await kept(id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: 10_000, refundedTip: 500 });
    const all = new RefundBill(world.billPayments, world.requests);
    expect(await all.execute({ payable: world.payable, reason: 'void', actor: supervisor })).toBe(0);

    expect(await kept(id)).toMatchObject({ status: 'REFUNDED', refundedTip: 2_000 });
    expect(ledger()).toEqual([
      ['EARNED', budi, 2_000],
      ['REFUNDED', budi, -500],
      ['REFUNDED', budi, -1_500],
    ]);
    expect(world.drawer.entries.reduce((sum, entry) => sum + entry.cash, 0)).toBe(0);
  });
});

describe('editing a tip', () => {
  class NoQueries extends PaymentQueries {
    get = async (): Promise<PaymentWithRefunds> => ({}) as PaymentWithRefunds;
    page = async () => Promise.reject(new Error('nobody asks'));
  }
  const edit = (paymentId: string, given: object) => {
    const { payments, payables, drawer, tips, audit, unitOfWork } = world;
    const actor = supervisor;
    return new EditPaymentTip(payments, new NoQueries(), payables, drawer, tips, audit, unitOfWork).execute({
      actor,
      paymentId,
      tip: 0,
      ...given,
    });
  };

  it('moves cash and balances, by what it changed by', async () => {
    world.payables.coin = 500;
    const { id } = await cash({ tip: 2_000, tendered: 15_000 });
    await edit(id, { tip: 6_000 });
    expect(await kept(id)).toMatchObject({ tip: 6_000, tendered: 16_000, change: 0 });
    await edit(id, { tip: 1_000, tipTo: null });
    expect(await kept(id)).toMatchObject({ tip: 1_000, tendered: 16_000, change: 5_000, tipTo: null });

    expect(world.drawer.corrections.map(({ type, cash: amount }) => [type, amount])).toEqual([
      ['TIP', 4_000],
      ['TIP', -5_000],
    ]);
    expect(ledger().slice(1)).toEqual([
      ['EARNED', budi, 4_000],
      ['MOVED', budi, -6_000],
      ['MOVED', null, 6_000],
      ['POOLED', null, -5_000],
    ]);
  });

  it('is refused once its shift ended, or it went back; and to somebody who does not work there', async () => {
    world.payables.coin = 500;
    const { id, shiftId } = await cash({ tip: 2_000 });
    const stranger = newId();
    world.payables.strangers.add(stranger);
    await expect(edit(id, { tip: 500, tipTo: stranger })).rejects.toMatchObject({ code: 'TIP_TO_UNKNOWN' });
    await expect(edit(id, { tip: 10_500 })).rejects.toMatchObject({ code: 'TIP_TOO_LARGE' });
    await expect(edit(id, { tip: 700 })).rejects.toMatchObject({ code: 'TIP_NOT_IN_COINS' });
    await refund(id, { amount: 0, tip: 500 });
    await expect(edit(id, { tip: 3_000 })).rejects.toMatchObject({ code: 'TIP_FIXED' });
    world.drawer.ended.add(shiftId!);
    const other = await cash();
    await expect(edit(other.id, { tip: 500 })).rejects.toMatchObject({ code: 'TIP_FIXED' });
    const pix = await world.paid({ payable: world.payable });
    await expect(edit(pix.view.id, { tip: 500 })).rejects.toMatchObject({ code: 'TIP_FIXED' });
  });
});

describe('a tip through a gateway', () => {
  const reserve = (given: object = {}) =>
    new ReservePayment(
      world.payments,
      world.gateways,
      world.billPayments,
      world.bookkeeping,
      world.schedule,
      world.clock,
    ).execute({
      payable: { ...world.payable, currency: 'BRL' },
      due: 10_000,
      method: 'pix',
      expiresAt: new Date(world.clock.now().getTime() + 600_000),
      actor: world.cashier,
      tipTo: budi,
      ...given,
    });
  const payment = async (id: string): Promise<Payment> => (await world.payments.find('all', id))!;
  const tell = (of: Payment, event: Partial<GatewayEvent>) =>
    new ApplyGatewayEvent(world.payments, world.gateways, world.sync, world.refundSync, world.reviews).execute({
      gateway: 'propay',
      event: eventOf(of, event),
      turn: 1,
    });

  it('is charged with the bill’s share, and held against the sum of both', async () => {
    const id = await reserve({ tip: 1_500 });
    const open = await payment(id);
    expect(open.charged).toBe(11_500);
    for (const [tip, off] of [
      [100, -100],
      [200, -1],
      [300, 1],
    ] as const) {
      const other = await payment(await reserve({ tip }));
      const said = await tell(other, { state: stateOf(other, { amount: other.charged + off }) });
      expect(said).toMatchObject({ status: 'NEEDS_REVIEW', result: 'amount_mismatch' });
    }
    expect(ledger()).toEqual([]);
    world.payables.due = 10_000;
    expect(await tell(open, { state: stateOf(open) })).toMatchObject({ status: 'APPLIED' });

    expect((await payment(id)).view).toMatchObject({
      status: 'PAID',
      amount: 10_000,
      appliedAmount: 10_000,
      tip: 1_500,
    });
    expect(world.payables.told).toContainEqual(['captured', 10_000]);
    expect(ledger()).toEqual([['EARNED', budi, 1_500]]);
  });

  it('is another payment than the one that was open, which is given up', async () => {
    const first = await reserve();
    expect(await reserve()).toBe(first);
    const second = await reserve({ tip: 1_000 });
    expect(second).not.toBe(first);
    expect((await payment(first)).view.isGivenUp).toBe(true);
    expect(await reserve({ tip: 1_000 })).toBe(second);
    await expect(reserve({ tip: 10_001 })).rejects.toMatchObject({ code: 'TIP_TOO_LARGE' });
  });

  it('goes back with money that the bill did not take at all', async () => {
    const id = await reserve({ tip: 1_500 });
    world.payables.due = 0;
    await tell(await payment(id), {});
    const [late] = world.refunds.all();
    expect(late).toMatchObject({ amount: 10_000, tip: 1_500, status: 'PENDING' });
    world.gateway.refunded = { kind: 'refunded', reference: 'back' };
    await world.refundSync.ask({ outletId: late!.outletId, refundId: late!.id });

    expect(world.gateway.asked).toContainEqual(['refund', late!.id, 11_500]);
    expect((await payment(id)).view).toMatchObject({ status: 'REFUNDED', refundedAmount: 10_000, refundedTip: 1_500 });
    expect(ledger()).toEqual([
      ['EARNED', budi, 1_500],
      ['REFUNDED', budi, -1_500],
    ]);
  });

  it('made at the gateway’s dashboard takes the bill’s share first', async () => {
    const id = await reserve({ tip: 1_500 });
    await tell(await payment(id), {});
    const paid = await payment(id);
    const state = stateOf(paid, { status: 'PARTIALLY_REFUNDED', refundedAmount: 10_700 });
    expect(await tell(paid, { state })).toMatchObject({ status: 'APPLIED' });

    expect((await payment(id)).view).toMatchObject({ refundedAmount: 10_000, refundedTip: 700 });
  });
});

describe('what people are owed', () => {
  const payOut = (userId: string, amount: number) =>
    new PayOutTip(world.tipLedger, world.tips, world.clock).execute({
      outletId: world.payable.outletId,
      userId,
      amount,
      currency: 'IDR',
      shiftId: newId(),
      movementId: newId(),
      actor: supervisor,
    });

  it('is paid out once', async () => {
    await cash({ tip: 2_000 });
    await payOut(budi, 1_500);
    await expect(payOut(budi, 501)).rejects.toMatchObject({ code: 'TIP_OUT_TOO_LARGE', details: { owed: 500 } });
    await expect(payOut(newId(), 1)).rejects.toMatchObject({ code: 'TIP_OUT_TOO_LARGE', details: { owed: 0 } });
    await payOut(budi, 500);

    expect(world.tipLedger.locks).toContain(budi);
    expect(await world.tipLedger.balanceOf(world.payable.outletId, budi)).toBe(0);
  });

  it('comes out of the pool by points, once', async () => {
    const [ani, citra] = [newId(), newId()];
    const share = new ShareTips(
      world.tipLedger,
      world.payables,
      world.outlets,
      world.tips,
      world.audit,
      world.unitOfWork,
      world.clock,
    );
    const { outletId } = world.payable;
    const day = await world.tips.today(outletId);
    const points = [
      { userId: ani, points: 3 },
      { userId: budi, points: 2 },
      { userId: citra, points: 2 },
    ];
    const wish = { actor: supervisor, outletId, from: day, to: day, shares: points };
    for (const tip of [60_000, 40_000]) await cash({ amount: 60_000, tip, tipTo: null });
    const { shares } = await share.execute(wish);
    expect(shares.map(({ amount }) => amount)).toEqual([42_857, 28_572, 28_571]);
    await expect(share.execute(wish)).rejects.toMatchObject({ code: 'TIP_POOL_EMPTY' });
    await cash({ tip: 700, tipTo: null, cashRounding: 1 });
    expect((await share.execute(wish)).shares.map(({ amount }) => amount)).toEqual([300, 200, 200]);

    const twice = share.execute({ ...wish, shares: [...points, { userId: ani, points: 1 }] });
    await expect(twice).rejects.toMatchObject({ code: 'TIP_SHARED_TWICE' });
    await expect(share.execute({ ...wish, from: '2027-01-01' })).rejects.toMatchObject({ code: 'PERIOD_BACKWARDS' });
    expect(await world.tipLedger.balanceOf(outletId, ani)).toBe(43_157);
  });
});
