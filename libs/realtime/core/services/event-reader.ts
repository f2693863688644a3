import { Injectable } from '@nestjs/common';

import { EventHistory, readPage } from '../realtime.ports.js';
import type { EventMessage } from '../model/event-message.js';
import type { KnownAudience } from '../model/event-visibility.js';

export interface ReadEventsInput {
  readonly audience: KnownAudience;
  readonly after: number;
  readonly limit: number;
}

export interface EventsRead {
  readonly messages: EventMessage[];
  /** Where to read on, or null when this was the end of the log. */
  readonly nextAfter: number | null;
  readonly lastSeq: number;
}

const GULP = 500;
/** A station that no product has would otherwise have the whole log read for one request. */
const MOST_GULPS = 20;

/** What happened after a `seq`, as far as an audience may hear of it. */
@Injectable()
export class ReadEvents {
  constructor(private readonly history: EventHistory) {}

  async execute({ audience, after, limit }: ReadEventsInput): Promise<EventsRead> {
    const lastSeq = await this.history.lastSeq();
    const messages: EventMessage[] = [];
    let readTo = after;
    for (let gulp = 0; gulp < MOST_GULPS && readTo < lastSeq && messages.length < limit; gulp++) {
      const stretch = { after: readTo, upTo: lastSeq, limit: gulp === 0 ? limit : GULP };
      const page = await readPage(this.history, audience, stretch);
      const taken = page.messages.slice(0, limit - messages.length);
      messages.push(...taken);
      readTo = taken.length < page.messages.length ? (taken.at(-1)?.seq ?? readTo) : page.readTo;
    }
    return { messages, nextAfter: readTo < lastSeq ? readTo : null, lastSeq };
  }
}
