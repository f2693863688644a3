import { Injectable } from '@nestjs/common';

import { newId, UnitOfWork } from '#libs/kernel';

import { Payables } from '../payables.js';
import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import type { ChargeState } from '../payment-gateway.js';
import { isCaptured, isLive } from '../payment-status.js';
import type { PaymentView } from '../payments.api.js';
import { ReviewAlarm } from '../payments.ports.js';
import { RefundBook } from '../refund-book.js';
import { stands } from '../reviews.js';
import { CaptureMoney } from './capture-money.js';

export type AppliedCharge = 'applied' | 'unchanged' | 'needs_review';

/**
 * Applies what a gateway says of a charge, from a webhook or an answer: once, in whatever order it comes. What does not fit the payment is
 * parked for a person and changes nothing.
 */
@Injectable()
export class ApplyCharge {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly captureMoney: CaptureMoney,
    private readonly payables: Payables,
    private readonly refundBook: RefundBook,
    private readonly alarm: ReviewAlarm,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** `isNow`: the gateway was asked, so that the state is no older than the question. */
  async execute(attempt: Attempt, state: ChargeState, { isNow = false } = {}): Promise<AppliedCharge> {
    const fault = faultOf(attempt.payment, state);
    if (fault !== null) return this.park(attempt, fault);
    const { status } = state;
    if (isLive(status)) {
      const { outletId, id } = attempt.payment;
      return (await this.attempts.move(outletId, id, status, state.reference || null)) ? 'applied' : 'unchanged';
    }
    if (isCaptured(status)) return this.money(attempt, state);
    return isNow && isCaptured(attempt.payment.status) ? this.gone(attempt) : this.end(attempt, state);
  }

  async park({ payment }: Attempt, review: string): Promise<AppliedCharge> {
    if (stands(payment.review)) return 'needs_review';
    if (await this.attempts.park(payment.outletId, payment.id, review)) this.alarm.raise(payment.gateway, review);
    return 'needs_review';
  }

  /** It came to nothing; the bill hears of it, unless it was not wanted any more. */
  private end({ payment }: Attempt, state: ChargeState): Promise<AppliedCharge> {
    const { outletId, id, orderId, status, isGivenUp } = payment;
    if (isCaptured(status)) return Promise.resolve('unchanged');
    return this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      if (!(await this.attempts.move(outletId, id, state.status, state.reference || null))) return 'unchanged';
      if (!isGivenUp) await this.payables.failed(orderId, outletId, id);
      return 'applied';
    });
  }

  /** Late news of an end mean nothing, but a gateway that has no money of a paid charge now gave it back, on our word or not. */
  private async gone({ payment: { outletId, id } }: Attempt): Promise<AppliedCharge> {
    const now = await this.attempts.find(outletId, id);
    return now && keepsMoney(now.payment) ? this.park(now, 'reversed') : 'unchanged';
  }

  /** Money came in; some of it may have gone back there already. */
  private money({ payment: { outletId, id, orderId } }: Attempt, state: ChargeState): Promise<AppliedCharge> {
    return this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      const seen = await this.attempts.find(outletId, id);
      if (!seen) throw new Error('A payment is gone');
      if (faultOf(seen.payment, state) !== null) return 'needs_review';
      const isNew = await this.captureMoney.execute(seen, state);
      if (state.refundedAmount === 0) return isNew ? 'applied' : 'unchanged';
      const taken = await this.attempts.find(outletId, id);
      const isMore =
        taken !== null && (await this.refundBook.foreign(taken.payment, newId(), state.refundedAmount, null));
      return isNew || isMore ? 'applied' : 'unchanged';
    });
  }
}

/** Whether money counts as taken that no refund accounts for. */
const keepsMoney = ({ status, amount, refundedAmount, refundPending }: PaymentView): boolean =>
  isCaptured(status) && refundedAmount + refundPending < amount;

/** Why news cannot be of this payment, or not be applied by a machine; null when they can. */
export function faultOf(payment: PaymentView, state: ChargeState): string | null {
  if (state.review !== null) return state.review;
  if (state.currency !== payment.currency) return 'currency_mismatch';
  if (state.amount !== payment.amount) return 'amount_mismatch';
  if (state.refundedAmount > payment.amount) return 'refund_over_captured';
  return isCaptured(state.status) && stands(payment.review) ? payment.review : null;
}
