import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { SETTLE_REFUND } from '../core/follow-ups.js';
import { CheckRefund } from '../core/use-cases/check-refund.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly refund_id: string;
  readonly check: number;
}

@Injectable()
@HandlesJob({ kind: SETTLE_REFUND })
export class SettleRefundJob implements JobHandler<Payload> {
  constructor(private readonly checkRefund: CheckRefund) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    const { outlet_id: outletId, refund_id: refundId, check } = payload;
    await this.checkRefund.execute({ outletId, refundId, check });
  }
}
