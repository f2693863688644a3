import { Injectable } from '@nestjs/common';

import { SalesRollups } from '../reporting.ports.js';
import { RollUpSales } from '../use-cases/roll-up-sales.js';

/** Some seconds' work at most: a report of a process that was away for long says how far it is, and the next goes on. */
const MOST_BATCHES = 25;

/** Brings the rollups up to date before a report reads them. */
@Injectable()
export class RollupCatchUp {
  constructor(
    private readonly rollups: SalesRollups,
    private readonly rollUp: RollUpSales,
  ) {}

  /** What was committed before this call is in the figures after it, but for those of a copy: the worker brings them up to date. */
  async run(): Promise<void> {
    if (this.rollups.isReadElsewhere) return;
    await this.rollups.untilNumbered();
    await this.rollUp.execute(MOST_BATCHES);
  }
}
