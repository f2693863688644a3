import { Injectable } from '@nestjs/common';

import { actorRef, type MinorUnits, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { Payables, type Pieces } from '../payables.js';
import type { PaymentView } from '../payments.api.js';
import { nothingLeft, worthNothing } from '../payments.errors.js';
import { PaymentRepository } from '../payments.ports.js';
import { RefundDesk } from '../refund-desk.js';
import { Refunds, type RefundView } from '../refunds.js';

export interface RefundInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  /** Instead of an amount: what these pieces cost. */
  readonly pieces?: readonly Pieces[];
  readonly reason: string;
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
    const { payment } = await this.payments.get(paymentId, outletScope(user));
    const actor = actorRef(user);
    return this.unitOfWork.run(async () => {
      const asked = pieces ? await this.worth(payment, pieces) : amount;
      const wish = { payment, pieces, reason, actor };
      if (payment.gateway !== null) return this.desk.askGateway({ ...wish, amount: asked });
      const refunded = asked ?? payment.amount - payment.refundedAmount;
      if (refunded <= 0) throw nothingLeft(payment);
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock.
      await this.payables.refunded(payment.orderId, payment.outletId, refunded, actor);
      return this.desk.giveBackCash({ ...wish, amount: refunded });
    });
  }

  /** Holds the bill first: of two who give the same pieces back at once the second finds them gone. */
  private async worth({ orderId, outletId }: PaymentView, pieces: readonly Pieces[]): Promise<MinorUnits> {
    await this.payables.hold(orderId, outletId);
    const worth = await this.payables.worth(orderId, outletId, pieces, await this.refunds.piecesOf(outletId, orderId));
    if (worth <= 0) throw worthNothing();
    return worth;
  }
}
