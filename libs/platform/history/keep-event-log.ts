import { Inject, Injectable } from '@nestjs/common';

import { ENV } from '../env/env.module.js';
import type { Env } from '../env/env.js';
import { HandlesJob, type JobHandler } from '../jobs/job-handler.js';
import { Logger } from '../telemetry/logger.js';
import { Archive } from './archive.js';
import { EventLogFollowers } from './event-log-followers.js';
import { EventMonths } from './event-months.js';

const HOUR = 3_600_000;

/** Hourly: makes the months that the event log needs next, and archives and drops the oldest that is over its retention. */
@Injectable()
@HandlesJob({ kind: 'platform.keep-event-log', everyMs: HOUR })
export class KeepEventLog implements JobHandler {
  constructor(
    private readonly months: EventMonths,
    private readonly followers: EventLogFollowers,
    private readonly archive: Archive,
    private readonly logger: Logger,
    @Inject(ENV) private readonly env: Pick<Env, 'EVENT_RETENTION'>,
  ) {}

  async handle(): Promise<void> {
    const made = await this.months.make();
    if (made > 0) this.logger.info('Months of the event log made', { months: made });
    const month = await this.months.oldestBefore(new Date(Date.now() - this.env.EVENT_RETENTION));
    if (!month) return;
    const { lastSeq, unnumbered } = await this.months.state(month);
    const behind = await this.followers.behind(lastSeq);
    if (unnumbered > 0 || behind.length > 0) {
      this.logger.warn('A month of the event log is over its retention and still waited for', {
        month: month.name,
        unnumbered,
        behind,
      });
      return;
    }
    const { file, lines } = await this.archive.write(nameOf(month.name), this.months.eventsOf(month));
    const firstSeq = await this.months.drop(month);
    this.logger.info('A month of the event log is archived and dropped', {
      month: month.name,
      events: lines,
      file,
      first_seq: firstSeq,
    });
  }
}

/** `events_2026_08` is archived as `events-2026-08`. */
const nameOf = (table: string): string => table.replaceAll('_', '-');
