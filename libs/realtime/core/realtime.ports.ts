import type { LoggedEvent } from '#libs/kernel';

import type { Audience } from './model/event-visibility.js';

/** A range of the log: `seq` above `after` up to and with `upTo`, `limit` events at most. */
export interface SeqRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** What the log holds: every event from `firstSeq` to `lastSeq`. Older ones are archived (EVENT_RETENTION). */
export interface LogSpan {
  /** The first that the log still has; 1 when none was dropped yet. */
  readonly firstSeq: number;
  /** The last that was given; 0 before the first event. */
  readonly lastSeq: number;
  /** Which history of the database this is. */
  readonly epoch: string;
}

/** The event log as it was written, read by who may see it. */
export abstract class EventQueries {
  abstract span(): Promise<LogSpan>;

  /** Up to which `seq` what an earlier history told has happened in the present one, too; -1 when nothing is known of it. */
  abstract holdsUpTo(epoch: string): Promise<number>;

  /**
   * Events of a range in `seq` order: all that the audience may see, and perhaps more, since stations and the like are left to `messageFor`.
   * Fewer than `limit` means that the range ends here.
   */
  abstract read(audience: Audience, range: SeqRange): Promise<LoggedEvent[]>;

  /** How many events `read` would give, counted up to the range's `limit`. */
  abstract count(audience: Audience, range: SeqRange): Promise<number>;
}
