import { type ActorRef, type Clock, type MinorUnits, SYSTEM, type UnitOfWork } from '#libs/kernel';

import type { Payables } from './payables.js';
import type { PaymentView } from './payments.api.js';
import { shareOfBill } from './refund-share.js';
import { type Refunds, type RefundView } from './refunds.js';
import type { Till } from './till.js';

/** What became of refunds at a gateway, written once, with the bill's own sum. Each call is a unit of work. */
export class RefundBook {
  constructor(
    private readonly refunds: Refunds,
    private readonly payables: Payables,
    private readonly till: Till,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** It is back with the payer. `payment` is read again under the bill's lock by `fresh`. False when it was settled before. */
  done(refund: RefundView, reference: string | null, fresh: () => Promise<PaymentView>): Promise<boolean> {
    const { id, outletId, orderId, actor } = refund;
    return this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      const payment = await fresh();
      const shiftId = await this.shiftOf(payment, id, actor.kind === 'user' ? actor.id : null);
      if (!(await this.refunds.settle(outletId, id, { reference, shiftId, at: this.clock.now() }))) return false;
      await this.tell(payment, refund, actor);
      return true;
    });
  }

  failed({ id, outletId }: RefundView, reason: string): Promise<boolean> {
    return this.refunds.release(outletId, id, reason, this.clock.now());
  }

  /** What the gateway gave back without being asked by us, at its dashboard: so much more than we know of. In the ambient transaction. */
  async foreign(
    payment: PaymentView,
    refundId: string,
    refundedThere: number,
    reference: string | null,
  ): Promise<boolean> {
    const amount = refundedThere - payment.refundedAmount - payment.refundPending;
    if (amount <= 0) return false;
    const wish = { id: refundId, payment, shiftId: null, amount, reason: 'made at the gateway', actor: SYSTEM };
    const noted = await this.refunds.noteForeign({ ...wish, reference, at: this.clock.now() });
    if (!noted) return false;
    await this.tell(payment, { amount, pieces: null }, SYSTEM);
    return true;
  }

  /** The bill hears how much of it was its own, and how much it never took. */
  private async tell(
    payment: PaymentView,
    { amount, pieces }: { amount: MinorUnits; pieces: RefundView['pieces'] },
    actor: ActorRef,
  ): Promise<void> {
    const { orderId, outletId } = payment;
    const share = shareOfBill(payment, amount);
    await this.payables.refunded(orderId, outletId, { amount: share, late: amount - share, pieces }, actor);
  }

  private shiftOf({ outletId, id: paymentId }: PaymentView, refundId: string, userId: string | null) {
    return this.till.shiftOf({ outletId, userId, type: 'REFUND', paymentId, refundId });
  }
}
