import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Database } from '../database/database.js';
import { awaitAll } from '../database/pipeline/await-all.js';
import { Logger } from '../telemetry/logger.js';
import { Outage } from '../telemetry/outage.js';
import { EventTail } from './event-tail.js';
import { NO_OUTLET } from './no-outlet.js';

/** The first event after a silence is told soon; after that a pass numbers everything that committed during the pause. */
const FIRST_MS = 4;
const PAUSE_MS = 20;
const SWEEP_MS = 500;
const BATCH = 1000;

/**
 * Gives committed events their place in the log and their `seq` among those of their outlet, both in commit order and without gaps: a number
 * taken inside the writing transaction could become visible after a later one. Any process may do a pass; the counter's row lock keeps passes single-file. Woken by commits of its own
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
      text: `SELECT FROM events WHERE seq IS NULL
             UNION ALL SELECT FROM event_counter WHERE last_seq > streams_to LIMIT 1`,
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
      const numbers = this.database.execute({ name: 'events.number', text: NUMBER });
      await awaitAll([lock, numbers]);
      return numbers;
    });
  }
}

/**
 * `place` is the event's number over the whole installation (the column `seq`), `outlet_seq` that among its outlet's. A process of the version
 * before gives the place alone: such events come first, so that each outlet's numbers grow in the order of places.
 */
const NUMBER = `
  WITH counter AS (
    SELECT last_seq, streams_from, streams_to FROM event_counter WHERE id = 1
  ), waiting AS (
    SELECT position, outlet, place FROM (
      (SELECT position, coalesce(outlet_id, '${NO_OUTLET}') AS outlet, seq AS place FROM events
       WHERE seq > (SELECT streams_to FROM counter) AND outlet_seq IS NULL ORDER BY seq LIMIT ${BATCH})
      UNION ALL
      (SELECT position, coalesce(outlet_id, '${NO_OUTLET}'), NULL FROM events WHERE seq IS NULL ORDER BY position LIMIT ${BATCH})
    ) either ORDER BY place, position LIMIT ${BATCH}
  ), numbered AS (
    SELECT position, outlet,
      coalesce(place, counter.last_seq + row_number() OVER (PARTITION BY place IS NULL ORDER BY position)) AS place,
      coalesce(stream.last_seq, counter.streams_from) + row_number() OVER (PARTITION BY outlet ORDER BY place, position) AS outlet_seq
    FROM waiting CROSS JOIN counter LEFT JOIN event_streams stream ON stream.outlet_id = outlet
  ), begun AS (
    INSERT INTO event_epochs (epoch, after_seq)
    SELECT history.epoch, last_seq FROM counter, (SELECT event_epoch() AS epoch) history
    WHERE EXISTS (SELECT FROM waiting) AND NOT EXISTS (SELECT FROM event_epochs known WHERE known.epoch = history.epoch)
  ), streamed AS (
    INSERT INTO event_streams (outlet_id, last_seq) SELECT outlet, max(outlet_seq) FROM numbered GROUP BY outlet
    ON CONFLICT (outlet_id) DO UPDATE SET last_seq = excluded.last_seq
  ), counted AS (
    UPDATE event_counter SET last_seq = greatest(last_seq, newest), streams_to = newest
    FROM (SELECT max(place) AS newest FROM numbered) last WHERE id = 1 AND newest IS NOT NULL
  )
  UPDATE events SET seq = numbered.place, outlet_seq = numbered.outlet_seq
  FROM numbered WHERE events.position = numbered.position AND events.outlet_seq IS NULL`;
