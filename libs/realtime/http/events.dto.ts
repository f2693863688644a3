import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';

import { Code } from '#libs/platform';

import { CLIENT_EVENTS } from '../core/model/client-events.js';
import { PLACE } from '../core/model/log-place.js';
import { STATIONS } from '../core/model/subscription.js';

export class ListEventsQuery {
  /**
   * The `cursor` of the last message that you saw, or the `next_cursor` of the page before; or its `seq`, when you hear one outlet. Left out: from
   * the first event that the log still has.
   */
  @IsOptional()
  @IsString()
  @Matches(PLACE, { message: 'after must be the last cursor or seq that you saw' })
  after?: string;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** Only what happens at this outlet, one of yours. */
  @IsOptional()
  @IsUUID()
  outlet_id?: string;

  /** Only what these stations hear, as in `bar` or `bar,kitchen`. */
  @IsOptional()
  @Code()
  @IsString()
  @Matches(STATIONS, { message: 'station must be names of stations with commas between them' })
  station?: string;
}

export class EventResponse {
  id!: string;
  /** Counts the events of its outlet, in the order of commits and without gaps; some of them are not for you. */
  seq!: number;
  /** What to go on from: `after` here, `since` of a socket. */
  cursor!: string;
  @ApiProperty({ enum: CLIENT_EVENTS.map(({ name }) => name) })
  type!: string;
  occurred_at!: string;
  outlet_id!: string | null;
  /** What changed; its fields depend on `type`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  payload!: Readonly<Record<string, unknown>>;
}

export class EventsResponse {
  data!: EventResponse[];
  limit!: number;
  /** What to send as `after` for the next page; null at the end of the log. */
  next_cursor!: string | null;
  /** The newest `seq` of the outlet; null when you hear several. */
  last_seq!: number | null;
  /** The end of the log: go on from here. */
  last_cursor!: string;
}
