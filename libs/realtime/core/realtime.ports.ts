import type { LoggedEvent } from '#libs/kernel';

import type { EventGlimpse, EventMessage } from './model/event-message.js';
import { type Audience, type KnownAudience, messageFor } from './model/event-visibility.js';

/** A stretch of the log: `seq` above `after` up to and with `upTo`, `limit` events at most. */
export interface Stretch {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** The event log as it was written, read by who may hear of it. */
export abstract class EventHistory {
  /** The last `seq` given; every event up to it can be read. */
  abstract lastSeq(): Promise<number>;

  /**
   * Events of a stretch in `seq` order: all that the audience may hear, and perhaps more, since stations and the like are left to
   * `messageFor`. Fewer than `limit` means that the stretch ends here.
   */
  abstract read(audience: Audience, stretch: Stretch): Promise<LoggedEvent[]>;
}

export interface HistoryPage<Message> {
  readonly messages: Message[];
  /** Up to this `seq` the audience has missed nothing. */
  readonly readTo: number;
}

/** What an audience may hear of a stretch. */
export async function readPage(
  history: EventHistory,
  audience: KnownAudience,
  stretch: Stretch,
): Promise<HistoryPage<EventMessage>>;
export async function readPage(
  history: EventHistory,
  audience: Audience,
  stretch: Stretch,
): Promise<HistoryPage<EventMessage | EventGlimpse>>;
export async function readPage(
  history: EventHistory,
  audience: Audience,
  stretch: Stretch,
): Promise<HistoryPage<EventMessage | EventGlimpse>> {
  const events = await history.read(audience, stretch);
  const last = events.at(-1);
  return {
    messages: events.map((event) => messageFor(audience, event)).filter((message) => message !== null),
    readTo: last && events.length >= stretch.limit ? last.seq : stretch.upTo,
  };
}
