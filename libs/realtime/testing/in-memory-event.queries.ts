import type { LoggedEvent } from '#libs/kernel';

import { type Audience, messageFor } from '../core/model/event-visibility.js';
import { EventQueries, type LogRange, type LogSpan, type SeenOf } from '../core/realtime.ports.js';

/** A log whose events stand in the order of their places. */
export class InMemoryEventQueries extends EventQueries {
  readonly events: LoggedEvent[] = [];
  readonly reads: LogRange[] = [];
  first = 1;
  epoch = '00000001';
  /** What each earlier history left. */
  readonly earlier = new Map<string, number>();

  async span(outletId?: string): Promise<LogSpan & { lastSeq: number | null }> {
    const lastSeq = outletId === undefined ? null : this.lastSeqOf(outletId);
    return { first: this.first, last: this.events.at(-1)?.place ?? 0, epoch: this.epoch, lastSeq };
  }

  async holdsUpTo(epoch: string): Promise<number> {
    return this.earlier.get(epoch) ?? -1;
  }

  async onlyOutlet(): Promise<string | undefined> {
    const outlets = new Set(this.events.map((event) => event.outletId));
    return outlets.size === 1 ? ([...outlets][0] ?? undefined) : undefined;
  }

  async placesOf(seen: readonly SeenOf[]): Promise<(number | undefined)[]> {
    return seen.map((each) => this.placeOf(each));
  }

  private placeOf({ outletId, seq }: SeenOf): number | undefined {
    const next = this.of(outletId).find((event) => event.seq >= seq && event.place >= this.first);
    if (next?.seq === seq) return next.place;
    if (next?.seq === seq + 1) return next.place - 1;
    return outletId !== undefined && !next && seq === this.lastSeqOf(outletId) ? this.first - 1 : undefined;
  }

  async count(audience: Audience, range: LogRange): Promise<number> {
    return this.inRange(audience, range).length;
  }

  async read(audience: Audience, range: LogRange): Promise<LoggedEvent[]> {
    this.reads.push(range);
    return this.inRange(audience, range);
  }

  private lastSeqOf(outletId: string): number {
    return this.of(outletId).at(-1)?.seq ?? 0;
  }

  private of(outletId: string | undefined): LoggedEvent[] {
    return this.events.filter((event) => event.outletId === outletId);
  }

  private inRange(audience: Audience, { after, upTo, limit }: LogRange): LoggedEvent[] {
    const everyStation: Audience = { ...audience, stations: [] };
    return this.events
      .filter(
        (event) => event.place > after && event.place <= upTo && messageFor(everyStation, event, this.epoch) !== null,
      )
      .slice(0, limit);
  }
}
