import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

import { Code } from '#libs/platform';

import { CLIENT_EVENTS } from '../core/model/client-events.js';
import { STATIONS } from '../core/model/subscription.js';

export class ListEventsQuery {
  /** The last `seq` you have seen; 0 is before the first event. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after: number = 0;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** Only what these stations hear, as in `bar` or `bar,kitchen`. */
  @IsOptional()
  @Code()
  @IsString()
  @Matches(STATIONS, { message: 'station must be names of stations with commas between them' })
  station?: string;
}

export class EventResponse {
  id!: string;
  /** The event's place in the log; grows in the order of commits. */
  seq!: number;
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
  /** The newest `seq` of the whole log: at the end, go on from here. */
  last_seq!: number;
}
