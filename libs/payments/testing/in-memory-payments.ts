import { isInScope, type MinorUnits, type OutletScope, sum } from '#libs/kernel';

import type { GivenBack, Payable } from '../core/model/payable.js';
import { paidHow } from '../core/model/retender.js';
import { Payment, type PaymentChange, type PaymentView, type StoredPayment } from '../core/model/payment.js';
import { Refund, type RefundChange, type RefundView } from '../core/model/refund.js';
import { referenceTaken, tenderNameTaken } from '../core/model/payments.errors.js';
import type { Tender } from '../core/model/tender.js';
import type { PoolOfDay, TipEntry } from '../core/model/tip-entry.js';
import { PaymentRepository, RefundRepository, TenderRepository, TipLedger } from '../core/payments.ports.js';

const stored = ({ view, payable, actorKind, presentation }: Payment): StoredPayment => ({
  view,
  payable,
  actorKind,
  presentation,
});

/** Payments as the database keeps them, with the same conditions on every write. */
export class InMemoryPaymentRepository extends PaymentRepository {
  private readonly rows = new Map<string, StoredPayment>();
  /** Until when a caller has the right to open a charge. */
  private readonly calls = new Map<string, number>();

  async add(payment: Payment): Promise<void> {
    const { tender, reference } = payment.view;
    const isBooked = this.all().some(
      ({ view }) =>
        tender !== null &&
        reference !== null &&
        view.reference === reference &&
        view.tender?.id === tender.id &&
        view.tender.day === tender.day &&
        view.status !== 'CANCELLED',
    );
    if (isBooked) throw referenceTaken(reference ?? '');
    payment.takeChanges();
    this.rows.set(payment.view.id, stored(payment));
  }

  async find(scope: OutletScope, id: string): Promise<Payment | null> {
    const row = this.rows.get(id);
    return row && isInScope(scope, row.view.outletId) ? Payment.restore(row) : null;
  }

  async locate({ gateway, paymentId, reference }: Parameters<PaymentRepository['locate']>[0]): Promise<Payment | null> {
    const row = this.all().find(
      ({ view }) =>
        view.gateway === gateway &&
        (paymentId !== null ? view.id === paymentId : reference !== null && view.reference === reference),
    );
    return row ? Payment.restore(row) : null;
  }

  async ofPayable(outletId: string, payableId: string): Promise<Payment[]> {
    const mine = this.all().filter(({ view }) => view.outletId === outletId && view.orderId === payableId);
    return mine.map((row) => Payment.restore(row));
  }

  async claimCall({ view: { id } }: Payment, seconds: number): Promise<boolean> {
    const { reference, status } = this.get(id).view;
    const isFree = (this.calls.get(id) ?? 0) < Date.now();
    if (reference !== null || (status !== 'PENDING' && status !== 'UNKNOWN') || !isFree) return false;
    this.calls.set(id, Date.now() + seconds * 1000);
    return true;
  }

  async save(payment: Payment): Promise<boolean> {
    return payment.takeChanges().every((change) => this.write(payment.view.id, change));
  }

  async abandon(_: string, ids: readonly string[]): Promise<string[]> {
    return ids.filter((id) => {
      const row = this.rows.get(id);
      if (!row || row.view.isGivenUp || !Payment.restore(row).isLive) return false;
      this.rows.set(id, { ...row, view: { ...row.view, isGivenUp: true } });
      return true;
    });
  }

  async forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<string[]> {
    const mine = this.all().filter(
      ({ view, payable }) =>
        payable.customerId !== null &&
        payables.some(({ id, outletId }) => id === view.orderId && outletId === view.outletId),
    );
    for (const row of mine) {
      const { customerId } = row.payable;
      const createdBy = row.view.createdBy === customerId ? null : row.view.createdBy;
      this.rows.set(row.view.id, {
        ...row,
        view: { ...row.view, createdBy },
        payable: { ...row.payable, customerId: null },
      });
    }
    return mine.map(({ view }) => view.id);
  }

  /** For refunds, which change the sums of their payment with the same statement. */
  change(id: string, verb: (payment: Payment) => void): void {
    const payment = Payment.restore(this.get(id));
    verb(payment);
    payment.takeChanges();
    this.rows.set(id, stored(payment));
  }

  get(id: string): StoredPayment {
    const row = this.rows.get(id);
    if (!row) throw new Error('No such payment');
    return row;
  }

  private write(id: string, change: PaymentChange): boolean {
    const { reference, status, review } = this.get(id).view;
    const now = Payment.restore(this.get(id));
    switch (change.kind) {
      case 'opened':
        this.calls.delete(id);
        return this.done(id, (payment) => payment.open(change));
      case 'not_opened':
        if (reference !== null || (status !== 'PENDING' && status !== 'UNKNOWN')) return false;
        this.calls.delete(id);
        return this.done(id, (payment) => payment.notOpened(change.status));
      case 'moved':
        if (!now.canBecome(change.status)) return false;
        return this.done(id, (payment) => {
          if (change.status === 'PENDING' || change.status === 'AUTHORIZED' || change.status === 'UNKNOWN')
            payment.authorise(change.status, change.reference);
          else payment.end(change.status, change.reference);
        });
      case 'captured':
        return now.canBecome('PAID') && this.done(id, (payment) => payment.capture(change));
      case 'accounted':
        return this.done(id, (payment) => payment.account(change));
      case 'tipped':
        return this.done(id, (payment) => payment.giveTip(change.tip, change.tipTo));
      case 'retendered':
        return (
          status === 'PAID' &&
          this.get(id).view.method === change.was.method &&
          this.done(id, (payment) => payment.retender(paidHow(change), change.correction))
        );
      case 'flagged':
        return review !== change.review && this.done(id, (payment) => payment.flagForReview(change.review));
    }
  }

  private done(id: string, verb: (payment: Payment) => void): true {
    this.change(id, verb);
    return true;
  }

  private all(): StoredPayment[] {
    return [...this.rows.values()].sort((one, other) => (one.view.id < other.view.id ? -1 : 1));
  }
}

/** Refunds as the database keeps them, with what they do to the sums of their payment. */
export class InMemoryRefundRepository extends RefundRepository {
  private readonly rows = new Map<string, RefundView>();

  constructor(private readonly payments: InMemoryPaymentRepository) {
    super();
  }

  async add({ view }: Refund): Promise<boolean> {
    const { id, paymentId, amount, tip, status } = view;
    const { refundable, refundableTip } = Payment.restore(this.payments.get(paymentId));
    if (amount > refundable || tip > refundableTip) return false;
    this.payments.change(paymentId, (payment) => {
      if (status === 'DONE') payment.refund(amount, tip);
      else payment.setAside(amount, tip);
    });
    this.rows.set(id, { ...view, actor: { ...view.actor, role: null } });
    return true;
  }

  async find(outletId: string, id: string): Promise<Refund | null> {
    const row = this.rows.get(id);
    return row?.outletId === outletId ? Refund.restore(row) : null;
  }

  async findByReference(outletId: string, paymentId: string, reference: string): Promise<Refund | null> {
    const row = this.all().find((one) => one.paymentId === paymentId && one.reference === reference);
    return row?.outletId === outletId ? Refund.restore(row) : null;
  }

  async unsettledOf(outletId: string, paymentId: string): Promise<Refund[]> {
    const mine = this.all().filter((one) => one.outletId === outletId && one.paymentId === paymentId);
    return mine.map((row) => Refund.restore(row)).filter(({ isUnsettled }) => isUnsettled);
  }

  async givenBack(outletId: string, orderId: string): Promise<GivenBack> {
    const mine = this.all().filter((one) => one.outletId === outletId && one.orderId === orderId);
    const counted = mine.filter(({ pieces, status }) => pieces !== null && status !== 'FAILED');
    return {
      pieces: counted.flatMap(({ pieces }) => pieces ?? []),
      amount: counted.reduce((sum, { amount }) => sum + amount, 0),
    };
  }

  async givenElsewhere({ outletId, id, method }: Pick<PaymentView, 'outletId' | 'id' | 'method'>): Promise<MinorUnits> {
    const done = this.all().filter((one) => one.outletId === outletId && one.paymentId === id && one.status === 'DONE');
    return sum(done.filter((one) => one.method !== method).map(({ amount, tip }) => amount + tip));
  }

  async save(refund: Refund): Promise<boolean> {
    return refund.takeChanges().every((change) => this.write(refund.view.id, change));
  }

  all(): RefundView[] {
    return [...this.rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  private write(id: string, change: RefundChange): boolean {
    const row = this.rows.get(id);
    if (!row) return false;
    const refund = Refund.restore(row);
    if (!refund.isUnsettled) return false;
    const { paymentId, amount, tip } = row;
    if (change.kind === 'noted') refund.note(change.status, change.reference);
    if (change.kind === 'settled') refund.settle(change);
    if (change.kind === 'failed') refund.fail(change.failure, change.at);
    if (change.kind !== 'noted') {
      this.payments.change(paymentId, (payment) => {
        payment.release(amount, tip);
        if (change.kind === 'settled') payment.refund(amount, tip);
      });
    }
    this.rows.set(id, refund.view);
    return true;
  }
}

/** Tenders as the database keeps them. */
export class InMemoryTenderRepository extends TenderRepository {
  private readonly rows = new Map<string, { readonly tender: Tender; readonly isDeleted: boolean }>();

  async find(scope: OutletScope, id: string): Promise<Tender | null> {
    const row = this.rows.get(id);
    return row && !row.isDeleted && isInScope(scope, row.tender.outletId) ? row.tender : null;
  }

  async ever(outletId: string, id: string): Promise<Tender | null> {
    const tender = this.rows.get(id)?.tender;
    return tender?.outletId === outletId ? tender : null;
  }

  async ofOutlet(outletId: string): Promise<Tender[]> {
    const rows = [...this.rows.values()].filter(({ tender, isDeleted }) => tender.outletId === outletId && !isDeleted);
    const inOrder = (one: Tender, other: Tender) =>
      one.position - other.position || one.name.localeCompare(other.name) || one.id.localeCompare(other.id);
    return rows.map(({ tender }) => tender).sort(inOrder);
  }

  async insert(tender: Tender): Promise<void> {
    await this.assertNameFree(tender);
    this.rows.set(tender.id, { tender, isDeleted: false });
  }

  async update(tender: Tender): Promise<boolean> {
    const before = await this.find([tender.outletId], tender.id);
    if (before?.version !== tender.version - 1) return false;
    await this.assertNameFree(tender);
    this.rows.set(tender.id, { tender, isDeleted: false });
    return true;
  }

  async remove(tender: Tender): Promise<boolean> {
    const before = await this.find([tender.outletId], tender.id);
    if (before?.version !== tender.version) return false;
    this.rows.set(tender.id, { tender: { ...before, version: before.version + 1 }, isDeleted: true });
    return true;
  }

  private async assertNameFree({ outletId, id, name }: Tender): Promise<void> {
    const others = (await this.ofOutlet(outletId)).filter((other) => other.id !== id);
    if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw tenderNameTaken(name);
  }
}

/** The ledger of tips as the database keeps it; `locks` are those that were asked for. */
export class InMemoryTipLedger extends TipLedger {
  readonly entries: TipEntry[] = [];
  readonly locks: string[] = [];

  async append(entries: readonly TipEntry[]): Promise<void> {
    this.entries.push(...entries);
  }

  async hold(_: string, userId: string | null): Promise<void> {
    this.locks.push(userId ?? 'pool');
  }

  async balanceOf(outletId: string, userId: string | null): Promise<MinorUnits> {
    const mine = this.entries.filter((entry) => entry.outletId === outletId && entry.userId === userId);
    return sum(mine.map(({ amount }) => amount));
  }

  async poolOf(outletId: string, from: string, to: string): Promise<PoolOfDay[]> {
    const pool = this.entries.filter((entry) => entry.outletId === outletId && entry.userId === null);
    const days = [...new Set(pool.map(({ day }) => day))].filter((day) => day >= from && day <= to).sort();
    return days
      .map((day) => ({ day, amount: sum(pool.filter((entry) => entry.day === day).map(({ amount }) => amount)) }))
      .filter(({ amount }) => amount !== 0);
  }
}
