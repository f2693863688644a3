import { Injectable } from '@nestjs/common';

import { conflict } from '#libs/kernel';

import type { ClientMessage, EventMessage } from '../model/event-message.js';
import { type Audience, type KnownAudience, messageFor } from '../model/event-visibility.js';
import type { LogPlace } from '../model/log-place.js';
import { EventQueries, type LogSpan, type SeqRange } from '../realtime.ports.js';

export interface EventPageRequest {
  readonly audience: KnownAudience;
  /** Undefined to begin with the first event that the log still has. */
  readonly after: LogPlace | undefined;
  readonly limit: number;
}

export interface EventPage {
  readonly messages: EventMessage[];
  /** Where to read on, or null when this was the end of the log. */
  readonly nextAfter: number | null;
  readonly lastSeq: number;
  readonly epoch: string;
}

export interface RangeRead<Message> {
  readonly messages: Message[];
  /** Up to this `seq` the audience has missed nothing. */
  readonly readTo: number;
}

const BATCH = 500;
/** A station that no product has would otherwise have the whole log read for one request. */
const MOST_BATCHES = 20;
/** Events that a socket is sent at once of what its client missed. */
const MOST_REPLAYED = 5_000;

/** Reads the event log in the words that an audience may see. */
@Injectable()
export class EventReader {
  constructor(private readonly events: EventQueries) {}

  /** What happened after a place, as far as an audience may see it. Throws `RESYNC_REQUIRED` (409) for one that the log does not go on from. */
  async page({ audience, after, limit }: EventPageRequest): Promise<EventPage> {
    const span = await this.events.span();
    const { firstSeq, lastSeq, epoch } = span;
    if (after && !(await this.goesOnFrom(after, span))) {
      throw conflict(
        'RESYNC_REQUIRED',
        'The log has no such event: fetch what you show anew, then read on from last_seq.',
        { first_seq: firstSeq, last_seq: lastSeq },
      );
    }
    const messages: EventMessage[] = [];
    let readTo = after?.seq ?? firstSeq - 1;
    for (let batch = 0; batch < MOST_BATCHES && readTo < lastSeq && messages.length < limit; batch++) {
      const range = { after: readTo, upTo: lastSeq, limit: batch === 0 ? limit : BATCH };
      const read = await this.range(audience, range, epoch);
      const taken = read.messages.slice(0, limit - messages.length);
      messages.push(...taken);
      readTo = taken.length < read.messages.length ? (taken.at(-1)?.seq ?? readTo) : read.readTo;
    }
    return { messages, nextAfter: readTo < lastSeq ? readTo : null, lastSeq, epoch };
  }

  /** Whether nothing that came after a place is missing in the log, and nothing before it is another event now. */
  async goesOnFrom({ seq, epoch }: LogPlace, span: LogSpan): Promise<boolean> {
    if (seq + 1 < span.firstSeq || seq > span.lastSeq) return false;
    return epoch === null || epoch === span.epoch || seq <= (await this.events.holdsUpTo(epoch));
  }

  /** Whether there is more in a range than a client is sent: whoever was away for long fetches what it shows in fewer bytes. */
  async isTooMuch(audience: Audience, { after, upTo }: Omit<SeqRange, 'limit'>): Promise<boolean> {
    if (upTo - after <= MOST_REPLAYED) return false;
    return (await this.events.count(audience, { after, upTo, limit: MOST_REPLAYED + 1 })) > MOST_REPLAYED;
  }

  /** What an audience may see of one range of a history. */
  async range(audience: KnownAudience, range: SeqRange, epoch: string): Promise<RangeRead<EventMessage>>;
  async range(audience: Audience, range: SeqRange, epoch: string): Promise<RangeRead<ClientMessage>>;
  async range(audience: Audience, range: SeqRange, epoch: string): Promise<RangeRead<ClientMessage>> {
    const events = await this.events.read(audience, range);
    const last = events.at(-1);
    return {
      messages: events.map((event) => messageFor(audience, event, epoch)).filter((message) => message !== null),
      readTo: last && events.length >= range.limit ? last.seq : range.upTo,
    };
  }
}
