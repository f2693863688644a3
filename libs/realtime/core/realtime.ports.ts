import type { LoggedEvent } from '#libs/kernel';

import type { Audience } from './model/event-visibility.js';

/** A range of the log: `seq` above `after` up to and with `upTo`, `limit` events at most. */
export interface SeqRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** The event log as it was written, read by who may see it. */
export abstract class EventQueries {
  /** The last `seq` given; every event up to it can be read. */
  abstract lastSeq(): Promise<number>;

  /**
   * Events of a range in `seq` order: all that the audience may see, and perhaps more, since stations and the like are left to `messageFor`.
   * Fewer than `limit` means that the range ends here.
   */
  abstract read(audience: Audience, range: SeqRange): Promise<LoggedEvent[]>;
}
