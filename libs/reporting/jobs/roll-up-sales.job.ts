import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { RollUpSales } from '../core/use-cases/roll-up-sales.js';

const OFTEN_MS = 30_000;
const MOST_BATCHES = 500;

/** Twice a minute; a report that does not read a copy of the database catches up by itself with what came since. */
@Injectable()
@HandlesJob({ kind: 'reporting.roll-up-sales', everyMs: OFTEN_MS })
export class RollUpSalesJob implements JobHandler {
  constructor(private readonly rollUp: RollUpSales) {}

  async handle(): Promise<void> {
    await this.rollUp.execute(MOST_BATCHES);
  }
}
