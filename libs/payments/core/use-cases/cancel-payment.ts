import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, outletScope, type UserActor } from '#libs/kernel';

import { PaymentQueries, type PaymentWithRefunds } from '../payments.ports.js';
import { Bookkeeping } from '../services/bookkeeping.js';
import { PaymentsByHand } from '../services/payments-by-hand.js';

/** The money of a payment that waited for it did not come: its share of the bill is free again. */
@Injectable()
export class CancelPayment {
  constructor(
    private readonly byHand: PaymentsByHand,
    private readonly queries: PaymentQueries,
    private readonly bookkeeping: Bookkeeping,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `PAYMENT_NOT_FOUND`, `PAYMENT_FIXED`, `PAYMENT_NOT_OPEN`. */
  async execute({ actor, paymentId }: { actor: UserActor; paymentId: string }): Promise<PaymentWithRefunds> {
    await this.byHand.decide(actor, paymentId, async (payment) => {
      payment.cancel(null);
      await this.byHand.save(payment);
      await this.bookkeeping.failed(payment);
      const { outletId, orderId, amount } = payment.view;
      await this.audit.record({
        outletId,
        actor: actorRef(actor),
        action: 'payment.cancelled',
        subjectType: 'payment',
        subjectId: paymentId,
        details: { amount, order_id: orderId },
      });
    });
    return this.queries.get(outletScope(actor), paymentId);
  }
}
