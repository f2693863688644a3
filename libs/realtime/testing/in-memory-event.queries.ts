import type { LoggedEvent } from '#libs/kernel';

import { type Audience, messageFor } from '../core/model/event-visibility.js';
import { EventQueries, type LogSpan, type SeqRange } from '../core/realtime.ports.js';

/** A log whose events have their `seq` in ascending order. */
export class InMemoryEventQueries extends EventQueries {
  readonly events: LoggedEvent[] = [];
  readonly reads: SeqRange[] = [];
  firstSeq = 1;
  epoch = '00000001';
  /** What each earlier history left. */
  readonly earlier = new Map<string, number>();

  async span(): Promise<LogSpan> {
    return { firstSeq: this.firstSeq, lastSeq: this.events.at(-1)?.seq ?? 0, epoch: this.epoch };
  }

  async holdsUpTo(epoch: string): Promise<number> {
    return this.earlier.get(epoch) ?? -1;
  }

  async count(audience: Audience, range: SeqRange): Promise<number> {
    return this.inRange(audience, range).length;
  }

  async read(audience: Audience, range: SeqRange): Promise<LoggedEvent[]> {
    this.reads.push(range);
    return this.inRange(audience, range);
  }

  private inRange({ actor }: Audience, { after, upTo, limit }: SeqRange): LoggedEvent[] {
    const everyStation: Audience = { actor, stations: [] };
    return this.events
      .filter((event) => event.seq > after && event.seq <= upTo && messageFor(everyStation, event, this.epoch) !== null)
      .slice(0, limit);
  }
}
