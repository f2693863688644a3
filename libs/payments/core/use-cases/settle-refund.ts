import { Injectable } from '@nestjs/common';

import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import { type PaymentGateway, PaymentGateways } from '../payment-gateway.js';
import { RefundBook } from '../refund-book.js';
import { Refunds, type RefundView } from '../refunds.js';
import { ApplyCharge } from './apply-charge.js';

export interface SettleRefundInput {
  readonly outletId: string;
  readonly refundId: string;
}

/**
 * Asks a gateway to give money back, under the refund's id as its idempotency key, and writes what became of it. Asking again gives nothing
 * back twice, and tells what became of one that was pending.
 */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly refunds: Refunds,
    private readonly attempts: PaymentAttempts,
    private readonly gateways: PaymentGateways,
    private readonly book: RefundBook,
    private readonly applyCharge: ApplyCharge,
  ) {}

  /** False while it is still under way. */
  async execute({ outletId, refundId }: SettleRefundInput): Promise<boolean> {
    const refund = await this.refunds.find(outletId, refundId);
    if (!refund || !isUnsettled(refund)) return true;
    const attempt = await this.attempts.find(outletId, refund.paymentId);
    const gateway = attempt && this.gateways.named(attempt.payment.gateway);
    if (!attempt || !gateway) throw new Error('A refund whose gateway is not configured any more');
    return this.ask(gateway, attempt, refund);
  }

  private async ask(gateway: PaymentGateway, attempt: Attempt, refund: RefundView): Promise<boolean> {
    const { id: paymentId, reference, amount: paidAmount, currency } = attempt.payment;
    const { id: refundId, outletId, amount, reason } = refund;
    const outcome = await gateway.refund({
      refundId,
      paymentId,
      reference: reference ?? paymentId,
      amount,
      currency,
      paidAmount,
      reason,
    });
    if (outcome.kind === 'refunded') return this.done(attempt, refund, outcome.reference);
    if (outcome.kind === 'refused') return this.refused(attempt, refund, outcome.reason);
    if (outcome.kind === 'pending') {
      await this.refunds.note(outletId, refundId, { status: 'PENDING', reference: outcome.reference });
    } else if (outcome.mayExist) {
      await this.refunds.note(outletId, refundId, { status: 'UNKNOWN', reference: null });
    }
    return false;
  }

  /** Its reservation is free again. Money that the bill never took, and that cannot go back by itself, is a person's. */
  private async refused(attempt: Attempt, refund: RefundView, reason: string): Promise<boolean> {
    await this.book.failed(refund, reason);
    if (refund.actor.kind === 'system') await this.applyCharge.park(attempt, 'refund_refused');
    return true;
  }

  private async done(attempt: Attempt, refund: RefundView, reference: string | null): Promise<boolean> {
    const { outletId, id } = attempt.payment;
    await this.book.done(
      refund,
      reference,
      async () => (await this.attempts.find(outletId, id))?.payment ?? attempt.payment,
    );
    return true;
  }
}

const isUnsettled = ({ status }: RefundView): boolean => status === 'PENDING' || status === 'UNKNOWN';
