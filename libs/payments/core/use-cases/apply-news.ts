import { Injectable } from '@nestjs/common';

import { isUuid } from '#libs/kernel';

import { chargeKeyOf } from '../charge-key.js';
import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import { type ChargeState, PaymentGateways, type RawWebhook, type WebhookReading } from '../payment-gateway.js';
import { type GenuineReading, type NewsOutcome, PaymentNewsApi } from '../payment-news.api.js';
import { isCaptured } from '../payment-status.js';
import { providerUnavailable } from '../payments.errors.js';
import { ReviewAlarm } from '../payments.ports.js';
import { ApplyCharge, faultOf } from './apply-charge.js';
import { type AppliedRefund, ApplyRefundNews } from './apply-refund-news.js';

/** News may overtake the answer that tells us the gateway's own id: so often they are tried again. */
const TURNS_TO_WAIT = 6;

/** Webhooks, verified and applied. */
@Injectable()
export class ApplyNews extends PaymentNewsApi {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly gateways: PaymentGateways,
    private readonly applyCharge: ApplyCharge,
    private readonly applyRefundNews: ApplyRefundNews,
    private readonly alarm: ReviewAlarm,
  ) {
    super();
  }

  read(gateway: string, webhook: RawWebhook): WebhookReading | null {
    return this.gateways.named(gateway)?.readWebhook(webhook) ?? null;
  }

  async apply(gateway: string, reading: GenuineReading, turn: number): Promise<NewsOutcome> {
    const { state, refund } = reading;
    if (!state && !refund) return { status: 'IGNORED', result: 'not_followed', paymentId: null };
    const attempt = await this.locate(gateway, reading);
    if (!attempt) return this.unknown(gateway, reading, turn);
    const { id } = attempt.payment;
    if (await this.isOfAnother(attempt, reading)) return this.review(attempt, 'order_mismatch');
    const fault = state && faultOf(attempt.payment, state);
    if (fault) return this.review(attempt, fault);
    const refunded = refund ? await this.applyRefundNews.execute(attempt, refund) : 'unchanged';
    const truth = await this.truthOf(attempt, reading, refunded);
    if (truth === 'absent') {
      return state && isCaptured(state.status)
        ? this.review(attempt, 'unconfirmed')
        : { status: 'UNCHANGED', result: 'unconfirmed', paymentId: id };
    }
    const isNow = truth !== state;
    const applied = truth ? await this.applyCharge.execute(attempt, truth, { isNow }) : 'unchanged';
    if (applied === 'needs_review') return this.parked(attempt);
    const changed = applied === 'applied' || refunded === 'applied';
    return { status: changed ? 'APPLIED' : 'UNCHANGED', result: (truth ?? state)?.status ?? 'refund', paymentId: id };
  }

  private async locate(gateway: string, { paymentId, reference }: GenuineReading): Promise<Attempt | null> {
    const isOurs = paymentId !== null && isUuid(paymentId);
    const named = isOurs ? await this.attempts.locate({ gateway, paymentId, reference: null }) : null;
    return named ?? this.attempts.locate({ gateway, paymentId: null, reference });
  }

  /** Our id of a payment (or of its order) and the gateway's id of another charge cannot both be right. */
  private async isOfAnother({ payment }: Attempt, { paymentId, reference }: GenuineReading): Promise<boolean> {
    if (paymentId !== null && ![payment.id, payment.orderId].includes(paymentId.toLowerCase())) return true;
    if (reference === null) return false;
    if (payment.reference !== null) return payment.reference !== reference;
    const other = await this.attempts.locate({ gateway: payment.gateway, paymentId: null, reference });
    return other !== null && other.payment.id !== payment.id;
  }

  /** Where the signature does not cover what happened, or a refund is none of ours, only the gateway's own answer counts. */
  private async truthOf(
    attempt: Attempt,
    { mustBeConfirmed, state }: GenuineReading,
    refunded: AppliedRefund,
  ): Promise<ChargeState | 'absent' | null> {
    if (!mustBeConfirmed && (state !== null || refunded !== 'foreign')) return state;
    const gateway = this.gateways.named(attempt.payment.gateway);
    if (!gateway) throw providerUnavailable(attempt.payment.gateway, 60);
    const found = await gateway.fetch(chargeKeyOf(attempt));
    if (found.kind === 'no_answer') throw providerUnavailable(gateway.name, found.retryAfter);
    return found.kind === 'found' ? found.state : 'absent';
  }

  private unknown(gateway: string, { paymentId }: GenuineReading, turn: number): NewsOutcome {
    if (paymentId === null && turn < TURNS_TO_WAIT) throw new NotYetKnown();
    this.alarm.raise(gateway, 'unknown_payment');
    return { status: 'NEEDS_REVIEW', result: 'unknown_payment', paymentId: null };
  }

  private async review(attempt: Attempt, result: string): Promise<NewsOutcome> {
    await this.applyCharge.park(attempt, result);
    return { status: 'NEEDS_REVIEW', result, paymentId: attempt.payment.id };
  }

  private async parked({ payment: { outletId, id } }: Attempt): Promise<NewsOutcome> {
    const result = (await this.attempts.find(outletId, id))?.payment.review ?? 'parked';
    return { status: 'NEEDS_REVIEW', result, paymentId: id };
  }
}

/** The charge may be one whose opening is just being written. */
class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
}
