import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, Clock, DomainError, type MinorUnits, newId } from '#libs/kernel';

import type { ReturnedPieces } from '../model/payable.js';
import type { Payment, PaymentView } from '../model/payment.js';
import { nothingLeft, refundTenderClosed } from '../model/payments.errors.js';
import { Refund } from '../model/refund.js';
import type { Tender } from '../model/tender.js';
import { CashDrawer, RefundRepository, TenderRepository } from '../payments.ports.js';
import { Bookkeeping } from './bookkeeping.js';
import { ReconciliationSchedule } from './reconciliation-schedule.js';
import { TipBook } from './tip-book.js';

export interface RefundWish {
  readonly payment: Payment;
  readonly amount: MinorUnits;
  /** What goes back of the tip as well; nothing when absent. */
  readonly tip?: MinorUnits;
  /** What it is for, when that is known. */
  readonly pieces?: readonly ReturnedPieces[];
  readonly reason: string;
  readonly reasonId?: string;
  readonly actor: ActorRef;
}

/** Begins refunds, in the ambient transaction: cash leaves the drawer at once, a gateway is asked by a job after the commit. */
@Injectable()
export class RefundRequests {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly drawer: CashDrawer,
    private readonly tenders: TenderRepository,
    private readonly bookkeeping: Bookkeeping,
    private readonly schedule: ReconciliationSchedule,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly tips: TipBook,
  ) {}

  /**
   * Out of the refunder's drawer. `rounding` is what the smallest coin adds to what was asked for: part of `amount`. Throws `NO_OPEN_SHIFT`,
   * `DRAWER_TOO_LOW`, `REFUND_TOO_LARGE`.
   */
  async inCash({ payment, rounding = 0, ...wish }: RefundWish & { rounding?: MinorUnits }): Promise<Refund> {
    const id = newId();
    const before = payment.view;
    const shiftId = await this.takeOut(before, wish, id);
    const refund = Refund.inCash(payment, { ...wish, id, shiftId, rounding, at: this.clock.now() });
    return this.begin('payment.refunded', before, refund);
  }

  /**
   * Given back by hand, as it was taken (on the terminal, by a transfer) or by another tender. It counts in the shift of the refunder, else of who took
   * the payment. Throws `NO_OPEN_SHIFT`, `REFUND_TENDER_CLOSED`, `REFUND_TOO_LARGE`.
   */
  async byTender({
    payment,
    reference = null,
    tender: other,
    ...wish
  }: RefundWish & { reference?: string | null; tender?: Tender }): Promise<Refund> {
    const before = payment.view;
    const { outletId, tender: paidBy } = before;
    const tender = other ?? (paidBy && (await this.tenders.ever(outletId, paidBy.id)));
    if (!tender?.refundable) throw refundTenderClosed(paidBy?.name ?? '');
    const id = newId();
    const shiftId = tender.needsShift
      ? await this.takeOut(before, { ...wish, amount: 0, tip: 0 }, id)
      : await this.shiftOf(before, wish, id);
    const refund = Refund.byTender(payment, { ...wish, id, shiftId, reference, tender, at: this.clock.now() });
    return this.begin('payment.refunded', before, refund);
  }

  /** Counts in the open shift of whoever exchanges; in none where they have none, as what it pays for does. Throws `REFUND_TOO_LARGE`. */
  async inExchange({ payment, ...wish }: RefundWish): Promise<Refund> {
    const id = newId();
    const before = payment.view;
    const shiftId = await this.shiftOf(before, wish, id);
    const refund = Refund.inExchange(payment, { ...wish, id, shiftId, at: this.clock.now() });
    return this.begin('payment.refunded', before, refund);
  }

  private shiftOf({ outletId, id: paymentId }: PaymentView, { actor }: Pick<RefundWish, 'actor'>, refundId: string) {
    return this.bookkeeping.shiftOfRefund({ outletId, userId: actor.id, paymentId, refundId });
  }

  /** Sets the money aside and has the gateway asked. Throws `REFUND_TOO_LARGE`. */
  async throughGateway({ payment, ...wish }: RefundWish): Promise<Refund> {
    const before = payment.view;
    const refund = Refund.throughGateway(payment, { ...wish, id: newId(), at: this.clock.now() });
    return this.begin('payment.refund_requested', before, refund);
  }

  private async begin(action: string, before: PaymentView, refund: Refund): Promise<Refund> {
    const { id, status, outletId, orderId, paymentId, actor, reason, reasonId, amount, tip, method } = refund.view;
    if (!(await this.refunds.add(refund))) throw nothingLeft(before);
    if (status === 'PENDING') await this.schedule.refundNow(outletId, id);
    else await this.tips.refunded(before, refund.view);
    const elsewhere =
      method === before.method && refund.view.tenderId === (before.tender?.id ?? null) ? {} : { method };
    const details = {
      amount,
      ...(tip > 0 && { tip }),
      order_id: orderId,
      refund_id: id,
      ...elsewhere,
      ...(reasonId && { reason_id: reasonId }),
    };
    const subject = { subjectType: 'payment', subjectId: paymentId };
    await this.audit.record({ outletId, actor, action, ...subject, reason, details });
    return refund;
  }

  /** Out of the refunder's drawer, or of the drawer that took it when the refunder (a supervisor at a cashier's till) has none. */
  private async takeOut(
    payment: PaymentView,
    { amount, tip = 0, actor }: Omit<RefundWish, 'payment'>,
    refundId: string,
  ) {
    const { outletId, createdBy: cashier } = payment;
    const entry = { outletId, askedBy: actor, paymentId: payment.id, refundId } as const;
    const from = async (userId: string): Promise<string> => {
      const { shiftId } = await this.drawer.record({ ...entry, userId, type: 'REFUND', cash: 0 - amount });
      if (tip > 0) await this.drawer.record({ ...entry, userId, type: 'TIP', cash: -tip });
      return shiftId;
    };
    const userId = actor.id ?? '';
    try {
      return await from(userId);
    } catch (error) {
      const hasNoDrawer = error instanceof DomainError && error.code === 'NO_OPEN_SHIFT';
      if (!hasNoDrawer || cashier === null || cashier === userId) throw error;
      return from(cashier);
    }
  }
}
