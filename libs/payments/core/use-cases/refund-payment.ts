import { Injectable } from '@nestjs/common';

import {
  type Actor,
  actorRef,
  AuditLog,
  conflict,
  DomainError,
  type MinorUnits,
  newId,
  outletScope,
  ruleBroken,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';

import { CashDrawer } from '../cash-drawer.js';
import { Payables } from '../payables.js';
import type { PaymentView } from '../payments.api.js';
import { PaymentRepository, type RefundView } from '../payments.ports.js';

export interface RefundInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  readonly reason: string;
}

/** Gives money of one payment back, all of it or a part, to where it came from: cash out of the drawer of the refunder's shift. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly drawer: CashDrawer,
    private readonly payables: Payables,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, paymentId, amount, reason }: RefundInput): Promise<RefundView> {
    const { payment } = await this.payments.get(paymentId, outletScope(actor));
    const refunded = amount ?? payment.amount - payment.refundedAmount;
    if (refunded <= 0) throw nothingLeft(payment);
    return this.unitOfWork.run(async () => {
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock.
      await this.payables.refunded(payment.orderId, payment.outletId, refunded, actorRef(actor));
      return this.giveBack(payment, refunded, reason, actor);
    });
  }

  /** The refund itself, in the ambient transaction, for a caller that keeps the bill's own sum. */
  async giveBack(payment: PaymentView, amount: MinorUnits, reason: string, actor: Actor): Promise<RefundView> {
    const id = newId();
    const { outletId, id: paymentId } = payment;
    if (actor.kind !== 'user') throw conflict('REFUND_AT_THE_TILL', 'Cash is given back at the till; ask the staff.');
    const { shiftId } = await this.takeOut(payment, amount, id, actor.id);
    const refund = await this.payments.refund({ id, payment, shiftId, amount, reason, actor: actorRef(actor) });
    if (!refund) throw nothingLeft(payment);
    await this.audit.record({
      outletId,
      actor: actorRef(actor),
      action: 'payment.refunded',
      subjectType: 'payment',
      subjectId: paymentId,
      reason,
      details: { amount, order_id: payment.orderId },
    });
    return refund;
  }

  /** Out of the refunder's drawer, or of the drawer that took it when the refunder (a supervisor at a cashier's till) has none. */
  private async takeOut(payment: PaymentView, amount: MinorUnits, refundId: string, userId: string) {
    const entry = {
      outletId: payment.outletId,
      type: 'REFUND',
      cash: -amount,
      paymentId: payment.id,
      refundId,
    } as const;
    try {
      return await this.drawer.record({ ...entry, userId });
    } catch (error) {
      const cashier = payment.createdBy;
      const hasNoDrawer = error instanceof DomainError && error.code === 'NO_OPEN_SHIFT';
      if (!hasNoDrawer || cashier === null || cashier === userId) throw error;
      return this.drawer.record({ ...entry, userId: cashier });
    }
  }
}

const nothingLeft = (payment: PaymentView) =>
  ruleBroken('REFUND_TOO_LARGE', 'More than is left of this payment cannot be refunded.', {
    refundable_amount: payment.amount - payment.refundedAmount,
    payment_status: payment.status,
  });
