import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { type ChargeOutcome, type ChargeState, keptOf, type Payer } from '../model/charge.js';
import type { Payment } from '../model/payment.js';
import { paymentNotFound, paymentNotOpen, paymentRefused, providerUnavailable } from '../model/payments.errors.js';
import type { OpenedPayment } from '../payments.api.js';
import { PaymentRepository } from '../payments.ports.js';
import { GatewaySync } from '../services/gateway-sync.js';
import { PaymentPages } from '../services/payment-pages.js';

/** Longer than any gateway's deadline: who died while calling is followed by the next. */
const CALL_SECONDS = 15;
const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 8_000;

export interface OpenPaymentInput {
  readonly outletId: string;
  readonly paymentId: string;
  readonly payer: Payer | null;
}

/**
 * Opens a reserved payment at its gateway, outside any transaction. One caller at a time calls out, under the payment's id as the gateway's
 * idempotency key; whoever asks meanwhile waits for the same answer.
 */
@Injectable()
export class OpenPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly sync: GatewaySync,
    private readonly pages: PaymentPages,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, paymentId, payer }: OpenPaymentInput): Promise<OpenedPayment> {
    const until = this.clock.now().getTime() + PATIENCE_MS;
    for (;;) {
      const payment = await this.payments.find([outletId], paymentId);
      if (!payment) throw paymentNotFound();
      if (!payment.isLive) throw paymentNotOpen(payment.view);
      if (payment.view.reference !== null) return this.pages.of(payment);
      if (await this.payments.claimCall(payment, CALL_SECONDS)) return this.call(payment, payer);
      if (this.clock.now().getTime() > until) throw providerUnavailable(gatewayOf(payment), 1, paymentId);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  private async call(payment: Payment, payer: Payer | null): Promise<OpenedPayment> {
    const { id: paymentId, currency, expiresAt, createdAt } = payment.view;
    const { charged: amount } = payment;
    const { label } = payment.payable;
    const times = { openedAt: createdAt, expiresAt: expiresAt ?? createdAt };
    const gateway = this.pages.gatewayOf(payment);
    return this.record(payment, await gateway.create({ paymentId, amount, currency, label, ...times, payer }));
  }

  private async record(payment: Payment, outcome: ChargeOutcome): Promise<OpenedPayment> {
    const { id } = payment.view;
    if (outcome.kind === 'no_answer') {
      const mayExist = outcome.mayExist || this.wasCalledBefore(payment);
      await this.notOpened(payment, mayExist ? 'UNKNOWN' : 'FAILED');
      throw providerUnavailable(gatewayOf(payment), outcome.retryAfter, id);
    }
    if (outcome.kind === 'refused') {
      await this.notOpened(payment, 'FAILED');
      throw paymentRefused(id, outcome.reason);
    }
    if (outcome.kind === 'exists') return this.existing(payment, outcome.state);
    const { state, presentation, expiresAt } = outcome;
    payment.open({ reference: state.reference, presentation: keptOf(presentation), expiresAt });
    await this.payments.save(payment);
    if (state.status !== 'PENDING' || state.review !== null) await this.sync.apply(payment, state);
    return { payment: (await this.again(payment)).view, presentation };
  }

  /** Made by a call whose answer was lost, and never shown again: nobody can pay it, unless somebody saw it before. */
  private async existing(payment: Payment, state: ChargeState): Promise<never> {
    if (state.status === 'PENDING') await this.notOpened(payment, 'FAILED');
    else await this.sync.apply(payment, state);
    throw paymentNotOpen((await this.again(payment)).view);
  }

  private async notOpened(payment: Payment, status: 'UNKNOWN' | 'FAILED'): Promise<void> {
    payment.notOpened(status);
    await this.payments.save(payment);
  }

  private async again(payment: Payment): Promise<Payment> {
    return (await this.payments.find([payment.view.outletId], payment.view.id)) ?? payment;
  }

  /** An attempt older than one call may have been called for before, by somebody who never said how it ended. */
  private wasCalledBefore({ view: { status, createdAt } }: Payment): boolean {
    return status === 'UNKNOWN' || createdAt < new Date(this.clock.now().getTime() - CALL_SECONDS * 1000);
  }
}

const gatewayOf = ({ view }: Payment): string => view.gateway ?? 'cash';
