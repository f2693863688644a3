import { Injectable } from '@nestjs/common';

import { PayerForgotten } from '#events/payments';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { ErasePayers } from '../core/use-cases/erase-payers.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly payment_ids: readonly string[];
}

@Injectable()
@HandlesJob({ kind: 'webhooks.erase-payers', on: PayerForgotten, job: jobOf })
export class ErasePayersJob implements JobHandler<Payload> {
  constructor(private readonly erasePayers: ErasePayers) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    await this.erasePayers.execute({ paymentIds: payload.payment_ids });
  }
}

/** A payment's payer is forgotten once: any of them names the act. */
function jobOf({ payload: { payment_ids: ids } }: NewEvent<PayloadOf<typeof PayerForgotten>>) {
  return ids[0] === undefined ? null : { key: ids[0], payload: { payment_ids: ids } };
}
