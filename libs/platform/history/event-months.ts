import { Injectable } from '@nestjs/common';

import { Database } from '../database/database.js';
import { WITHOUT_PERSONAL_TEXT } from '../events/personal-text.js';

const MONTHS_AHEAD = 3;
const PAGE = 1000;

/** A part of the event log: what happened from one instant to another. */
export interface EventMonth extends Record<string, unknown> {
  /** The table, such as `events_2026_08`; `events_before` holds what was written before there were months. */
  readonly name: string;
  readonly ends_at: Date;
}

/** An event as it is archived: without who a customer is, and without what they wrote. */
export interface ArchivedEvent extends Record<string, unknown> {
  readonly position: number;
}

/** The event log's partitions (migrations/…-platform-event-months.ts). */
@Injectable()
export class EventMonths {
  constructor(private readonly database: Database) {}

  /** Makes the months to come, and answers how many were missing. */
  async make(): Promise<number> {
    return this.database.run(async () => {
      await this.giveWay();
      const [row] = await this.database.query<{ made: number }>({
        text: 'SELECT make_event_months($1) AS made',
        values: [MONTHS_AHEAD],
      });
      return row?.made ?? 0;
    });
  }

  /** The oldest month that ended before an instant; undefined when there is none. */
  async oldestBefore(instant: Date): Promise<EventMonth | undefined> {
    const [month] = await this.database.query<EventMonth>({
      text: 'SELECT name, ends_at FROM event_months WHERE ends_at < $1 ORDER BY ends_at LIMIT 1',
      values: [instant],
    });
    return month;
  }

  /** The last `seq` of a month, 0 when it is empty, and how many of its events have none yet. */
  async state({ name }: EventMonth): Promise<{ lastSeq: number; unnumbered: number }> {
    const [row] = await this.database.query<{ last_seq: number; unnumbered: number }>({
      text: `SELECT (SELECT coalesce(max(seq), 0) FROM ${name}) AS last_seq,
               (SELECT count(*)::int FROM ${name} WHERE seq IS NULL) AS unnumbered`,
    });
    return { lastSeq: row?.last_seq ?? 0, unnumbered: row?.unnumbered ?? 0 };
  }

  /** All events of a month, a page at a time. */
  async *eventsOf({ name }: EventMonth): AsyncGenerator<unknown> {
    for (let after = 0; ;) {
      const page = await this.database.query<ArchivedEvent>({
        text: `SELECT position, id, seq AS place, coalesce(outlet_seq, seq) AS seq, type, outlet_id, session_id, occurred_at, request_id,
                 CASE WHEN customer_id IS NULL THEN payload ELSE ${WITHOUT_PERSONAL_TEXT} END AS payload
               FROM ${name} WHERE position > $1 ORDER BY position LIMIT ${PAGE}`,
        values: [after],
      });
      for (const { position, ...event } of page) {
        after = position;
        yield event;
      }
      if (page.length < PAGE) return;
    }
  }

  /** Takes a month out of the log, whole, and answers the first `seq` that the log still has. */
  async drop({ name }: EventMonth): Promise<number> {
    return this.database.run(async () => {
      await this.giveWay();
      const [row] = await this.database.query<{ first_seq: number }>({
        text: 'SELECT drop_event_month($1) AS first_seq',
        values: [name],
      });
      return row?.first_seq ?? 1;
    });
  }

  /** Whoever reads or writes the log waits behind what waits for its lock: not for long, and the job comes again. */
  private async giveWay(): Promise<void> {
    await this.database.execute({ text: `SET LOCAL lock_timeout = '500ms'` });
  }
}
