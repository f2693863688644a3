import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { EndPaidSessions } from '../core/use-cases/end-paid-sessions.js';
import { WatchTableStates } from '../core/use-cases/watch-table-states.js';

const HALF_A_MINUTE = 30_000;

/** Looks after the tables twice a minute: what FollowTables was not there to hear, and sittings that have paid. */
@Injectable()
@HandlesJob({ kind: 'tables.watch', everyMs: HALF_A_MINUTE })
export class WatchTablesJob implements JobHandler {
  constructor(
    private readonly watch: WatchTableStates,
    private readonly endPaid: EndPaidSessions,
  ) {}

  async handle(): Promise<void> {
    await this.watch.execute();
    await this.endPaid.execute();
  }
}
