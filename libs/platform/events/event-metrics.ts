import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Database } from '../database/database.js';
import { Metrics } from '../telemetry/metrics.js';
import { Remembered } from '../telemetry/remembered.js';
import { EventTail } from './event-tail.js';

const REMEMBERED_MS = 2_000;
const PATIENCE_MS = 1_500;
const MOST_COUNTED = 10_000;

interface Log extends Record<string, unknown> {
  readonly unnumbered: number;
  readonly last_seq: number;
}

/** How far the event log is behind what was committed, and this process behind the log. */
@Injectable()
export class EventMetrics implements OnModuleInit {
  private readonly log = new Remembered(() => this.measure(), REMEMBERED_MS, PATIENCE_MS);

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly tail: EventTail,
  ) {}

  onModuleInit(): void {
    this.metrics.sampled(
      {
        name: 'comanda_events_unnumbered',
        help: `Events that are committed and have no seq yet, counted up to ${MOST_COUNTED}; every process tells the same`,
      },
      async () => ofLog(await this.log.get(), ({ unnumbered }) => unnumbered),
    );
    this.metrics.sampled(
      {
        name: 'comanda_events_last_seq',
        help: 'The place of the last event in the log, over all outlets: its rate is events a second; every process tells the same',
      },
      async () => ofLog(await this.log.get(), ({ last_seq }) => last_seq),
    );
    this.metrics.sampled(
      {
        name: 'comanda_events_tail_behind',
        help: 'Events that this process has still to tell its sockets and caches',
      },
      async () => ofLog(await this.log.get(), ({ last_seq }) => Math.max(last_seq - this.tail.position, 0)),
    );
  }

  private async measure(): Promise<Log> {
    const [row] = await this.database.query<Log>({
      name: 'metrics.events',
      text: `SELECT (SELECT count(*)::int FROM (SELECT FROM events WHERE seq IS NULL LIMIT ${MOST_COUNTED}) waiting) AS unnumbered,
               streams_to AS last_seq FROM event_counter`,
    });
    if (!row) throw new Error('The event log has no counter');
    return row;
  }
}

const ofLog = (log: Log | undefined, value: (log: Log) => number) => (log ? [{ value: value(log) }] : []);
