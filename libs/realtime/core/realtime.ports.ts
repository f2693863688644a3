import type { LoggedEvent } from '#libs/kernel';

import type { Audience } from './model/event-visibility.js';

/** A range of the log: places above `after` up to and with `upTo`, `limit` events at most. */
export interface LogRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** What the log holds: every event from the place `first` to `last`. Older ones are archived (EVENT_RETENTION). */
export interface LogSpan {
  /** The first that the log still has; 1 when none was dropped yet. */
  readonly first: number;
  /** The last that was given; 0 before the first event. */
  readonly last: number;
  /** Which history of the database this is. */
  readonly epoch: string;
}

/** How many of its events a client has seen of an outlet; without an outlet, a `seq` from before outlets were counted apart. */
export interface SeenOf {
  readonly outletId: string | undefined;
  readonly seq: number;
}

/** The event log as it was written, read by who may see it. */
export abstract class EventQueries {
  /** With the last `seq` of an outlet's events, 0 before the first one; null without an outlet. */
  abstract span(outletId?: string): Promise<LogSpan & { readonly lastSeq: number | null }>;

  /** Up to which place what an earlier history told has happened in the present one, too; -1 when nothing is known of it. */
  abstract holdsUpTo(epoch: string): Promise<number>;

  /** The outlet that every event is of; undefined when there are several outlets or no event. */
  abstract onlyOutlet(): Promise<string | undefined>;

  /** For each, the place from which a client goes on that has seen so much; undefined when the log cannot tell all that came after it. */
  abstract placesOf(seen: readonly SeenOf[]): Promise<(number | undefined)[]>;

  /**
   * Events of a range in order: all that the audience may see, and perhaps more, since stations and the like are left to `messageFor`.
   * Fewer than `limit` means that the range ends here.
   */
  abstract read(audience: Audience, range: LogRange): Promise<LoggedEvent[]>;

  /** How many events `read` would give, counted up to the range's `limit`. */
  abstract count(audience: Audience, range: LogRange): Promise<number>;
}
