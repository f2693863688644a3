import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declaredEvents, type LoggedEvent } from '#libs/kernel';

import { Database } from '../database/database.js';
import { EVENT_COLUMNS, type EventRow, toLoggedEvent } from '../events/event-tail.js';
import { EventLogFollowers } from '../history/event-log-followers.js';

export interface RelayState {
  /** Numbered events that the broker has not confirmed. */
  readonly waiting: number;
  /** Why the broker is away, if it is. */
  readonly fault: string | null;
}

/** How far the log is relayed. How events are ordered, and what a place in the log is, is known here and nowhere else in the relay. */
@Injectable()
export class RelayCursor implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly followers: EventLogFollowers,
  ) {}

  onModuleInit(): void {
    this.followers.add('relay', () => this.oldest());
  }

  /** Makes the cursor of a relay that is new: it begins with the first event that the log still has. */
  async open(name: string): Promise<void> {
    await this.database.execute({
      text: 'INSERT INTO event_relays (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
      values: [name],
    });
  }

  /**
   * Whether the relay is this transaction's until it ends. The lock is the transaction's and not the session's: it needs no connection of its own,
   * PgBouncer cannot leave it behind, and with the connection of a process that was killed it is gone at once.
   */
  async take(name: string): Promise<boolean> {
    const [lock] = await this.database.query<{ is_mine: boolean }>({
      name: 'relay.take',
      text: "SELECT pg_try_advisory_xact_lock(hashtextextended('comanda:relay:' || $1, 0)) AS is_mine",
      values: [name],
    });
    return lock?.is_mine === true;
  }

  /**
   * The events that come next, in order, up to `limit`: those that somebody outside may hear, and none that stays among our own processes
   * (such as who asked to be forgotten). `end` is where they end.
   */
  async next(name: string, limit: number): Promise<{ readonly events: readonly LoggedEvent[]; readonly end: number }> {
    const rows = await this.database.query<EventRow>({
      name: 'relay.next',
      text: `SELECT ${EVENT_COLUMNS} FROM numbered_events
             WHERE place > (SELECT last_seq FROM event_relays WHERE name = $1) ORDER BY place LIMIT $2`,
      values: [name, limit],
    });
    return { events: rows.filter(({ type }) => isOutside(type)).map(toLoggedEvent), end: rows.at(-1)?.place ?? 0 };
  }

  /** The place before an event: all that come earlier are done. */
  before(event: LoggedEvent): number {
    return event.place - 1;
  }

  /** What every relay is done with. One that was not heard of for a month is no more. */
  private async oldest(): Promise<number | null> {
    const [row] = await this.database.query<{ oldest: number | null }>({
      text: "SELECT min(last_seq) AS oldest FROM event_relays WHERE updated_at > now() - interval '30 days'",
    });
    return row?.oldest ?? null;
  }

  /** Everything up to `place` is confirmed, and the broker is there. */
  async save(name: string, place: number): Promise<void> {
    await this.database.execute({
      name: 'relay.save',
      text: `UPDATE event_relays SET last_seq = GREATEST(last_seq, $2), fault = NULL, updated_at = now() WHERE name = $1`,
      values: [name, place],
    });
  }

  /** Tells every process, by way of the row, why the broker is away; null when it is back. */
  async saveFault(name: string, fault: string | null): Promise<void> {
    await this.database.execute({
      text: 'UPDATE event_relays SET fault = $2, updated_at = now() WHERE name = $1',
      values: [name, fault],
    });
  }

  async state(name: string): Promise<RelayState> {
    const [state] = await this.database.query<{ waiting: number; fault: string | null }>({
      name: 'relay.state',
      text: `SELECT GREATEST(counter.last_seq - relay.last_seq, 0) AS waiting, relay.fault
             FROM event_counter counter, event_relays relay WHERE relay.name = $1`,
      values: [name],
    });
    return state ?? { waiting: 0, fault: 'no process relays yet' };
  }
}

function isOutside(type: string): boolean {
  inside ??= new Set(
    declaredEvents()
      .filter(({ definition }) => definition.audience === 'processes')
      .map(({ name }) => name),
  );
  return !inside.has(type);
}

/** Modules have declared theirs before the first event is read. */
let inside: ReadonlySet<string> | undefined;
