import { Injectable } from '@nestjs/common';

import { conflict, type FieldFault, invalid, type LoggedEvent } from '#libs/kernel';

import type { ClientMessage, EventMessage } from '../model/event-message.js';
import { type Audience, isPersonal, type KnownAudience, messageFor, outletOf } from '../model/event-visibility.js';
import { cursorOf, type LogPlace, type Since } from '../model/log-place.js';
import { EventQueries, type LogRange, type LogSpan } from '../realtime.ports.js';

export interface EventPageRequest {
  readonly audience: KnownAudience;
  /** Undefined to begin with the first event that the log still has. */
  readonly after: Since | undefined;
  readonly limit: number;
}

export interface EventPage {
  readonly messages: EventMessage[];
  /** Where to read on, or null when this was the end of the log. */
  readonly nextCursor: string | null;
  /** The last `seq` of the audience's outlet; null when it may be several. */
  readonly lastSeq: number | null;
  /** The end of the log. */
  readonly lastCursor: string;
}

/** Where a client goes on: after `place`; or, with `outlets`, each outlet after its own place, and those that are not in it after `end`. */
export interface Resumption {
  readonly place: number;
  readonly outlets?: ReadonlyMap<string, number>;
  readonly end?: number;
}

/** What each of an audience hears of an event that is for some of them; null for the others. */
export type PersonalMessage = (audience: Audience) => ClientMessage | null;

export interface RangeRead<Message> {
  readonly told: readonly { readonly place: number; readonly message: Message }[];
  /** Up to this place the audience has missed nothing. */
  readonly readTo: number;
}

const BATCH = 500;
/** A station that no product has would otherwise have the whole log read for one request. */
const MOST_BATCHES = 20;
/** Events that a socket is sent at once of what its client missed. */
const MOST_REPLAYED = 5_000;

const SEQ_OF_SEVERAL: FieldFault = {
  pointer: '/after',
  code: 'MATCHES',
  message: 'a seq counts one outlet: send outlet_id with it, or a cursor',
};

/** Reads the event log in the words that an audience may see. */
@Injectable()
export class EventReader {
  constructor(private readonly events: EventQueries) {}

  /**
   * What happened after a place, as far as an audience may see it. Throws `RESYNC_REQUIRED` (409) for one that the log does not go on from, and
   * `VALIDATION_FAILED` (400) for a `seq` of nobody knows which outlet.
   */
  async page({ audience, after, limit }: EventPageRequest): Promise<EventPage> {
    const span = await this.events.span(outletOf(audience));
    const { first, last, epoch, lastSeq } = span;
    const lastCursor = cursorOf(epoch, last);
    const begin = after ? await this.resumption(audience, after, span) : { place: first - 1 };
    if (!begin) {
      const isOfSeveral = after && 'seq' in after && !(await this.outletOfSeq(audience));
      if (isOfSeveral) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [SEQ_OF_SEVERAL]);
      throw conflict(
        'RESYNC_REQUIRED',
        'The log does not go on from there: fetch what you show anew, then read on from last_cursor.',
        { last_seq: lastSeq, last_cursor: lastCursor },
      );
    }
    const messages: EventMessage[] = [];
    let readTo = begin.place;
    for (let batch = 0; batch < MOST_BATCHES && readTo < last && messages.length < limit; batch++) {
      const range = { after: readTo, upTo: last, limit: batch === 0 ? limit : BATCH };
      const read = await this.readRange(audience, range, (event) => messageFor(audience, event, epoch));
      const taken = read.told.slice(0, limit - messages.length);
      messages.push(...taken.map(({ message }) => message));
      readTo = taken.length < read.told.length ? (taken.at(-1)?.place ?? readTo) : read.readTo;
    }
    return { messages, nextCursor: readTo < last ? cursorOf(epoch, readTo) : null, lastSeq, lastCursor };
  }

  /** Where a client goes on that has come so far; undefined when the log cannot tell it all that it missed. */
  async resumption(audience: Audience, since: Since, span: LogSpan): Promise<Resumption | undefined> {
    if ('seqs' in since) return this.resumptionOfEach(since.seqs, span);
    if ('place' in since) return (await this.goesOnFrom(since, span)) ? { place: since.place } : undefined;
    const [place] = await this.events.placesOf([{ outletId: await this.outletOfSeq(audience), seq: since.seq }]);
    return isWithin(place, span) ? { place } : undefined;
  }

  /** Whether there is more in a range than a client is sent: whoever was away for long fetches what it shows in fewer bytes. */
  async isTooMuch(audience: Audience, { after, upTo }: Omit<LogRange, 'limit'>): Promise<boolean> {
    if (upTo - after <= MOST_REPLAYED) return false;
    return (await this.events.count(audience, { after, upTo, limit: MOST_REPLAYED + 1 })) > MOST_REPLAYED;
  }

  /** What an audience may see of one range of a history, but for what a client of several outlets has seen. */
  read(
    audience: Audience,
    range: LogRange,
    epoch: string,
    from?: Resumption,
  ): Promise<RangeRead<ClientMessage | PersonalMessage>> {
    return this.readRange(audience, range, (event) => {
      if (!isMissed(event, from)) return null;
      return isPersonal(event) ? (one) => messageFor(one, event, epoch) : messageFor(audience, event, epoch);
    });
  }

  private async readRange<Message>(
    audience: Audience,
    range: LogRange,
    toMessage: (event: LoggedEvent) => Message | null,
  ): Promise<RangeRead<Message>> {
    const events = await this.events.read(audience, range);
    const last = events.at(-1);
    return {
      told: events.flatMap((event) => {
        const message = toMessage(event);
        return message === null ? [] : [{ place: event.place, message }];
      }),
      readTo: last && events.length >= range.limit ? last.place : range.upTo,
    };
  }

  /** Outlets that the client does not name are told from now on. */
  private async resumptionOfEach(seqs: ReadonlyMap<string, number>, span: LogSpan): Promise<Resumption | undefined> {
    const places = await this.events.placesOf([...seqs].map(([outletId, seq]) => ({ outletId, seq })));
    const known = places.filter((place) => isWithin(place, span));
    if (known.length < seqs.size) return undefined;
    const outlets = new Map([...seqs.keys()].map((outletId, i) => [outletId, known[i] ?? 0]));
    return { place: Math.min(...known), outlets, end: span.last };
  }

  /** Of a client that may hear several outlets a `seq` says something where there is one outlet only. */
  private async outletOfSeq(audience: Audience): Promise<string | undefined> {
    return outletOf(audience) ?? (await this.events.onlyOutlet());
  }

  /** Whether nothing that came after a place is missing in the log, and nothing before it is another event now. */
  private async goesOnFrom({ place, epoch }: LogPlace, span: LogSpan): Promise<boolean> {
    return isWithin(place, span) && (epoch === span.epoch || place <= (await this.events.holdsUpTo(epoch)));
  }
}

const isMissed = ({ outletId, place }: LoggedEvent, { outlets, end = 0 }: Resumption = { place: 0 }): boolean =>
  outlets === undefined || place > (outlets.get(outletId ?? '') ?? end);

const isWithin = (place: number | undefined, { first, last }: LogSpan): place is number =>
  place !== undefined && place + 1 >= first && place <= last;
