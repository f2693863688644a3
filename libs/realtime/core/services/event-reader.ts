import { Injectable } from '@nestjs/common';

import { conflict } from '#libs/kernel';

import type { ClientMessage, EventMessage } from '../model/event-message.js';
import { type Audience, type KnownAudience, messageFor } from '../model/event-visibility.js';
import { EventQueries, type SeqRange } from '../realtime.ports.js';

export interface EventPageRequest {
  readonly audience: KnownAudience;
  readonly after: number;
  readonly limit: number;
}

export interface EventPage {
  readonly messages: EventMessage[];
  /** Where to read on, or null when this was the end of the log. */
  readonly nextAfter: number | null;
  readonly lastSeq: number;
}

export interface RangeRead<Message> {
  readonly messages: Message[];
  /** Up to this `seq` the audience has missed nothing. */
  readonly readTo: number;
}

const BATCH = 500;
/** A station that no product has would otherwise have the whole log read for one request. */
const MOST_BATCHES = 20;

/** Reads the event log in the words that an audience may see. */
@Injectable()
export class EventReader {
  constructor(private readonly events: EventQueries) {}

  /** What happened after a `seq`, as far as an audience may see it. Throws `RESYNC_REQUIRED` (409) for a `seq` that the log has not reached. */
  async page({ audience, after, limit }: EventPageRequest): Promise<EventPage> {
    const lastSeq = await this.events.lastSeq();
    if (after > lastSeq) {
      throw conflict(
        'RESYNC_REQUIRED',
        'The log has no such event: fetch what you show anew, then read on from last_seq.',
        { last_seq: lastSeq },
      );
    }
    const messages: EventMessage[] = [];
    let readTo = after;
    for (let batch = 0; batch < MOST_BATCHES && readTo < lastSeq && messages.length < limit; batch++) {
      const range = { after: readTo, upTo: lastSeq, limit: batch === 0 ? limit : BATCH };
      const read = await this.range(audience, range);
      const taken = read.messages.slice(0, limit - messages.length);
      messages.push(...taken);
      readTo = taken.length < read.messages.length ? (taken.at(-1)?.seq ?? readTo) : read.readTo;
    }
    return { messages, nextAfter: readTo < lastSeq ? readTo : null, lastSeq };
  }

  /** What an audience may see of one range. */
  async range(audience: KnownAudience, range: SeqRange): Promise<RangeRead<EventMessage>>;
  async range(audience: Audience, range: SeqRange): Promise<RangeRead<ClientMessage>>;
  async range(audience: Audience, range: SeqRange): Promise<RangeRead<ClientMessage>> {
    const events = await this.events.read(audience, range);
    const last = events.at(-1);
    return {
      messages: events.map((event) => messageFor(audience, event)).filter((message) => message !== null),
      readTo: last && events.length >= range.limit ? last.seq : range.upTo,
    };
  }
}
