import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { chargeKeyOf } from '../charge-key.js';
import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import {
  type ChargeOutcome,
  type ChargeState,
  type Payer,
  type PaymentGateway,
  PaymentGateways,
} from '../payment-gateway.js';
import { isLive } from '../payment-status.js';
import type { OpenedIntent } from '../intents.api.js';
import { paymentNotFound, paymentNotOpen, paymentRefused, providerUnavailable } from '../payments.errors.js';
import { kept } from '../presentations.js';
import { ApplyCharge } from './apply-charge.js';

/** Longer than any gateway's deadline: who died while calling is followed by the next. */
const CALL_SECONDS = 15;
const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 8_000;

export interface OpenIntentInput {
  readonly outletId: string;
  readonly paymentId: string;
  readonly payer: Payer | null;
}

/**
 * Opens a saved attempt at its gateway, outside any transaction. One caller at a time calls out, under the payment's id as the gateway's
 * idempotency key; whoever asks meanwhile waits for the same answer.
 */
@Injectable()
export class OpenIntent {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly gateways: PaymentGateways,
    private readonly applyCharge: ApplyCharge,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, paymentId, payer }: OpenIntentInput): Promise<OpenedIntent> {
    const until = this.clock.now().getTime() + PATIENCE_MS;
    for (;;) {
      const attempt = await this.attempts.find(outletId, paymentId);
      if (!attempt) throw paymentNotFound();
      if (!isLive(attempt.payment.status)) throw paymentNotOpen(attempt.payment);
      if (attempt.payment.reference !== null) return this.show(attempt);
      if (await this.attempts.claimCall(outletId, paymentId, CALL_SECONDS)) return this.call(attempt, payer);
      if (this.clock.now().getTime() > until) throw providerUnavailable(attempt.payment.gateway, 1, paymentId);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  /** One that was opened, whatever became of it. */
  async showAgain(outletId: string, paymentId: string): Promise<OpenedIntent> {
    const attempt = await this.attempts.find(outletId, paymentId);
    if (!attempt) throw paymentNotFound();
    return this.show(attempt);
  }

  private async call(attempt: Attempt, payer: Payer | null): Promise<OpenedIntent> {
    const { id: paymentId, amount, currency, expiresAt, createdAt } = attempt.payment;
    const { label } = attempt.payable;
    const times = { openedAt: createdAt, expiresAt: expiresAt ?? createdAt };
    const outcome = await this.gateway(attempt).create({ paymentId, amount, currency, label, ...times, payer });
    return this.record(attempt, outcome);
  }

  private async record(attempt: Attempt, outcome: ChargeOutcome): Promise<OpenedIntent> {
    const { outletId, id, gateway, status } = attempt.payment;
    if (outcome.kind === 'no_answer') {
      const wasUnknown = status === 'UNKNOWN' || attempt.payment.createdAt < this.lastCallBegan();
      await this.attempts.notOpened(outletId, id, outcome.mayExist || wasUnknown ? 'UNKNOWN' : 'FAILED');
      throw providerUnavailable(gateway, outcome.retryAfter, id);
    }
    if (outcome.kind === 'refused') {
      await this.attempts.notOpened(outletId, id, 'FAILED');
      throw paymentRefused(id, outcome.reason);
    }
    if (outcome.kind === 'exists') return this.existing(attempt, outcome.state);
    const { state, presentation, expiresAt } = outcome;
    await this.attempts.opened(outletId, id, {
      reference: state.reference,
      presentation: kept(presentation),
      expiresAt,
    });
    if (state.status !== 'PENDING' || state.review !== null) await this.applyCharge.execute(attempt, state);
    const fresh = (await this.attempts.find(outletId, id)) ?? attempt;
    return { payment: fresh.payment, presentation };
  }

  /** Made by a call whose answer was lost, and never shown again: nobody can pay it, unless somebody saw it before. */
  private async existing(attempt: Attempt, state: ChargeState): Promise<never> {
    const { outletId, id } = attempt.payment;
    if (state.status === 'PENDING') await this.attempts.notOpened(outletId, id, 'FAILED');
    else await this.applyCharge.execute(attempt, state);
    throw paymentNotOpen((await this.attempts.find(outletId, id))?.payment ?? attempt.payment);
  }

  /** What was kept, or, since a client secret never is, what the gateway shows again. */
  private async show(attempt: Attempt): Promise<OpenedIntent> {
    const { payment, presentation } = attempt;
    if (presentation) return { payment, presentation };
    const found = await this.gateway(attempt).fetch(chargeKeyOf(attempt));
    if (found.kind === 'no_answer') throw providerUnavailable(payment.gateway, found.retryAfter, payment.id);
    if (found.kind === 'absent' || !found.presentation) throw paymentNotOpen(payment);
    return { payment, presentation: found.presentation };
  }

  private gateway({ payment }: Attempt): PaymentGateway {
    const gateway = this.gateways.named(payment.gateway);
    if (!gateway) throw providerUnavailable(payment.gateway, 60, payment.id);
    return gateway;
  }

  /** An attempt older than one call may have been called for before, by somebody who never said how it ended. */
  private lastCallBegan(): Date {
    return new Date(this.clock.now().getTime() - CALL_SECONDS * 1000);
  }
}
