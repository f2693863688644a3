import { Injectable } from '@nestjs/common';

import { FollowUps } from '../follow-ups.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { isLive } from '../payment-status.js';
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
  ) {}

  async execute({ outletId, paymentId, check }: { outletId: string; paymentId: string; check: number }): Promise<void> {
    const attempt = await this.attempts.find(outletId, paymentId);
    if (!attempt || !isLive(attempt.payment.status)) return;
    await this.askGateway.execute(attempt);
    const after = await this.attempts.find(outletId, paymentId);
    if (!after || !isLive(after.payment.status)) return;
    if (!(await this.followUps.askLater(outletId, paymentId, check + 1)))
      await this.applyCharge.park(after, 'unresolved');
  }
}
