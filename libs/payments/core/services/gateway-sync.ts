import { Injectable } from '@nestjs/common';

import { Clock, SYSTEM } from '#libs/kernel';

import { type ChargeState, keptOf, type NoAnswer } from '../model/charge.js';
import { type EndedStatus, isCaptured, isLive, type LiveStatus } from '../model/payment-status.js';
import type { Payment } from '../model/payment.js';
import { type PaymentGateway, PaymentGateways, PaymentRepository } from '../payments.ports.js';
import { BillPayments } from './bill-payments.js';
import { Bookkeeping } from './bookkeeping.js';
import { RefundRequests } from './refund-requests.js';
import { RefundSync } from './refund-sync.js';
import { Reviews } from './reviews.js';

export type AppliedCharge = 'applied' | 'unchanged' | 'needs_review';

export type GatewaySaid = { readonly kind: 'said'; readonly applied: AppliedCharge } | NoAnswer;

/** A call that was cut off may still arrive; so long after it, a gateway that knows nothing of it never will. */
const SETTLED_AFTER_MS = 4 * 60_000;

/**
 * Brings payments in line with their gateways. What a gateway says of a charge, in an event or in an answer, is applied once, in whatever
 * order it comes; money that came becomes a paid bill. What does not fit the payment is flagged for review and changes nothing.
 */
@Injectable()
export class GatewaySync {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly gateways: PaymentGateways,
    private readonly bookkeeping: Bookkeeping,
    private readonly billPayments: BillPayments,
    private readonly refundRequests: RefundRequests,
    private readonly refundSync: RefundSync,
    private readonly reviews: Reviews,
    private readonly clock: Clock,
  ) {}

  /** Asks the gateway how a payment stands, and applies it. What is no longer wanted, or over its time, is cancelled there. */
  async ask(payment: Payment): Promise<GatewaySaid> {
    const { isGivenUp, expiresAt, reference } = payment.view;
    const isOver = isGivenUp || (expiresAt !== null && expiresAt <= this.clock.now());
    if (payment.isLive && isOver) return this.close(payment);
    const found = await this.gatewayOf(payment).fetch(payment.chargeKey);
    if (found.kind === 'no_answer') return found;
    if (found.kind === 'absent') return this.absent(payment);
    const { state, presentation } = found;
    if (reference === null) {
      payment.open({ reference: state.reference, presentation: keptOf(presentation), expiresAt: null });
      await this.payments.save(payment);
    }
    return this.said(payment, state);
  }

  /** Sees to it that a payment can no longer be paid, or applies that it was. */
  async close(payment: Payment): Promise<GatewaySaid> {
    const gateway = this.gatewayOf(payment);
    const cancelled = await gateway.cancel(payment.chargeKey);
    if (cancelled.kind === 'no_answer') return cancelled;
    if (cancelled.kind === 'cancelled') return this.ended(payment, payment.view.isGivenUp ? 'CANCELLED' : 'EXPIRED');
    if (cancelled.state) return this.said(payment, cancelled.state);
    const found = await gateway.fetch(payment.chargeKey);
    if (found.kind === 'no_answer') return found;
    return found.kind === 'found' ? this.said(payment, found.state) : this.ended(payment, 'EXPIRED');
  }

  /** `isCurrent`: the gateway was asked, so that the state is no older than the question. */
  async apply(payment: Payment, state: ChargeState, { isCurrent = false } = {}): Promise<AppliedCharge> {
    const fault = payment.faultIn(state);
    if (fault !== null) return this.flag(payment, fault);
    const { status, reference } = state;
    if (isCaptured(status)) return this.money(payment, state);
    if (isLive(status)) return this.follow(payment, status, reference || null);
    return isCurrent && payment.isCaptured ? this.gone(payment) : this.end(payment, status, reference || null);
  }

  /** Money came in; some of it may have gone back there already. */
  private money(payment: Payment, state: ChargeState): Promise<AppliedCharge> {
    return this.bookkeeping.underBillLock(payment, async () => {
      const seen = await this.again(payment);
      if (seen.faultIn(state) !== null) return 'needs_review';
      const isNew = await this.capture(seen, state);
      const isMore = state.refundedAmount > 0 && (await this.refundSync.foreign(await this.again(payment), state));
      return isNew || isMore ? 'applied' : 'unchanged';
    });
  }

  /**
   * Money becomes a paid bill, once: in the ambient transaction, under the bill's lock. It counts in the shift that whoever asked for it has
   * open now. What the bill does not take goes back. False when it was taken before.
   */
  private async capture(payment: Payment, { paidAt, reference }: ChargeState): Promise<boolean> {
    if (!payment.canBecome('PAID')) return false;
    payment.capture({ at: paidAt ?? this.clock.now(), reference });
    if (!(await this.payments.save(payment))) return false;
    const { id: paymentId, outletId, orderId, amount, tip, createdBy: userId } = payment.view;
    const { applied, due } = await this.bookkeeping.captured(payment);
    const shiftId = await this.bookkeeping.shiftOfSale({ outletId, userId, paymentId });
    payment.account({ applied, shiftId });
    await this.payments.save(payment);
    if (applied < amount) {
      // A tip is for a bill that took the money: where it took nothing, all of it goes back.
      const wish = { payment, amount: amount - applied, tip: applied === 0 ? tip : 0, actor: SYSTEM };
      await this.refundRequests.throughGateway({ ...wish, reason: 'not needed' });
    }
    await this.billPayments.makeRoom(outletId, orderId, due);
    return true;
  }

  private async follow(payment: Payment, status: LiveStatus, reference: string | null): Promise<AppliedCharge> {
    if (!payment.canBecome(status)) return 'unchanged';
    payment.authorise(status, reference);
    return (await this.payments.save(payment)) ? 'applied' : 'unchanged';
  }

  /** It came to nothing; the bill hears of it, unless it was not wanted any more. */
  private async end(payment: Payment, status: EndedStatus, reference: string | null): Promise<AppliedCharge> {
    if (!payment.canBecome(status)) return 'unchanged';
    return this.bookkeeping.underBillLock(payment, async () => {
      const ended = payment.copy();
      ended.end(status, reference);
      if (!(await this.payments.save(ended))) return 'unchanged';
      if (!payment.view.isGivenUp) await this.bookkeeping.failed(payment);
      return 'applied';
    });
  }

  /** A late event of an end means nothing, but a gateway that has no money of a paid charge now gave it back, on our word or not. */
  private async gone({ view: { outletId, id } }: Payment): Promise<AppliedCharge> {
    const now = await this.payments.find([outletId], id);
    return now && now.refundable + now.refundableTip > 0 ? this.flag(now, 'reversed') : 'unchanged';
  }

  /** A page that nobody has opened is unknown to some gateways; a charge that nobody here ever heard of was never made. */
  private async absent(payment: Payment): Promise<GatewaySaid> {
    const { reference, createdAt } = payment.view;
    const age = this.clock.now().getTime() - createdAt.getTime();
    const mayExist = reference !== null || age < SETTLED_AFTER_MS;
    return !payment.isLive || mayExist ? { kind: 'said', applied: 'unchanged' } : this.ended(payment, 'FAILED');
  }

  private ended(payment: Payment, status: EndedStatus): Promise<GatewaySaid> {
    const { currency, reference } = payment.view;
    const { charged: amount } = payment;
    const nothing = { refundedAmount: 0, paidAt: null, review: null };
    return this.said(payment, { reference: reference ?? '', status, amount, currency, ...nothing });
  }

  private async said(payment: Payment, state: ChargeState): Promise<GatewaySaid> {
    return { kind: 'said', applied: await this.apply(payment, state, { isCurrent: true }) };
  }

  private async flag(payment: Payment, review: string): Promise<AppliedCharge> {
    await this.reviews.flag(payment, review);
    return 'needs_review';
  }

  private async again({ view: { outletId, id } }: Payment): Promise<Payment> {
    const payment = await this.payments.find([outletId], id);
    if (!payment) throw new Error('A payment is gone');
    return payment;
  }

  private gatewayOf({ view: { gateway: name } }: Payment): PaymentGateway {
    const gateway = name === null ? null : this.gateways.named(name);
    if (!gateway) throw new Error(`${name} is not configured any more`);
    return gateway;
  }
}
