import { Injectable } from '@nestjs/common';

import { PaymentRepository, RefundRepository } from '../payments.ports.js';
import { ReconciliationSchedule } from '../services/reconciliation-schedule.js';
import { RefundSync } from '../services/refund-sync.js';
import { Reviews } from '../services/reviews.js';

/** A refund's turn at its gateway, and the next one while it is unsettled. */
@Injectable()
export class ReconcileRefund {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly payments: PaymentRepository,
    private readonly sync: RefundSync,
    private readonly reviews: Reviews,
    private readonly schedule: ReconciliationSchedule,
  ) {}

  async execute({ outletId, refundId, check }: { outletId: string; refundId: string; check: number }): Promise<void> {
    if (await this.sync.ask({ outletId, refundId })) return;
    if (await this.schedule.refundLater(outletId, refundId, check)) return;
    const refund = await this.refunds.find(outletId, refundId);
    const payment = refund && (await this.payments.find([outletId], refund.view.paymentId));
    if (payment) await this.reviews.flag(payment, 'refund_unresolved');
  }
}
