import { Injectable } from '@nestjs/common';

import { outletScope, type UserActor } from '#libs/kernel';

import { PaymentAttempts } from '../payment-attempts.js';
import { providerUnavailable } from '../payments.errors.js';
import { PaymentRepository, type PaymentWithRefunds } from '../payments.ports.js';
import { Refunds } from '../refunds.js';
import { AskGateway } from './ask-gateway.js';
import { SettleRefund } from './settle-refund.js';

/** Asks the gateway for the truth of a payment and of its refunds now. Throws `PROVIDER_UNAVAILABLE` (503). */
@Injectable()
export class SyncPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly attempts: PaymentAttempts,
    private readonly refunds: Refunds,
    private readonly askGateway: AskGateway,
    private readonly settleRefund: SettleRefund,
  ) {}

  async execute({ actor, paymentId }: { actor: UserActor; paymentId: string }): Promise<PaymentWithRefunds> {
    const scope = outletScope(actor);
    const { payment } = await this.payments.get(paymentId, scope);
    const { outletId } = payment;
    const attempt = await this.attempts.find(outletId, paymentId);
    // Cash has no gateway: what is here is the truth.
    if (attempt) {
      const said = await this.askGateway.execute(attempt);
      if (said.kind === 'no_answer') throw providerUnavailable(attempt.payment.gateway, said.retryAfter, paymentId);
      for (const { id } of await this.refunds.unsettledOf(outletId, paymentId)) {
        await this.settleRefund.execute({ outletId, refundId: id });
      }
    }
    return this.payments.get(paymentId, scope);
  }
}
