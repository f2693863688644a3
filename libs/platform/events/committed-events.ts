import { Injectable } from '@nestjs/common';

import type { NewEvent } from '#libs/kernel';

import { Logger } from '../telemetry/logger.js';

type Hearer = (event: NewEvent) => void;

/**
 * Tells, in the process that committed them and in the context of the request or job that did, which events have just been committed. For
 * what is counted once over all processes: lines of the log and counters. What must happen is a job; what every process must hear
 * is heard by the event log's listeners.
 */
@Injectable()
export class CommittedEvents {
  private readonly hearers: Hearer[] = [];

  constructor(private readonly logger: Logger) {}

  subscribe(hearer: Hearer): void {
    this.hearers.push(hearer);
  }

  /** Never throws: what was committed stays so, whatever is said of it. */
  tell(events: readonly NewEvent[]): void {
    try {
      for (const event of events) for (const hear of this.hearers) hear(event);
    } catch (error) {
      this.logger.error('What was committed could not be told', { error });
    }
  }
}
