import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { CloseExpiredSessions } from '../core/use-cases/close-expired-sessions.js';

const MINUTE = 60_000;

@Injectable()
@HandlesJob({ kind: 'tables.close-expired-sessions', everyMs: MINUTE })
export class CloseExpiredSessionsJob implements JobHandler {
  constructor(private readonly closeExpired: CloseExpiredSessions) {}

  async handle(): Promise<void> {
    await this.closeExpired.execute();
  }
}
