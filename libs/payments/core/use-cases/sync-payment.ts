import { Injectable } from '@nestjs/common';

import { outletScope, type UserActor } from '#libs/kernel';

import { paymentNotFound, providerUnavailable } from '../model/payments.errors.js';
import { PaymentQueries, PaymentRepository, type PaymentWithRefunds, RefundRepository } from '../payments.ports.js';
import { GatewaySync } from '../services/gateway-sync.js';
import { RefundSync } from '../services/refund-sync.js';

/** Asks the gateway now how a payment and its refunds stand, and applies it. Cash has no gateway: what is here is all there is. */
@Injectable()
export class SyncPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly queries: PaymentQueries,
    private readonly sync: GatewaySync,
    private readonly refundSync: RefundSync,
  ) {}

  /** Throws `PAYMENT_NOT_FOUND`, `PROVIDER_UNAVAILABLE`. */
  async execute({ actor, paymentId }: { actor: UserActor; paymentId: string }): Promise<PaymentWithRefunds> {
    const scope = outletScope(actor);
    const payment = await this.payments.find(scope, paymentId);
    if (!payment) throw paymentNotFound();
    const { outletId, gateway } = payment.view;
    if (gateway !== null) {
      const said = await this.sync.ask(payment);
      if (said.kind === 'no_answer') throw providerUnavailable(gateway, said.retryAfter, paymentId);
      for (const { view } of await this.refunds.unsettledOf(outletId, paymentId)) {
        await this.refundSync.ask({ outletId, refundId: view.id });
      }
    }
    return this.queries.get(scope, paymentId);
  }
}
