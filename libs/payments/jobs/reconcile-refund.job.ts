import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { RECONCILE_REFUND } from '../core/services/reconciliation-schedule.js';
import { ReconcileRefund } from '../core/use-cases/reconcile-refund.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly refund_id: string;
  readonly check: number;
}

@Injectable()
@HandlesJob({ kind: RECONCILE_REFUND })
export class ReconcileRefundJob implements JobHandler<Payload> {
  constructor(private readonly reconcileRefund: ReconcileRefund) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    const { outlet_id: outletId, refund_id: refundId, check } = payload;
    await this.reconcileRefund.execute({ outletId, refundId, check });
  }
}
