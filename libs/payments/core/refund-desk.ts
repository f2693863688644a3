import { type ActorRef, type AuditLog, DomainError, type MinorUnits, newId } from '#libs/kernel';

import type { CashDrawer } from './cash-drawer.js';
import type { FollowUps } from './follow-ups.js';
import type { ReturnedPieces } from './payables.js';
import { nothingLeft } from './payments.errors.js';
import type { PaymentView } from './payments.api.js';
import type { Refunds, RefundView } from './refunds.js';

export interface RefundWish {
  readonly payment: PaymentView;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  /** What the smallest coin adds to what was asked for: part of `amount`. */
  readonly rounding?: MinorUnits;
  /** What it is for, when that is known. */
  readonly pieces?: readonly ReturnedPieces[];
  readonly reason: string;
  readonly actor: ActorRef;
}

/** Begins refunds, in the ambient transaction: cash leaves the drawer at once, a gateway is asked by a job after the commit. */
export class RefundDesk {
  constructor(
    private readonly refunds: Refunds,
    private readonly drawer: CashDrawer,
    private readonly followUps: FollowUps,
    private readonly audit: AuditLog,
  ) {}

  /** Out of the refunder's drawer. Throws `NO_OPEN_SHIFT` (409), `DRAWER_TOO_LOW` (409), `REFUND_TOO_LARGE` (422). */
  async giveBackCash(wish: RefundWish & { amount: MinorUnits }): Promise<RefundView> {
    const id = newId();
    const shiftId = await this.takeOut(wish, id);
    const refund = await this.refunds.giveBack({ ...wish, id, shiftId });
    if (!refund) throw nothingLeft(wish.payment);
    await this.trace('payment.refunded', wish, refund);
    return refund;
  }

  /** Sets the money aside and has the gateway asked. Throws `REFUND_TOO_LARGE` (422). */
  async askGateway(wish: RefundWish): Promise<RefundView> {
    const refund = await this.refunds.reserve({ ...wish, id: newId(), shiftId: null });
    if (!refund) throw nothingLeft(wish.payment);
    await this.followUps.refundNow(refund.outletId, refund.id);
    await this.trace('payment.refund_requested', wish, refund);
    return refund;
  }

  /** Out of the refunder's drawer, or of the drawer that took it when the refunder (a supervisor at a cashier's till) has none. */
  private async takeOut({ payment, amount, actor }: RefundWish & { amount: MinorUnits }, refundId: string) {
    const entry = {
      outletId: payment.outletId,
      type: 'REFUND',
      cash: -amount,
      askedBy: actor,
      paymentId: payment.id,
      refundId,
    } as const;
    const userId = actor.id ?? '';
    try {
      return (await this.drawer.record({ ...entry, userId })).shiftId;
    } catch (error) {
      const cashier = payment.createdBy;
      const hasNoDrawer = error instanceof DomainError && error.code === 'NO_OPEN_SHIFT';
      if (!hasNoDrawer || cashier === null || cashier === userId) throw error;
      return (await this.drawer.record({ ...entry, userId: cashier })).shiftId;
    }
  }

  private trace(action: string, { payment, reason, actor }: RefundWish, { id, amount }: RefundView): Promise<void> {
    return this.audit.record({
      outletId: payment.outletId,
      actor,
      action,
      subjectType: 'payment',
      subjectId: payment.id,
      reason,
      details: { amount, order_id: payment.orderId, refund_id: id },
    });
  }
}
