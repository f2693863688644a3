import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { ASK_GATEWAY } from '../core/follow-ups.js';
import { CheckPayment } from '../core/use-cases/check-payment.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly outlet_id: string;
  readonly payment_id: string;
  readonly check: number;
}

@Injectable()
@HandlesJob({ kind: ASK_GATEWAY })
export class AskGatewayJob implements JobHandler<Payload> {
  constructor(private readonly checkPayment: CheckPayment) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    const { outlet_id: outletId, payment_id: paymentId, check } = payload;
    await this.checkPayment.execute({ outletId, paymentId, check });
  }
}
