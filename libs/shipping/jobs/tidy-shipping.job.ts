import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { TidyShipping } from '../core/use-cases/tidy-shipping.js';

const HOUR = 3_600_000;

@Injectable()
@HandlesJob({ kind: 'shipping.tidy', everyMs: HOUR })
export class TidyShippingJob implements JobHandler {
  constructor(private readonly tidy: TidyShipping) {}

  async handle(): Promise<void> {
    await this.tidy.execute();
  }
}
