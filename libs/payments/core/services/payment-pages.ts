import { Injectable } from '@nestjs/common';

import type { Payment } from '../model/payment.js';
import { paymentNotOpen, providerUnavailable } from '../model/payments.errors.js';
import type { OpenedPayment } from '../payments.api.js';
import { type PaymentGateway, PaymentGateways } from '../payments.ports.js';

/** What a payer is shown of a payment that was opened: what was kept of it or, since a client secret never is, what the gateway shows again. */
@Injectable()
export class PaymentPages {
  constructor(private readonly gateways: PaymentGateways) {}

  /** Throws `PROVIDER_UNAVAILABLE`, and `PAYMENT_NOT_OPEN` when there is nothing to show any more. */
  async of(payment: Payment): Promise<OpenedPayment> {
    const { view, presentation } = payment;
    if (presentation) return { payment: view, presentation };
    const gateway = this.gatewayOf(payment);
    const found = await gateway.fetch(payment.chargeKey);
    if (found.kind === 'no_answer') throw providerUnavailable(gateway.name, found.retryAfter, view.id);
    if (found.kind === 'absent' || !found.presentation) throw paymentNotOpen(view);
    return { payment: view, presentation: found.presentation };
  }

  /** Throws `PROVIDER_UNAVAILABLE` when the payment's gateway is not configured any more. */
  gatewayOf({ view: { id, gateway: name } }: Payment): PaymentGateway {
    const gateway = name === null ? null : this.gateways.named(name);
    if (!gateway) throw providerUnavailable(name ?? 'cash', 60, id);
    return gateway;
  }
}
