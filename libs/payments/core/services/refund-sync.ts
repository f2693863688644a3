import { Injectable } from '@nestjs/common';

import { Clock, isUuid, newId, SYSTEM } from '#libs/kernel';

import type { ChargeState, GatewayEvent } from '../model/charge.js';
import type { Payment } from '../model/payment.js';
import { Refund, type UnsettledStatus } from '../model/refund.js';
import { PaymentGateways, PaymentRepository, RefundRepository } from '../payments.ports.js';
import { Bookkeeping } from './bookkeeping.js';
import { Reviews } from './reviews.js';
import { TipBook } from './tip-book.js';

type RefundEvent = NonNullable<GatewayEvent['refund']>;

/** `foreign`: not one of ours, or not yet known to be; the charge's own sum tells whether it was made at the gateway's dashboard. */
export type AppliedRefund = 'applied' | 'unchanged' | 'foreign';

/** Brings refunds in line with their gateways: asks for them, and writes what became of them once, with the bill's own sum. */
@Injectable()
export class RefundSync {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly payments: PaymentRepository,
    private readonly gateways: PaymentGateways,
    private readonly bookkeeping: Bookkeeping,
    private readonly reviews: Reviews,
    private readonly clock: Clock,
    private readonly tips: TipBook,
  ) {}

  /**
   * Asks the gateway to give the money back, under the refund's id as its idempotency key: asking again gives nothing back twice, and tells
   * what became of one that was pending. False while it is still under way.
   */
  async ask({ outletId, refundId }: { outletId: string; refundId: string }): Promise<boolean> {
    const refund = await this.refunds.find(outletId, refundId);
    if (!refund?.isUnsettled) return true;
    const payment = await this.payments.find([outletId], refund.view.paymentId);
    const gateway = payment?.view.gateway ? this.gateways.named(payment.view.gateway) : null;
    if (!payment || !gateway) throw new Error('A refund whose gateway is not configured any more');
    const { id: paymentId, reference, currency } = payment.view;
    const { reason } = refund.view;
    const amount = refund.view.amount + refund.view.tip;
    const paidAmount = payment.charged;
    const charge = { paymentId, reference: reference ?? paymentId, currency, paidAmount };
    const outcome = await gateway.refund({ refundId, amount, reason, ...charge });
    if (outcome.kind === 'refunded') await this.settle(payment, refund, outcome.reference);
    else if (outcome.kind === 'refused') await this.refuse(payment, refund, outcome.reason);
    else if (outcome.kind === 'pending') await this.note(refund, 'PENDING', outcome.reference);
    else if (outcome.mayExist) await this.note(refund, 'UNKNOWN', null);
    return outcome.kind === 'refunded' || outcome.kind === 'refused';
  }

  /** What a gateway says unasked of a refund. */
  async apply(payment: Payment, { refundId, reference, status }: RefundEvent): Promise<AppliedRefund> {
    const { outletId, id } = payment.view;
    const isOurs = refundId !== null && isUuid(refundId);
    const refund = isOurs
      ? await this.refunds.find(outletId, refundId)
      : await this.refunds.findByReference(outletId, id, reference);
    if (refund?.view.paymentId !== id) return 'foreign';
    if (status === 'refunded') return (await this.settle(payment, refund, reference)) ? 'applied' : 'unchanged';
    // It was done, and the bank sent it back: nothing here can tell where the money is.
    if (refund.view.status === 'DONE') await this.reviews.flag(payment, 'refund_failed_later');
    return (await this.fail(refund, 'refused_by_gateway')) ? 'applied' : 'unchanged';
  }

  /** What the gateway gave back without being asked by us, at its dashboard: so much more than is known here. In the ambient transaction. */
  async foreign(payment: Payment, { refundedAmount }: Pick<ChargeState, 'refundedAmount'>): Promise<boolean> {
    const { refundedAmount: back, refundPending, refundedTip, tipPending } = payment.view;
    const elsewhere = back + refundedTip > 0 ? await this.refunds.givenElsewhere(payment.view) : 0;
    const more = refundedAmount - (back + refundedTip - elsewhere) - refundPending - tipPending;
    // Both gave it back: the gateway, and somebody here in another way.
    if (elsewhere > 0 && more > payment.refundable + payment.refundableTip) {
      await this.reviews.flag(payment, 'refund_over_captured');
      return false;
    }
    // Nobody said what it is for: the bill's share goes back first, and the tip after it.
    const amount = Math.min(more, payment.refundable);
    const tip = more - amount;
    if (more <= 0 || tip > payment.refundableTip) return false;
    const made = { id: newId(), amount, tip, reason: 'made at the gateway', actor: SYSTEM, at: this.clock.now() };
    const refund = Refund.madeAtGateway(payment.copy(), made);
    if (!(await this.refunds.add(refund))) return false;
    await this.bookkeeping.refunded(payment, refund.view, SYSTEM);
    await this.tips.refunded(payment.view, refund.view);
    return true;
  }

  private async note(refund: Refund, status: UnsettledStatus, reference: string | null): Promise<void> {
    refund.note(status, reference);
    await this.refunds.save(refund);
  }

  /** It is back with the payer. The payment is read again under the bill's lock. False when the refund was settled before. */
  private async settle(payment: Payment, refund: Refund, reference: string | null): Promise<boolean> {
    if (!refund.isUnsettled) return false;
    const { id: refundId, outletId, paymentId, actor } = refund.view;
    const userId = actor.kind === 'user' ? actor.id : null;
    return this.bookkeeping.underBillLock(payment, async () => {
      const before = (await this.payments.find([outletId], paymentId)) ?? payment;
      const settled = refund.copy();
      const shiftId = await this.bookkeeping.shiftOfRefund({ outletId, userId, paymentId, refundId });
      settled.settle({ reference, shiftId, at: this.clock.now() });
      if (!(await this.refunds.save(settled))) return false;
      await this.bookkeeping.refunded(before, settled.view, actor);
      await this.tips.refunded(before.view, settled.view);
      return true;
    });
  }

  /** Money that the bill never took, and that cannot go back by itself, needs a person. */
  private async refuse(payment: Payment, refund: Refund, reason: string): Promise<void> {
    await this.fail(refund, reason);
    if (refund.view.actor.kind === 'system') await this.reviews.flag(payment, 'refund_refused');
  }

  /** What was set aside is free again. False when the refund was settled before. */
  private async fail(refund: Refund, reason: string): Promise<boolean> {
    if (!refund.isUnsettled) return false;
    refund.fail(reason, this.clock.now());
    return this.refunds.save(refund);
  }
}
