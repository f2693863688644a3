import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import type { LoggedEvent } from '#libs/kernel';

import { Database } from '../database/database.js';
import { WakeBus } from '../redis/wake-bus.js';
import { Heartbeats } from '../telemetry/heartbeats.js';
import { Logger } from '../telemetry/logger.js';
import { Outage } from '../telemetry/outage.js';
import { NO_OUTLET } from './no-outlet.js';

type Listener = (events: readonly LoggedEvent[]) => void;

/** A row of `numbered_events`. */
export interface EventRow {
  id: string;
  place: number;
  seq: number;
  type: LoggedEvent['type'];
  outlet_id: string | null;
  session_id: string | null;
  customer_id: string | null;
  occurred_at: Date;
  payload: Record<string, unknown>;
}

/** The columns of an {@link EventRow}. */
export const EVENT_COLUMNS = 'id, place, seq, type, outlet_id, session_id, customer_id, occurred_at, payload';
const BATCH = 500;
const POLL_MS = 500;
const CHANNEL = 'comanda:events';

/** What the log holds, and which history of the database it belongs to. */
interface LogState {
  first: number;
  last: number;
  streams_from: number;
  epoch: string;
}

type Streams = Map<string | null, number>;

/**
 * This process's place in the event log. Every process follows the whole log in commit order and tells its listeners (sockets, caches);
 * none is told twice, none misses one. Woken by its own sequencer, by other processes over Redis, and by a poll when neither did.
 *
 * A standby that takes over may lack the last events of the primary before it, and gives their numbers to other ones. PostgreSQL counts such
 * take-overs (the timeline, which `event_epoch()` reads off a WAL file's name): with each of them, and whenever the log is shorter than what was told, the
 * process begins at its end again and says so.
 */
@Injectable()
export class EventTail implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: Listener[] = [];
  private readonly restarts: (() => void)[] = [];
  private poll?: NodeJS.Timeout;
  private last = -1;
  private first = 1;
  private history = '';
  private streams: Streams = new Map();
  private streamsFrom = 0;
  private looksAgain = false;
  private advancing?: Promise<void>;
  private again = false;
  private turned: () => void = () => undefined;
  private readonly outage: Outage;

  constructor(
    private readonly database: Database,
    private readonly bus: WakeBus,
    logger: Logger,
    private readonly heartbeats: Heartbeats,
  ) {
    this.outage = new Outage(logger, 'Following the event log failed; trying again', 'The event log is followed again');
  }

  /** The place of the last event that listeners were told. */
  get position(): number {
    return this.last;
  }

  /** The first place that the log still has, as far as this process knows. */
  get begin(): number {
    return this.first;
  }

  /** The `seq` of the last event of an outlet (of none: null) that listeners were told. */
  seqOf(outletId: string | null): number {
    return this.streams.get(outletId) ?? this.streamsFrom;
  }

  /** Which history of the database listeners are told. */
  get epoch(): string {
    return this.history;
  }

  /** Called in the order of the log with batches of events. Listeners must not throw and must not wait. */
  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Called when events that were told may not have happened: what follows from them is to be forgotten. */
  onRestart(listener: () => void): void {
    this.restarts.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.beginAtTheEnd();
    this.turned = this.heartbeats.watch('events');
    this.bus.subscribe(CHANNEL, () => this.follow());
    this.poll = setInterval(() => {
      this.looksAgain = true;
      this.follow();
    }, POLL_MS);
    this.poll.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.poll);
  }

  /** Tells the other processes that there is something new. */
  announce(): void {
    this.bus.publish(CHANNEL);
  }

  /** Reads on to the end of the log. Calls that come meanwhile share the pass, and one more follows it. */
  async advance(): Promise<void> {
    if (this.last < 0) return;
    if (this.advancing) {
      this.again = true;
      return this.advancing;
    }
    this.advancing = this.readOn();
    try {
      await this.advancing;
    } finally {
      this.advancing = undefined;
      this.turned();
    }
  }

  /** Up to `limit` events after a place, in order. */
  private async read(after: number, limit: number): Promise<LoggedEvent[]> {
    const rows = await this.database.query<EventRow>({
      name: 'events.read',
      text: `SELECT ${EVENT_COLUMNS} FROM numbered_events WHERE place > $1 ORDER BY place LIMIT $2`,
      values: [after, limit],
    });
    return rows.map(toLoggedEvent);
  }

  private follow(): void {
    this.advance().then(
      () => this.outage.over(),
      (error: unknown) => this.outage.met(error),
    );
  }

  private async readOn(): Promise<void> {
    do {
      this.again = false;
      if (this.looksAgain) await this.lookAgain();
      const events = await this.read(this.last, BATCH);
      const newest = events.at(-1);
      if (newest) {
        this.last = newest.place;
        for (const { outletId, seq } of events) this.streams.set(outletId, seq);
        for (const listener of this.listeners) listener(events);
      }
      if (events.length === BATCH) this.again = true;
    } while (this.again);
  }

  /** Whether the log is still the one that was read. */
  private async lookAgain(): Promise<void> {
    const { first, last, epoch } = await this.state();
    this.looksAgain = false;
    this.first = first;
    if (epoch === this.history && last >= this.last) return;
    await this.beginAtTheEnd();
    for (const listener of this.restarts) listener();
  }

  private async state(): Promise<LogState> {
    const [state] = await this.database.query<LogState>({
      name: 'events.state',
      text: 'SELECT first_seq AS first, streams_to AS last, streams_from, event_epoch() AS epoch FROM event_counter',
    });
    return state ?? { first: 1, last: 0, streams_from: 0, epoch: '' };
  }

  /** One statement, so that the outlets' numbers are those at the end of the log. */
  private async beginAtTheEnd(): Promise<void> {
    const rows = await this.database.query<LogState & { outlet_id: string | null; last_seq: number | null }>({
      text: `SELECT counter.first_seq AS first, counter.streams_to AS last, counter.streams_from, event_epoch() AS epoch,
               nullif(stream.outlet_id, '${NO_OUTLET}') AS outlet_id, stream.last_seq
             FROM event_counter counter LEFT JOIN event_streams stream ON true`,
    });
    const [state] = rows;
    if (!state) throw new Error('The event log has no counter');
    [this.first, this.last, this.history, this.streamsFrom] = [
      state.first,
      state.last,
      state.epoch,
      state.streams_from,
    ];
    this.streams = new Map(rows.flatMap(({ outlet_id: id, last_seq: seq }) => (seq === null ? [] : [[id, seq]])));
  }
}

export const toLoggedEvent = (row: EventRow): LoggedEvent => ({
  id: row.id,
  place: row.place,
  seq: row.seq,
  type: row.type,
  outletId: row.outlet_id,
  sessionId: row.session_id,
  customerId: row.customer_id,
  occurredAt: row.occurred_at,
  payload: row.payload,
});
