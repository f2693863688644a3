import { Injectable } from '@nestjs/common';

import { FollowUps } from '../follow-ups.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { Refunds } from '../refunds.js';
import { ApplyCharge } from './apply-charge.js';
import { SettleRefund, type SettleRefundInput } from './settle-refund.js';

/** A refund's turn at its gateway, and the next one while it is unsettled. */
@Injectable()
export class CheckRefund {
  constructor(
    private readonly settleRefund: SettleRefund,
    private readonly followUps: FollowUps,
    private readonly refunds: Refunds,
    private readonly attempts: PaymentAttempts,
    private readonly applyCharge: ApplyCharge,
  ) {}

  async execute(input: SettleRefundInput & { check: number }): Promise<void> {
    const { outletId, refundId, check } = input;
    if (await this.settleRefund.execute(input)) return;
    if (await this.followUps.refundLater(outletId, refundId, check)) return;
    const refund = await this.refunds.find(outletId, refundId);
    const attempt = refund && (await this.attempts.find(outletId, refund.paymentId));
    if (attempt) await this.applyCharge.park(attempt, 'refund_unresolved');
  }
}
