import { Injectable } from '@nestjs/common';

import { isUuid } from '#libs/kernel';

import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import type { WebhookReading } from '../payment-gateway.js';
import { RefundBook } from '../refund-book.js';
import { Refunds } from '../refunds.js';
import { ApplyCharge } from './apply-charge.js';

type RefundNews = NonNullable<Extract<WebhookReading, { verdict: 'genuine' }>['refund']>;

/** `foreign`: not one of ours, or not yet known to be; the charge's own sum tells whether it was made at the gateway's dashboard. */
export type AppliedRefund = 'applied' | 'unchanged' | 'foreign';

/** What a gateway says of a refund of ours. */
@Injectable()
export class ApplyRefundNews {
  constructor(
    private readonly refunds: Refunds,
    private readonly attempts: PaymentAttempts,
    private readonly book: RefundBook,
    private readonly applyCharge: ApplyCharge,
  ) {}

  async execute(attempt: Attempt, { refundId, reference, status }: RefundNews): Promise<AppliedRefund> {
    const { outletId, id } = attempt.payment;
    const refund =
      refundId !== null && isUuid(refundId)
        ? await this.refunds.find(outletId, refundId)
        : await this.refunds.byReference(id, reference);
    if (!refund || refund.paymentId !== id) return 'foreign';
    if (status === 'refunded') {
      const fresh = async () => (await this.attempts.find(outletId, id))?.payment ?? attempt.payment;
      return (await this.book.done(refund, reference, fresh)) ? 'applied' : 'unchanged';
    }
    // It was done, and the bank sent it back: nothing here can tell where the money is.
    if (refund.status === 'DONE') await this.applyCharge.park(attempt, 'refund_failed_later');
    return (await this.book.failed(refund, 'refused_by_gateway')) ? 'applied' : 'unchanged';
  }
}
