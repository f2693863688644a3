import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { RECONCILE_PAYMENT } from '../core/services/reconciliation-schedule.js';
import { ReconcilePayment } from '../core/use-cases/reconcile-payment.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly payment_id: string;
  readonly check: number;
}

@Injectable()
@HandlesJob({ kind: RECONCILE_PAYMENT })
export class ReconcilePaymentJob implements JobHandler<Payload> {
  constructor(private readonly reconcilePayment: ReconcilePayment) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    const { outlet_id: outletId, payment_id: paymentId, check } = payload;
    await this.reconcilePayment.execute({ outletId, paymentId, check });
  }
}
