import { Injectable } from '@nestjs/common';

import { actorRef, type MinorUnits, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { Payables } from '../payables.js';
import { nothingLeft } from '../payments.errors.js';
import { PaymentRepository } from '../payments.ports.js';
import { RefundDesk } from '../refund-desk.js';
import type { RefundView } from '../refunds.js';

export interface RefundInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  readonly reason: string;
}

/** Gives money of one payment back, all of it or a part, to where it came from: cash out of a drawer, a gateway's through the gateway. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly desk: RefundDesk,
    private readonly payables: Payables,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor: user, paymentId, amount, reason }: RefundInput): Promise<RefundView> {
    const { payment } = await this.payments.get(paymentId, outletScope(user));
    const actor = actorRef(user);
    if (payment.gateway !== null) {
      return this.unitOfWork.run(() => this.desk.askGateway({ payment, amount, reason, actor }));
    }
    const refunded = amount ?? payment.amount - payment.refundedAmount;
    if (refunded <= 0) throw nothingLeft(payment);
    return this.unitOfWork.run(async () => {
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock.
      await this.payables.refunded(payment.orderId, payment.outletId, refunded, actor);
      return this.desk.giveBackCash({ payment, amount: refunded, reason, actor });
    });
  }
}
