import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { chargeKeyOf } from '../charge-key.js';
import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import { type ChargeState, type NoAnswer, type PaymentGateway, PaymentGateways } from '../payment-gateway.js';
import { kept } from '../presentations.js';
import { isLive } from '../payment-status.js';
import { ApplyCharge, type AppliedCharge } from './apply-charge.js';

export type GatewaySaid = { readonly kind: 'said'; readonly applied: AppliedCharge } | NoAnswer;

const UNCHANGED: GatewaySaid = { kind: 'said', applied: 'unchanged' };
/** A call that was cut off may still arrive; so long after it, a gateway that knows nothing of it never will. */
const SETTLED_AFTER_MS = 4 * 60_000;

/** Asks a gateway for the truth of a payment and applies it. What is no longer wanted, or over its time, is cancelled there. */
@Injectable()
export class AskGateway {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly gateways: PaymentGateways,
    private readonly applyCharge: ApplyCharge,
    private readonly clock: Clock,
  ) {}

  async execute(attempt: Attempt): Promise<GatewaySaid> {
    const { payment } = attempt;
    const isOver = payment.isGivenUp || (payment.expiresAt !== null && payment.expiresAt <= this.clock.now());
    if (isLive(payment.status) && isOver) return this.close(attempt);
    const found = await this.gateway(attempt).fetch(chargeKeyOf(attempt));
    if (found.kind === 'no_answer') return found;
    if (found.kind === 'absent') return this.absent(attempt);
    const { state, presentation } = found;
    if (payment.reference === null) {
      const opening = { reference: state.reference, presentation: kept(presentation), expiresAt: null };
      await this.attempts.opened(payment.outletId, payment.id, opening);
    }
    return this.said(attempt, state);
  }

  /** Sees to it that it can no longer be paid, or applies that it was. */
  async close(attempt: Attempt): Promise<GatewaySaid> {
    const gateway = this.gateway(attempt);
    const cancelled = await gateway.cancel(chargeKeyOf(attempt));
    if (cancelled.kind === 'no_answer') return cancelled;
    if (cancelled.kind === 'cancelled') return this.end(attempt, attempt.payment.isGivenUp ? 'CANCELLED' : 'EXPIRED');
    if (cancelled.state) return this.said(attempt, cancelled.state);
    const found = await gateway.fetch(chargeKeyOf(attempt));
    if (found.kind === 'no_answer') return found;
    return found.kind === 'found' ? this.said(attempt, found.state) : this.end(attempt, 'EXPIRED');
  }

  /** A page that nobody has opened is unknown to some gateways; a charge that we never heard of was never made. */
  private absent(attempt: Attempt): Promise<GatewaySaid> {
    const { status, reference, createdAt } = attempt.payment;
    const age = this.clock.now().getTime() - createdAt.getTime();
    const wasMade = reference !== null;
    if (!isLive(status) || wasMade || age < SETTLED_AFTER_MS) return Promise.resolve(UNCHANGED);
    return this.end(attempt, 'FAILED');
  }

  private end(attempt: Attempt, status: 'CANCELLED' | 'EXPIRED' | 'FAILED'): Promise<GatewaySaid> {
    const { amount, currency, reference } = attempt.payment;
    const nothing = { refundedAmount: 0, paidAt: null, review: null };
    return this.said(attempt, { reference: reference ?? '', status, amount, currency, ...nothing });
  }

  private async said(attempt: Attempt, state: ChargeState): Promise<GatewaySaid> {
    return { kind: 'said', applied: await this.applyCharge.execute(attempt, state, { isNow: true }) };
  }

  private gateway({ payment }: Attempt): PaymentGateway {
    const gateway = this.gateways.named(payment.gateway);
    if (!gateway) throw new Error(`${payment.gateway} is not configured any more`);
    return gateway;
  }
}
