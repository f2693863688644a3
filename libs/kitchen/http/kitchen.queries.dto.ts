import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';

import { Code, FlagOfQuery, IsId, Optional } from '#libs/platform';

import { TICKET_STATES, type TicketState } from '../core/model/ticket.js';

const list = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);

/** Codes of stations with commas between them. */
const STATION_LIST = /^[a-z0-9][a-z0-9_-]{0,31}(,[a-z0-9][a-z0-9_-]{0,31}){0,19}$/i;

export class KitchenQuery {
  /** Which outlet, for those who see several. */
  @Optional()
  @IsId()
  outlet_id?: string;
}

export class KitchenTicketsQuery extends KitchenQuery {
  /** Of these stations alone, as in `bar` or `bar,kitchen`. */
  @Optional()
  @Code()
  @IsString()
  @Matches(STATION_LIST, { message: 'station must be codes of stations with commas between them' })
  station?: string;

  /** One state, or several with commas between. OPEN,HELD,READY when left out. */
  @Optional()
  @ApiProperty({ enum: TICKET_STATES, enumName: 'TicketState', isArray: true, required: false })
  @Transform(list)
  @IsIn(TICKET_STATES, { each: true })
  state?: TicketState[];

  /** A station's own screen, or the pass, where what several stations make comes together. STATION when left out. */
  @Optional()
  @ApiProperty({ enum: ['STATION', 'PASS'], enumName: 'KitchenView', required: false })
  @IsIn(['STATION', 'PASS'])
  view?: 'STATION' | 'PASS';

  /** Also what was bumped within so many minutes, 240 at most: `30m`. */
  @Optional()
  @ApiProperty({ example: '30m', required: false })
  @IsString()
  @Matches(/^(?:[1-9]\d?|1\d\d|2[0-3]\d|240)m$/, { message: 'recent must be minutes such as 30m, 240m at most' })
  recent?: string;

  /** The `seq` of an earlier answer, or of the last message: only what changed since then, each ticket once, as it is now; those that are over too. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  since?: number;
}

export class AllDayQuery extends KitchenQuery {
  /** Of this station alone. */
  @Optional()
  @Code()
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9_-]{0,31}$/i, { message: 'station must be one word such as kitchen or bar' })
  station?: string;

  /** `true`: apart by their options. */
  @Optional()
  @FlagOfQuery()
  @IsBoolean()
  modifiers?: boolean;
}

export class BoardQuery {
  @IsId()
  outlet_id!: string;
}

/** Codes of stations are in lower case. */
export const stationsIn = (text: string | undefined): string[] =>
  text === undefined ? [] : [...new Set(text.toLowerCase().split(','))];

export const minutesIn = (text: string | undefined): number | null => (text === undefined ? null : parseInt(text, 10));
