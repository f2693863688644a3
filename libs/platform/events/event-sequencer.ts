import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Database } from '../database/database.js';
import { awaitAll } from '../database/pipeline/await-all.js';
import { Logger } from '../telemetry/logger.js';
import { Outage } from '../telemetry/outage.js';
import { EventTail } from './event-tail.js';

/** The first event after a silence is told soon; after that a pass numbers everything that committed during the pause. */
const FIRST_MS = 4;
const PAUSE_MS = 20;
const SWEEP_MS = 500;
const BATCH = 1000;

/**
 * Gives committed events their `seq`, in commit order and without gaps: a number taken inside the writing transaction could become
 * visible after a later one. Any process may do a pass; the counter's row lock keeps passes single-file. Woken by commits of its own
 * process, and by a sweep for what a killed process left behind.
 */
@Injectable()
export class EventSequencer implements OnApplicationBootstrap, OnApplicationShutdown {
  private wanted = false;
  private running = false;
  private sweep?: NodeJS.Timeout;
  private stopped = false;
  private readonly outage: Outage;

  constructor(
    private readonly database: Database,
    private readonly tail: EventTail,
    logger: Logger,
  ) {
    this.outage = new Outage(logger, 'Numbering events failed; trying again', 'Events are numbered again');
  }

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => void this.sweepOnce(), SWEEP_MS);
    this.sweep.unref();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearInterval(this.sweep);
  }

  wake(): void {
    this.wanted = true;
    if (this.running || this.stopped) return;
    this.running = true;
    setTimeout(() => void this.passes(), FIRST_MS);
  }

  private async sweepOnce(): Promise<void> {
    if (this.running || this.stopped) return;
    try {
      if (await this.somethingWaits()) this.wake();
      else this.outage.over();
    } catch (error) {
      this.outage.met(error);
    }
  }

  private async passes(): Promise<void> {
    try {
      while (this.wanted && !this.stopped) {
        this.wanted = false;
        const numbered = await this.pass();
        this.outage.over();
        // Another process may have been quicker to number what this one committed: its listeners need not wait for the poll.
        await this.tail.advance();
        if (numbered > 0) this.tail.announce();
        if (numbered === BATCH) this.wanted = true;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    } catch (error) {
      this.outage.met(error);
    } finally {
      this.running = false;
    }
  }

  private async somethingWaits(): Promise<boolean> {
    const waiting = await this.database.query({
      name: 'events.waiting',
      text: 'SELECT 1 FROM events WHERE seq IS NULL LIMIT 1',
    });
    return waiting.length > 0;
  }

  /** Numbers up to a batch of waiting events; answers how many. */
  private async pass(): Promise<number> {
    return this.database.run(async () => {
      // The lock first, in a statement of its own: the next one's snapshot then sees all that earlier passes numbered.
      const lock = this.database.execute({
        name: 'events.lock',
        text: 'SELECT FROM event_counter WHERE id = 1 FOR UPDATE',
      });
      const numbers = this.database.execute({
        name: 'events.number',
        text: `
          WITH waiting AS (
            SELECT position FROM events WHERE seq IS NULL ORDER BY position LIMIT ${BATCH}
          ), begun AS (
            INSERT INTO event_epochs (epoch, after_seq)
            SELECT history.epoch, last_seq FROM event_counter, (SELECT event_epoch() AS epoch) history
            WHERE EXISTS (SELECT FROM waiting) AND NOT EXISTS (SELECT FROM event_epochs known WHERE known.epoch = history.epoch)
          ), counted AS (
            UPDATE event_counter SET last_seq = last_seq + (SELECT count(*) FROM waiting)
            WHERE id = 1 AND EXISTS (SELECT FROM waiting) RETURNING last_seq
          )
          UPDATE events SET seq = counted.last_seq - numbered.behind
          FROM (SELECT position, row_number() OVER (ORDER BY position DESC) - 1 AS behind FROM waiting) numbered, counted
          WHERE events.position = numbered.position AND events.seq IS NULL`,
      });
      await awaitAll([lock, numbers]);
      return numbers;
    });
  }
}
