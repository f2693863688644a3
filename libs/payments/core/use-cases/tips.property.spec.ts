import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, newId, type UserActor } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/index.js';
import { aTender } from '../../testing/a-tender.js';
import { eventOf, paymentWorld } from '../../testing/payment-world.js';
import { aPayable } from '../../testing/a-payment.js';
import { PaymentQueries, type PaymentWithRefunds } from '../payments.ports.js';
import { ApplyGatewayEvent } from './apply-gateway-event.js';
import { EditPaymentTip } from './edit-payment-tip.js';
import { PayOutTip } from './pay-out-tip.js';
import { RefundBill } from './refund-bill.js';
import { ReservePayment } from './reserve-payment.js';
import { ShareTips } from './share-tips.js';
import { TakeCash } from './take-cash.js';
import { TakeTender } from './take-tender.js';

const WHATS = ['cash', 'cash', 'tender', 'pix', 'edit', 'edit', 'refund', 'refund', 'void', 'payOut', 'share'] as const;
const step = fc.record({
  what: fc.constantFrom(...WHATS),
  whose: fc.nat(2),
  which: fc.nat(40),
  amount: fc.integer({ min: 1, max: 90_000 }),
  tip: fc.integer({ min: 0, max: 40_000 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class NoQueries extends PaymentQueries {
  get = async (): Promise<PaymentWithRefunds> => ({}) as PaymentWithRefunds;
  page = async () => Promise.reject(new Error('nobody asks'));
}

/** What a rule refuses changes nothing: the book does not know of it. */
async function isDone(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return false;
  }
}

/** Plays the steps, and keeps by hand what of tips came, went back and was paid out, and what the drawers hold. */
async function play(steps: readonly Step[]): Promise<void> {
  const world = paymentWorld();
  const { payments, drawer, clock, tips, tipLedger, bookkeeping, payables, unitOfWork, audit } = world;
  const { outletId } = world.payable;
  const supervisor: UserActor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [outletId] };
  for (const { id } of [supervisor, world.cashier]) drawer.shifts.set(id, newId());
  const tender = aTender({ outletId });
  await world.tenders.insert(tender);
  payables.due = Number.MAX_SAFE_INTEGER;
  world.gateway.refunded = { kind: 'refunded', reference: 'back' };
  const people = [newId(), newId(), null];
  const useCases = {
    cash: new TakeCash(payments, drawer, clock, tips),
    tender: new TakeTender(payments, drawer, bookkeeping, world.outlets, clock, tips),
    reserve: new ReservePayment(payments, world.gateways, world.billPayments, bookkeeping, world.schedule, clock),
    apply: new ApplyGatewayEvent(payments, world.gateways, world.sync, world.refundSync, world.reviews),
    edit: new EditPaymentTip(payments, new NoQueries(), payables, drawer, tips, audit, unitOfWork),
    refund: world.refundPayment,
    refundAll: new RefundBill(world.billPayments, world.requests),
    payOut: new PayOutTip(tipLedger, tips, clock),
    share: new ShareTips(tipLedger, payables, world.outlets, tips, audit, unitOfWork, clock),
  };
  const known: { id: string; payable: ReturnType<typeof aPayable> }[] = [];
  let paidOut = 0;
  const settle = async () => {
    for (const { id, status } of world.refunds.all()) {
      if (status === 'PENDING') await world.refundSync.ask({ outletId, refundId: id });
    }
  };
  for (const { what, whose, which, amount, tip } of steps) {
    const tipTo = people[whose]!;
    const payable = aPayable({ outletId });
    const given = { payable, amount, tip, tipTo, isTipConfirmed: true, actor: world.cashier };
    const one = known[which % Math.max(known.length, 1)];
    const day = await tips.today(outletId);
    if (what === 'cash') known.push({ id: (await useCases.cash.execute({ ...given, cashRounding: 1 })).id, payable });
    else if (what === 'tender') known.push({ id: (await useCases.tender.execute({ ...given, tender })).id, payable });
    else if (what === 'pix') {
      const expiresAt = new Date(clock.now().getTime() + 600_000);
      const id = await useCases.reserve.execute({ ...given, due: amount, method: 'pix', expiresAt });
      const open = (await payments.find('all', id))!;
      await useCases.apply.execute({ gateway: 'propay', event: eventOf(open), turn: 1 });
      known.push({ id, payable });
    } else if (what === 'edit' && one) {
      const wish = { actor: supervisor, paymentId: one.id, tip, tipTo, isTipConfirmed: true };
      await isDone(() => useCases.edit.execute(wish));
    } else if (what === 'refund' && one) {
      const wish = { actor: supervisor, paymentId: one.id, reason: 'cold' };
      await isDone(() => useCases.refund.execute({ ...wish, amount: amount % 3 === 0 ? 0 : amount, tip: tip % 9_000 }));
      await settle();
    } else if (what === 'void' && one) {
      await useCases.refundAll.execute({ payable: one.payable, reason: 'void', actor: supervisor });
      await settle();
    } else if (what === 'payOut' && tipTo !== null) {
      const wish = { outletId, userId: tipTo, amount, currency: 'IDR', shiftId: newId(), movementId: newId() };
      if (await isDone(() => useCases.payOut.execute({ ...wish, actor: supervisor }))) paidOut += amount;
    } else if (what === 'share') {
      const shares = [
        { userId: people[0]!, points: 1 + (amount % 5) },
        { userId: people[1]!, points: 1 + (tip % 3) },
      ];
      await isDone(() => useCases.share.execute({ actor: supervisor, outletId, from: day, to: day, shares }));
    }
  }
  const now = await Promise.all(known.map(async ({ id }) => (await payments.find('all', id))!.view));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const entries = tipLedger.entries;
  expect(sum(entries.map((entry) => entry.amount))).toBe(
    sum(now.map((payment) => payment.tip - payment.refundedTip)) - paidOut,
  );
  for (const kind of ['MOVED', 'SHARED']) {
    expect(sum(entries.filter((entry) => entry.kind === kind).map((entry) => entry.amount))).toBe(0);
  }
  const inCash = now.filter(({ method }) => method === 'cash');
  const cash = sum([...drawer.entries, ...drawer.corrections].map((entry) => entry.cash));
  expect(cash).toBe(sum(inCash.map((one) => one.amount + one.tip - one.refundedAmount - one.refundedTip)));
  for (const payment of now) {
    const { tip, refundedTip, tipPending, tendered, change, amount } = payment;
    expect([refundedTip >= 0 && refundedTip <= tip, tipPending]).toEqual([true, 0]);
    if (tendered !== null) expect(change).toBe(tendered - amount - tip);
    expect(payment.status === 'REFUNDED').toBe(payment.refundedAmount + refundedTip === amount + tip);
  }
}

describe('tips, whatever becomes of their payments', () => {
  it('add up: what is owed is what was charged, less what went back and was paid out; and so does the drawer', async () => {
    const steps = fc.array(step, { minLength: 3, maxLength: 40 });
    await fc.assert(fc.asyncProperty(steps, play), { numRuns: propertyRuns(1_000) });
  }, 300_000);
});
