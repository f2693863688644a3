import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { FollowUps } from '../follow-ups.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { isLive } from '../payment-status.js';
import type { PaymentView } from '../payments.api.js';
import { ApplyCharge } from './apply-charge.js';
import { AskGateway } from './ask-gateway.js';

/** The reconciler's look at one payment: webhooks may be lost, the process may have died while calling. Ends when the payment is settled. */
@Injectable()
export class CheckPayment {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly askGateway: AskGateway,
    private readonly applyCharge: ApplyCharge,
    private readonly followUps: FollowUps,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, paymentId, check }: { outletId: string; paymentId: string; check: number }): Promise<void> {
    const attempt = await this.attempts.find(outletId, paymentId);
    if (!attempt || !(isLive(attempt.payment.status) || isTriedAgain(attempt.payment))) return;
    await this.askGateway.execute(attempt);
    const after = await this.attempts.find(outletId, paymentId);
    if (!after || !this.isOpen(after.payment)) return;
    if (!(await this.followUps.askLater(outletId, paymentId, check + 1)))
      await this.applyCharge.park(after, 'unresolved');
  }

  private isOpen(payment: PaymentView): boolean {
    const { status, expiresAt } = payment;
    return isLive(status) || (isTriedAgain(payment) && expiresAt !== null && expiresAt > this.clock.now());
  }
}

/** A refused card leaves the payer's page open for another one, until its time is over. */
const isTriedAgain = ({ status, reference }: PaymentView): boolean => status === 'FAILED' && reference !== null;
