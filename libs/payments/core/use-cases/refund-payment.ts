import { Injectable } from '@nestjs/common';

import { type ActorRef, actorRef, type MinorUnits, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { cashBack } from '../cash-back.js';
import { Payables, type ReturnedPieces } from '../payables.js';
import type { PaymentView } from '../payments.api.js';
import { cashTooSmall, nothingLeft, worthNothing } from '../payments.errors.js';
import { PaymentRepository } from '../payments.ports.js';
import { RefundDesk } from '../refund-desk.js';
import { Refunds, type RefundView } from '../refunds.js';

export interface RefundInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  /** Instead of an amount: what these pieces cost. */
  readonly pieces?: readonly ReturnedPieces[];
  readonly reason: string;
}

interface Wish {
  readonly payment: PaymentView;
  readonly pieces: readonly ReturnedPieces[] | undefined;
  readonly reason: string;
  readonly actor: ActorRef;
}

/** Gives money of one payment back, all of it or a part, to where it came from: cash out of a drawer, a gateway's through the gateway. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: Refunds,
    private readonly desk: RefundDesk,
    private readonly payables: Payables,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor: user, paymentId, amount, pieces, reason }: RefundInput): Promise<RefundView> {
    const scope = outletScope(user);
    const { payment: seen } = await this.payments.get(paymentId, scope);
    return this.unitOfWork.run(async () => {
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock. Of two who
      // give the same back at once the second finds it gone.
      await this.payables.hold(seen.orderId, seen.outletId);
      const { payment } = await this.payments.get(paymentId, scope);
      const asked = pieces ? await this.worth(payment, pieces) : amount;
      const wish = { payment, pieces, reason, actor: actorRef(user) };
      return payment.gateway === null ? this.cash(wish, asked) : this.desk.askGateway({ ...wish, amount: asked });
    });
  }

  /** Out of the drawer at once, in coins that there are. */
  private async cash(wish: Wish, asked: MinorUnits | undefined): Promise<RefundView> {
    const { payment, pieces, actor } = wish;
    const left = payment.amount - payment.refundedAmount;
    if (left <= 0 || (asked ?? left) > left) throw nothingLeft(payment);
    const coin = await this.payables.smallestCoin(payment.outletId);
    const given = cashBack(asked ?? left, left, coin);
    if (given.amount === 0) throw cashTooSmall(coin);
    const money = { amount: given.amount, late: 0, pieces: pieces ?? null };
    await this.payables.refunded(payment.orderId, payment.outletId, money, actor);
    return this.desk.giveBackCash({ ...wish, ...given });
  }

  private async worth({ orderId, outletId }: PaymentView, pieces: readonly ReturnedPieces[]): Promise<MinorUnits> {
    const worth = await this.payables.worth(orderId, outletId, pieces, await this.refunds.piecesOf(outletId, orderId));
    if (worth <= 0) throw worthNothing();
    return worth;
  }
}
