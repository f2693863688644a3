import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, outletScope, type UserActor } from '#libs/kernel';

import { PaymentQueries, type PaymentWithRefunds } from '../payments.ports.js';
import { BillPayments } from '../services/bill-payments.js';
import { Bookkeeping } from '../services/bookkeeping.js';
import { PaymentsByHand } from '../services/payments-by-hand.js';

/**
 * Somebody saw the money of a payment that waited for it: it pays the bill, and counts in the shift that its taker has open, else in that of who
 * saw it, else in none. What the bill does not need any more is `late_amount`, to be given back by hand.
 */
@Injectable()
export class ConfirmPayment {
  constructor(
    private readonly byHand: PaymentsByHand,
    private readonly queries: PaymentQueries,
    private readonly bookkeeping: Bookkeeping,
    private readonly billPayments: BillPayments,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `PAYMENT_NOT_FOUND`, `PAYMENT_FIXED`, `PAYMENT_NOT_OPEN`. */
  async execute({ actor, paymentId }: { actor: UserActor; paymentId: string }): Promise<PaymentWithRefunds> {
    await this.byHand.decide(actor, paymentId, async (payment) => {
      payment.capture({ at: this.clock.now(), reference: null });
      await this.byHand.save(payment);
      const { outletId, orderId, amount, createdBy } = payment.view;
      const { applied, due } = await this.bookkeeping.captured(payment);
      const shiftId =
        (await this.bookkeeping.shiftOfSale({ outletId, userId: createdBy, paymentId })) ??
        (await this.bookkeeping.shiftOfSale({ outletId, userId: actor.id, paymentId }));
      payment.account({ applied, shiftId });
      await this.byHand.save(payment);
      await this.billPayments.makeRoom(outletId, orderId, due);
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'payment.confirmed',
        subjectType: 'payment',
        subjectId: paymentId,
        details: { amount, order_id: orderId },
      });
    });
    return this.queries.get(outletScope(actor), paymentId);
  }
}
