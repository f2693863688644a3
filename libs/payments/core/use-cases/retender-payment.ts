import { Injectable } from '@nestjs/common';

import {
  actorRef,
  type ApprovalProof,
  AuditLog,
  businessDate,
  Clock,
  newId,
  outletScope,
  Permissions,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Payment, PaymentView } from '../model/payment.js';
import type { PaidHow } from '../model/payment-view.js';
import { paymentFixed, paymentNotFound } from '../model/payments.errors.js';
import { assertRetenderable, paidBy, type RetenderWish } from '../model/retender.js';
import { PaymentQueries, PaymentRepository, type PaymentWithRefunds, TenderRepository } from '../payments.ports.js';
import { Bookkeeping } from '../services/bookkeeping.js';

export interface RetenderPaymentInput extends RetenderWish {
  readonly actor: UserActor;
  readonly paymentId: string;
  readonly reason: string;
  /** A supervisor's consent, where somebody needs it. */
  readonly approval?: ApprovalProof;
}

/** Puts right what a payment was recorded as having been paid by: the wrong button was pressed. The bill does not change. */
@Injectable()
export class RetenderPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly queries: PaymentQueries,
    private readonly bookkeeping: Bookkeeping,
    private readonly tenders: TenderRepository,
    private readonly outlets: OutletsApi,
    private readonly permissions: Permissions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `PAYMENT_NOT_FOUND` (404), `PAYMENT_FIXED`, `REFERENCE_TAKEN` and `DRAWER_TOO_LOW` (409), `SAME_TENDER`, `RETENDER_NO_DRAWER` and what the
   * choice of a tender throws (422), and what `Permissions.require` throws.
   */
  async execute({ actor, paymentId, reason, approval, ...wish }: RetenderPaymentInput): Promise<PaymentWithRefunds> {
    const scope = outletScope(actor);
    const seen = await this.find(scope, paymentId);
    const { outletId } = seen.view;
    const approver = await this.permissions.require({ actor, outletId, key: 'payment.retender', approval });
    const tenders = wish.method === 'cash' ? [] : await this.tenders.ofOutlet(outletId);
    const how = paidBy(seen.view, wish, tenders, await this.dayOf(seen.view));
    await this.bookkeeping.underBillLock(seen, async () => {
      const payment = await this.find([outletId], paymentId);
      const was = payment.view;
      // Another tip may have been written meanwhile: cash is as much as was charged.
      const now = how.tendered === null ? how : { ...how, tendered: payment.charged };
      assertRetenderable(was, now);
      await this.bookkeeping.retendered(payment, now, { actor, reason });
      payment.retender(now, { id: newId(), reason, by: actor.id, at: this.clock.now() });
      if (!(await this.payments.save(payment))) throw paymentFixed(was);
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'payment.retendered',
        subjectType: 'payment',
        subjectId: paymentId,
        reason,
        approvedBy: approver === actor.id ? null : approver,
        details: { order_id: was.orderId, amount: payment.charged, from: named(was), to: named(now) },
      });
    });
    return this.queries.get(scope, paymentId);
  }

  /** A slip counts once on the day that the money came. */
  private async dayOf({ outletId, tender, paidAt, createdAt }: PaymentView): Promise<string> {
    if (tender) return tender.day;
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    return businessDate(paidAt ?? createdAt, timeZone, businessDayCutoff);
  }

  private async find(scope: Parameters<PaymentRepository['find']>[0], id: string): Promise<Payment> {
    const payment = await this.payments.find(scope, id);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}

const named = ({ method, tender }: Pick<PaidHow, 'method' | 'tender'>) => ({ method, tender_id: tender?.id ?? null });
