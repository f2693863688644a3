import { Injectable } from '@nestjs/common';

import { isUuid } from '#libs/kernel';

import type { ChargeState, GatewayEvent } from '../model/charge.js';
import { isCaptured } from '../model/payment-status.js';
import type { Payment } from '../model/payment.js';
import { providerUnavailable } from '../model/payments.errors.js';
import type { EventOutcome } from '../payments.api.js';
import { PaymentGateways, PaymentRepository } from '../payments.ports.js';
import { GatewaySync } from '../services/gateway-sync.js';
import { type AppliedRefund, RefundSync } from '../services/refund-sync.js';
import { Reviews } from '../services/reviews.js';

/** An event may overtake the answer that tells us the gateway's own id: so often it is tried again. */
const TURNS_TO_WAIT = 6;

/** Applies what a gateway told unasked: once, in whatever order events come. Outside any transaction. */
@Injectable()
export class ApplyGatewayEvent {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly gateways: PaymentGateways,
    private readonly sync: GatewaySync,
    private readonly refundSync: RefundSync,
    private readonly reviews: Reviews,
  ) {}

  /** `turn` counts from 1. Throws when it should be tried again later. */
  async execute(input: { gateway: string; event: GatewayEvent; turn: number }): Promise<EventOutcome> {
    const { event } = input;
    const { state, refund } = event;
    if (!state && !refund) return { status: 'IGNORED', result: 'not_followed', paymentId: null };
    const payment = await this.locate(input);
    if (!payment) return this.unknown(input);
    const fault = (await this.isOfAnother(payment, event)) ? 'order_mismatch' : state && payment.faultIn(state);
    if (fault) return this.flag(payment, fault);
    if (tellsNothingNew(payment, event)) return { status: 'UNCHANGED', result: 'PAID', paymentId: payment.view.id };
    const refunded = refund ? await this.refundSync.apply(payment, refund) : 'unchanged';
    const confirmed = await this.confirm(payment, event, refunded);
    if (confirmed === 'absent') return this.unconfirmed(payment, state);
    const isCurrent = confirmed !== state;
    const applied = confirmed ? await this.sync.apply(payment, confirmed, { isCurrent }) : 'unchanged';
    if (applied === 'needs_review') return this.flagged(payment);
    const status = applied === 'applied' || refunded === 'applied' ? 'APPLIED' : 'UNCHANGED';
    return { status, result: (confirmed ?? state)?.status ?? 'refund', paymentId: payment.view.id };
  }

  private async locate({ gateway, event }: { gateway: string; event: GatewayEvent }): Promise<Payment | null> {
    const { paymentId, reference } = event;
    const isOurs = paymentId !== null && isUuid(paymentId);
    const named = isOurs ? await this.payments.locate({ gateway, paymentId, reference: null }) : null;
    return named ?? this.payments.locate({ gateway, paymentId: null, reference });
  }

  /** Our id of a payment (or of its order) and the gateway's id of another charge cannot both be right. */
  private async isOfAnother({ view }: Payment, { paymentId, reference }: GatewayEvent): Promise<boolean> {
    if (paymentId !== null && ![view.id, view.orderId].includes(paymentId.toLowerCase())) return true;
    if (reference === null) return false;
    if (view.reference !== null) return view.reference !== reference;
    const other = await this.payments.locate({ gateway: view.gateway ?? '', paymentId: null, reference });
    return other !== null && other.view.id !== view.id;
  }

  /** Where the signature does not cover what happened, or a refund is none of ours, only the gateway's own answer counts. */
  private async confirm(
    payment: Payment,
    { mustBeConfirmed, state }: GatewayEvent,
    refunded: AppliedRefund,
  ): Promise<ChargeState | 'absent' | null> {
    if (!mustBeConfirmed && (state !== null || refunded !== 'foreign')) return state;
    const name = payment.view.gateway ?? '';
    const found = await this.gateways.named(name)?.fetch(payment.chargeKey);
    if (!found) throw providerUnavailable(name, 60);
    if (found.kind === 'no_answer') throw providerUnavailable(name, found.retryAfter);
    return found.kind === 'found' ? found.state : 'absent';
  }

  private async unconfirmed(payment: Payment, state: ChargeState | null): Promise<EventOutcome> {
    if (state && isCaptured(state.status)) return this.flag(payment, 'unconfirmed');
    return { status: 'UNCHANGED', result: 'unconfirmed', paymentId: payment.view.id };
  }

  private unknown({ gateway, event, turn }: { gateway: string; event: GatewayEvent; turn: number }): EventOutcome {
    if (event.paymentId === null && turn < TURNS_TO_WAIT) throw new NotYetKnown();
    this.reviews.unknownPayment(gateway);
    return { status: 'NEEDS_REVIEW', result: 'unknown_payment', paymentId: null };
  }

  private async flag(payment: Payment, result: string): Promise<EventOutcome> {
    await this.reviews.flag(payment, result);
    return { status: 'NEEDS_REVIEW', result, paymentId: payment.view.id };
  }

  private async flagged({ view: { outletId, id } }: Payment): Promise<EventOutcome> {
    const result = (await this.payments.find([outletId], id))?.view.review ?? 'parked';
    return { status: 'NEEDS_REVIEW', result, paymentId: id };
  }
}

/** It tells of money that was found out about otherwise: nobody has to be asked for it, least of all a gateway that is away. */
const tellsNothingNew = (payment: Payment, { state, refund }: GatewayEvent): boolean =>
  refund === null && state !== null && state.status === 'PAID' && state.refundedAmount === 0 && payment.isCaptured;

/** The charge may be one whose opening is just being written. */
class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
}
