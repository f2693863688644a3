import { Injectable } from '@nestjs/common';

import {
  type ActorRef,
  actorRef,
  Clock,
  type MinorUnits,
  outletScope,
  type OutletScope,
  Permissions,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';

import { cashBack } from '../model/cash-back.js';
import type { ReturnedPieces } from '../model/payable.js';
import type { Payment, PaymentView } from '../model/payment.js';
import {
  cashTooSmall,
  nothingLeft,
  paymentNotFound,
  referenceUnexpected,
  worthNothing,
} from '../model/payments.errors.js';
import type { Refund, RefundView } from '../model/refund.js';
import { Payables, PaymentRepository, RefundRepository } from '../payments.ports.js';
import { assertInCoins } from '../model/tip.js';
import { Bookkeeping } from '../services/bookkeeping.js';
import { RefundRequests } from '../services/refund-requests.js';

const MINUTE_MS = 60_000;

export interface RefundInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  /** Instead of an amount: what these pieces cost. */
  readonly pieces?: readonly ReturnedPieces[];
  /** What goes back of the tip as well; nothing when absent. */
  readonly tip?: MinorUnits;
  readonly reason: string;
  /** Of the slip or transfer by which it goes back; of payments by tender alone. */
  readonly reference?: string;
}

interface Wish {
  readonly payment: Payment;
  readonly pieces: readonly ReturnedPieces[] | undefined;
  readonly tip: MinorUnits;
  readonly reason: string;
  readonly actor: ActorRef;
  readonly reference?: string;
}

/**
 * Gives money of one payment back, all of it or a part, to where it came from: cash out of a drawer, a gateway's through the gateway, and by hand
 * what was paid by a tender.
 */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly requests: RefundRequests,
    private readonly payables: Payables,
    private readonly bookkeeping: Bookkeeping,
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: Permissions,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `PAYMENT_NOT_FOUND`, `REFUND_TOO_LARGE`, `NOTHING_TO_REFUND`, `CASH_REFUND_TOO_SMALL`, `REFUND_TENDER_CLOSED`, `REFERENCE_UNEXPECTED`, and
   * what the drawer and `Permissions.require` throw.
   */
  async execute({
    actor: user,
    paymentId,
    amount,
    pieces,
    tip = 0,
    reason,
    reference,
  }: RefundInput): Promise<RefundView> {
    const scope = outletScope(user);
    const { orderId, outletId, tender } = (await this.find(scope, paymentId)).view;
    if (reference !== undefined && !tender) throw referenceUnexpected();
    const refund = await this.unitOfWork.run(async () => {
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock. Of two who
      // give the same back at once the second finds it gone.
      await this.payables.hold(orderId, outletId);
      const payment = await this.find(scope, paymentId);
      const asked = pieces ? await this.worth(payment.view, pieces) : amount;
      await this.assertMay(user, payment, (asked ?? payment.refundable) + tip);
      const wish = { payment, pieces, tip, reason, reference, actor: actorRef(user) };
      if (payment.view.tender) return this.byHand(wish, asked);
      if (payment.view.gateway === null) return this.inCash(wish, asked);
      return this.requests.throughGateway({ ...wish, amount: asked ?? payment.refundable });
    });
    return refund.view;
  }

  /** Out of the drawer at once, in coins that there are. */
  private async inCash(wish: Wish, asked: MinorUnits | undefined): Promise<Refund> {
    const { payment, pieces, tip, actor } = wish;
    const { orderId, outletId } = payment.view;
    const left = payment.refundable;
    assertLeft(payment, asked ?? left, tip);
    const coin = await this.payables.smallestCoin(outletId);
    if (tip < payment.refundableTip) assertInCoins(tip, coin);
    const given = cashBack(asked ?? left, left, coin);
    if (given.amount === 0 && (asked ?? left) > 0) throw cashTooSmall(coin);
    await this.payables.refunded(orderId, outletId, { amount: given.amount, late: 0, pieces: pieces ?? null }, actor);
    return this.requests.inCash({ ...wish, ...given });
  }

  /** Now that the amount is known. Throws what `Permissions.require` throws. */
  private async assertMay(actor: UserActor, { view }: Payment, amount: MinorUnits): Promise<void> {
    const since = view.paidAt ?? view.createdAt;
    const ageMinutes = Math.floor((this.clock.now().getTime() - since.getTime()) / MINUTE_MS);
    const facts = { amount, ageMinutes };
    await this.permissions.require({ actor, outletId: view.outletId, key: 'payment.refund', facts });
  }

  /** As it was taken: on the terminal, by a transfer. */
  private async byHand(wish: Wish, asked: MinorUnits | undefined): Promise<Refund> {
    const { payment, pieces = null, tip, actor } = wish;
    const amount = asked ?? payment.refundable;
    assertLeft(payment, amount, tip);
    await this.bookkeeping.refunded(payment, { amount, pieces }, actor);
    return this.requests.byTender({ ...wish, amount });
  }

  private async worth({ orderId, outletId }: PaymentView, pieces: readonly ReturnedPieces[]): Promise<MinorUnits> {
    const given = await this.refunds.givenBack(outletId, orderId);
    const worth = await this.payables.worth(orderId, outletId, pieces, given);
    if (worth <= 0) throw worthNothing();
    return worth;
  }

  private async find(scope: OutletScope, id: string): Promise<Payment> {
    const payment = await this.payments.find(scope, id);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}

/** Throws `REFUND_TOO_LARGE`. */
function assertLeft(payment: Payment, amount: MinorUnits, tip: MinorUnits): void {
  const isLeft = amount <= payment.refundable && tip <= payment.refundableTip;
  if (!isLeft || amount + tip <= 0) throw nothingLeft(payment.view);
}
