import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, FixedClock, type UserActor } from '#libs/kernel';

import { DefaultPermissions, KeptAuditLog, KeptEventLog, propertyRuns } from '../../../libs/kernel/testing/index.js';
import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import type { RetenderMethod } from '../../../libs/payments/core/model/retender.js';
import type { Tender } from '../../../libs/payments/core/model/tender.js';
import type { PaymentQueries } from '../../../libs/payments/core/payments.ports.js';
import { BillPayments } from '../../../libs/payments/core/services/bill-payments.js';
import { Bookkeeping } from '../../../libs/payments/core/services/bookkeeping.js';
import { PaymentsByHand } from '../../../libs/payments/core/services/payments-by-hand.js';
import { RefundConsents } from '../../../libs/payments/core/services/refund-consents.js';
import { RefundGiver } from '../../../libs/payments/core/services/refund-giver.js';
import { RefundRequests } from '../../../libs/payments/core/services/refund-requests.js';
import { ReturnedGoods } from '../../../libs/payments/core/services/returned-goods.js';
import { CancelPayment } from '../../../libs/payments/core/use-cases/cancel-payment.js';
import { ConfirmPayment } from '../../../libs/payments/core/use-cases/confirm-payment.js';
import { RefundPayment } from '../../../libs/payments/core/use-cases/refund-payment.js';
import { RetenderPayment } from '../../../libs/payments/core/use-cases/retender-payment.js';
import { TakeTender } from '../../../libs/payments/core/use-cases/take-tender.js';
import { aPayable } from '../../../libs/payments/testing/a-payment.js';
import { aTender } from '../../../libs/payments/testing/a-tender.js';
import { InMemoryTenderRepository } from '../../../libs/payments/testing/in-memory-payments.js';
import { FakePayables, paymentWorld, SaidReasons } from '../../../libs/payments/testing/payment-world.js';
import { SqlPaymentRepository } from '../../../libs/payments/typeorm/sql-payment.repository.js';
import { SqlTipLedger } from '../../../libs/payments/typeorm/sql-tip-ledger.js';
import { SqlRefundRepository } from '../../../libs/payments/typeorm/sql-refund.repository.js';
import { anActor } from '../../../libs/shifts/testing/a-shift.js';
import { SqlShiftFigures } from '../../../libs/shifts/typeorm/sql-shift-figures.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const FLOAT = 500_000;
const OUTLET = anOutlet({ cashRounding: 1, cashDifferenceLimit: 0 });
const EDC = aTender({ outletId: OUTLET.id, name: 'EDC' });
const VOUCHER = aTender({ outletId: OUTLET.id, name: 'Voucher', method: 'voucher', needsShift: false });
const TRANSFER = aTender({ outletId: OUTLET.id, name: 'Transfer', method: 'bank_transfer', confirm: 'LATER' });

const WAYS: readonly (readonly [RetenderMethod, string])[] = [
  ['cash', 'cash'],
  ['card_terminal', EDC.id],
  ['voucher', VOUCHER.id],
];
const CASH = { method: 'cash' } as const;
const BY_EDC = { method: 'card_terminal' } as const;

/** What somebody does; of what is chosen by the numbers. */
const step = fc.record({
  what: fc.constantFrom(
    ...(['cash', 'cash', 'edc', 'voucher', 'transfer', 'confirm', 'cancel', 'refund', 'refund', 'elsewhere'] as const),
    ...(['payIn', 'drop', 'retender', 'retender', 'retender', 'tipOut'] as const),
  ),
  tip: fc.constantFrom(0, 0, 500, 3_000),
  who: fc.nat(1),
  which: fc.nat(30),
  amount: fc.integer({ min: 1, max: 90_000 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A payment as the steps alone know it. */
interface Known {
  readonly id: string;
  readonly by: string;
  left: number;
  isPaid: boolean;
  /** On top of it. */
  readonly tip: number;
  /** What went back of it: then it is not put right any more. */
  isWhole: boolean;
  means: string;
}

/** What each shift should come to, kept by hand. */
class Book {
  readonly cash = new Map<string, number>();
  readonly tenders = new Map<string, number>();
  /** Tips in cash that are in each drawer, and what each person is owed. */
  readonly owed = new Map<string, number>();

  add(where: Map<string, number>, key: string, amount: number): void {
    where.set(key, (where.get(key) ?? 0) + amount);
  }
}

describe('random shifts', () => {
  let store: TestDatabase;
  let till: Till;
  let figures: SqlShiftFigures;
  let take: TakeTender;
  let confirm: ConfirmPayment;
  let cancel: CancelPayment;
  let refund: RefundPayment;
  let retender: RetenderPayment;
  let ledger: SqlTipLedger;
  const payables = new FakePayables();

  beforeAll(async () => {
    store = await createTestDatabase();
    const database = await connect(store, []);
    const clock = new FixedClock(new Date('2026-03-02T05:00:00Z'));
    till = tillOn(database, OUTLET, clock);
    figures = new SqlShiftFigures(database);
    const { pages, schedule } = paymentWorld();
    const payments = new SqlPaymentRepository(database);
    const refunds = new SqlRefundRepository(database);
    const tenders = new InMemoryTenderRepository();
    for (const tender of [EDC, VOUCHER, TRANSFER]) await tenders.insert(tender);
    const audit = new KeptAuditLog();
    const bookkeeping = new Bookkeeping(payables, till.drawer, database, till.tips);
    const bills = new BillPayments(payments, pages, schedule, new KeptEventLog());
    const byHand = new PaymentsByHand(payments, payables, database);
    const queries = { get: async () => null } as unknown as PaymentQueries;
    const requests = new RefundRequests(refunds, till.drawer, tenders, bookkeeping, schedule, audit, clock, till.tips);
    take = new TakeTender(payments, till.drawer, bookkeeping, till.outlets, clock, till.tips);
    confirm = new ConfirmPayment(byHand, queries, bookkeeping, bills, audit, clock);
    cancel = new CancelPayment(byHand, queries, bookkeeping, audit);
    const permissions = new DefaultPermissions();
    ledger = new SqlTipLedger(database);
    retender = new RetenderPayment(payments, queries, bookkeeping, tenders, till.outlets, permissions, audit, clock);
    const goods = new ReturnedGoods(refunds, payables, new SaidReasons());
    const giver = new RefundGiver(tenders, payables, bookkeeping, requests);
    refund = new RefundPayment(payments, payables, goods, new RefundConsents(permissions, clock), giver, database);
  }, 120_000);

  /** What a rule refuses changes nothing: the book does not know of it. */
  const unlessRefused = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  };

  async function play(steps: readonly Step[]): Promise<void> {
    const cashiers: UserActor[] = [anActor('KASIR', OUTLET.id), anActor('KASIR', OUTLET.id)];
    const shifts = new Map<string, string>();
    const book = new Book();
    for (const { id, ...actor } of cashiers) {
      const opened = { actor: { id, ...actor } as UserActor, outletId: OUTLET.id, startCash: FLOAT };
      shifts.set(id, (await till.open.execute(opened)).id);
      book.add(book.cash, id, FLOAT);
    }
    const known: Known[] = [];
    const tellTender = (by: string, means: string, amount: number) => book.add(book.tenders, `${by} ${means}`, amount);
    const taking = async (tender: Tender, actor: UserActor, amount: number, tip: number) => {
      const payable = aPayable({ outletId: OUTLET.id, currency: OUTLET.currency });
      const given = { amount, tip, tipTo: actor.id, isTipConfirmed: true };
      const { id, status } = await take.execute({ payable, tender, actor, ...given });
      const isPaid = status === 'PAID';
      known.push({ id, by: actor.id, means: tender.id, left: amount, tip, isPaid, isWhole: true });
      if (!isPaid) return;
      tellTender(actor.id, tender.id, amount + tip);
      book.add(book.owed, actor.id, tip);
    };
    /** Less of what it was recorded as, in the shift that has it, and more of what it was. */
    const tellMoved = (payment: Known, means: string) => {
      for (const [key, sign] of [
        [payment.means, -1],
        [means, 1],
      ] as const) {
        const charged = sign * (payment.left + payment.tip);
        if (key === 'cash') book.add(book.cash, payment.by, charged);
        else tellTender(payment.by, key, charged);
      }
      payment.means = means;
    };
    const putRight = async (actor: UserActor, payment: Known, at: number) => {
      const [method, tenderId] = WAYS[at % WAYS.length]!;
      const wish = { method, ...(tenderId !== 'cash' && { tenderId }) };
      await retender.execute({ actor, paymentId: payment.id, ...wish, reason: 'wrong button' });
      return tenderId;
    };
    for (const { what, who, which, amount, tip } of steps) {
      const actor = cashiers[who]!;
      const supervisor = { ...actor, role: 'SUPERVISOR' } as UserActor;
      const shiftId = shifts.get(actor.id) ?? '';
      const waiting = known.filter(({ isPaid, left }) => !isPaid && left > 0);
      const paid = known.filter(({ isPaid, left }) => isPaid && left > 0);
      payables.due = Number.MAX_SAFE_INTEGER;
      await unlessRefused(async () => {
        if (what === 'cash') {
          const payable = aPayable({ outletId: OUTLET.id, currency: OUTLET.currency });
          const given = { amount, tip, tipTo: actor.id, isTipConfirmed: true };
          const { id } = await till.takeCash.execute({ payable, cashRounding: 1, actor, ...given });
          known.push({ id, by: actor.id, means: 'cash', left: amount, tip, isPaid: true, isWhole: true });
          book.add(book.cash, actor.id, amount + tip);
          book.add(book.owed, actor.id, tip);
        } else if (what === 'edc') await taking(EDC, actor, amount, tip);
        else if (what === 'voucher') await taking(VOUCHER, actor, amount, tip);
        else if (what === 'transfer') await taking(TRANSFER, actor, amount, tip);
        else if (what === 'tipOut') {
          await till.payTipsOut.execute({ actor, shiftId, userId: actor.id, amount: 500 });
          book.add(book.cash, actor.id, -500);
          book.add(book.owed, actor.id, -500);
        } else if (what === 'retender') {
          const whole = known.filter(({ isPaid, isWhole }) => isPaid && isWhole);
          const payment = whole[which % Math.max(whole.length, 1)];
          if (payment) tellMoved(payment, await putRight(supervisor, payment, amount));
        } else if (what === 'payIn' || what === 'drop') {
          const type = what === 'drop' ? 'DROP' : 'PAY_IN';
          await till.move.execute({ actor, shiftId, type, amount, reason: 'by hand' });
          book.add(book.cash, actor.id, what === 'drop' ? -amount : amount);
        } else if (what === 'refund' || what === 'elsewhere') {
          const payment = paid[which % Math.max(paid.length, 1)];
          if (!payment) return;
          const given = Math.min(amount, payment.left);
          const [to, means] = which % 2 ? [CASH, 'cash'] : [BY_EDC, EDC.id];
          const wish = { paymentId: payment.id, amount: given, reason: 'cold' };
          if (what === 'refund') await refund.execute({ actor: supervisor, ...wish });
          else await refund.execute({ actor: { ...actor, role: 'ADMIN' }, ...wish, to });
          payment.left -= given;
          payment.isWhole = false;
          const gave = what === 'refund' ? payment.means : means;
          if (gave === 'cash') book.add(book.cash, actor.id, -given);
          else tellTender(actor.id, gave, -given);
        } else {
          const payment = waiting[which % Math.max(waiting.length, 1)];
          if (!payment) return;
          const decided = what === 'confirm' ? confirm : cancel;
          await decided.execute({ actor, paymentId: payment.id });
          if (what === 'cancel') payment.left = 0;
          else {
            payment.isPaid = true;
            tellTender(payment.by, payment.means, payment.left + payment.tip);
            book.add(book.owed, payment.by, payment.tip);
          }
        }
      });
    }
    for (const actor of cashiers) {
      const shiftId = shifts.get(actor.id) ?? '';
      const { expectedCash, tenders, sales, refunds, tips, movements } = await figures.of(OUTLET.id, shiftId);
      expect(expectedCash).toBe(book.cash.get(actor.id));
      expect(await ledger.balanceOf(OUTLET.id, actor.id)).toBe(book.owed.get(actor.id) ?? 0);
      // The lines of the report add up to what should be in the drawer, whatever was put right.
      const inCash = (lines: readonly { method: string; amount: number }[]) =>
        lines.filter(({ method }) => method === 'cash').reduce((sum, line) => sum + line.amount, 0);
      const byHand = movements.reduce((sum, line) => sum + line.amount, 0);
      expect(FLOAT + inCash(sales) - inCash(refunds) + byHand + tips.inCash - tips.paidOut).toBe(expectedCash);
      const amounts = Object.fromEntries(tenders.map(({ tenderId, amount }) => [tenderId, amount]));
      const told = [EDC, VOUCHER, TRANSFER].map(({ id }) => [
        amounts[id] ?? 0,
        book.tenders.get(`${actor.id} ${id}`) ?? 0,
      ]);
      expect(told.map(([counted]) => counted)).toEqual(told.map(([, should]) => should));
      const isByTender = ({ method }: { method: string }) => method !== 'cash';
      const total = (lines: readonly { method: string; amount: number }[]) =>
        lines.filter(isByTender).reduce((sum, line) => sum + line.amount, 0);
      expect(tenders.reduce((sum, { amount }) => sum + amount, 0)).toBe(
        total(sales) - total(refunds) + total(tips.byTender),
      );
      expect(await figures.byTender(OUTLET.id, shiftId)).toEqual(
        expect.arrayContaining(tenders.map((one) => ({ ...one }))),
      );
      const declared = { actor, shiftId, endCash: expectedCash, isConfirmed: true };
      expect((await till.close.execute(declared)).shift.approvedBy).toBeNull();
    }
    // After the close nothing of it moves: what is put right is a late adjustment, which comes to nothing over all means.
    const late = known.find(({ isPaid, isWhole }) => isPaid && isWhole);
    if (!late) return;
    const boss = { ...cashiers[0]!, role: 'SUPERVISOR' } as UserActor;
    const at = WAYS.findIndex(([, means]) => means !== late.means);
    const shiftId = shifts.get(late.by) ?? '';
    await putRight(boss, late, at);
    expect((await till.reports.ofShift(OUTLET.id, shiftId))?.body).toMatchObject({
      expected_cash: book.cash.get(late.by),
      difference: 0,
    });
    const rows = await store.query<{ amount: string }>('SELECT amount FROM shift_adjustments WHERE payment_id = $1', [
      late.id,
    ]);
    const charged = late.left + late.tip;
    expect(rows.map(({ amount }) => Number(amount)).sort((one, other) => one - other)).toEqual([-charged, charged]);
  }

  it('hold the cash that was taken less what was given, and count each payment by tender in one shift', async () => {
    const steps = fc.array(step, { minLength: 5, maxLength: 25 });
    await fc.assert(fc.asyncProperty(steps, play), { numRuns: propertyRuns(300) });
  }, 600_000);
});
