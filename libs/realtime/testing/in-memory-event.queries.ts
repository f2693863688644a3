import type { LoggedEvent } from '#libs/kernel';

import { type Audience, messageFor } from '../core/model/event-visibility.js';
import { EventQueries, type SeqRange } from '../core/realtime.ports.js';

/** A log whose events have their `seq` in ascending order. */
export class InMemoryEventQueries extends EventQueries {
  readonly events: LoggedEvent[] = [];
  readonly reads: SeqRange[] = [];

  async lastSeq(): Promise<number> {
    return this.events.at(-1)?.seq ?? 0;
  }

  async read({ actor }: Audience, range: SeqRange): Promise<LoggedEvent[]> {
    this.reads.push(range);
    const { after, upTo, limit } = range;
    const everyStation: Audience = { actor, stations: [] };
    return this.events
      .filter((event) => event.seq > after && event.seq <= upTo && messageFor(everyStation, event) !== null)
      .slice(0, limit);
  }
}
