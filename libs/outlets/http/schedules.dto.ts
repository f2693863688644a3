import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';

import { WEEKDAYS, type Weekday } from '#libs/kernel';
import { Code, IfGiven, IsId, PageQuery, PageResponse, Trimmed } from '#libs/platform';

import type { NamedSchedule, ScheduleChanges, ScheduleDraft } from '../core/model/named-schedule.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NO_TIME = '$property must be a time of day such as 17:00';
const NO_DAY = '$property must be a day such as 2026-12-25';
const MOST_WINDOWS = 50;
const MOST_EXCEPTIONS = 400;

export class ScheduleWindowRequest {
  @ApiProperty({ enum: WEEKDAYS, isArray: true, example: ['MON', 'FRI'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEEKDAYS.length)
  @IsIn(WEEKDAYS, { each: true })
  days!: Weekday[];

  /** By the clock on the outlet's wall. */
  @ApiProperty({ pattern: TIME.source, example: '17:00' })
  @Code()
  @Matches(TIME, { message: NO_TIME })
  from!: string;

  /** Not included. At or before `from` it is of the day after; the window belongs to the day it began. */
  @ApiProperty({ pattern: TIME.source, example: '19:00' })
  @Code()
  @Matches(TIME, { message: NO_TIME })
  to!: string;
}

export class CreateScheduleRequest {
  /** Of this outlet alone. Null or left out: of all of them, each by its own clock. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  outlet_id?: string | null;

  @ApiProperty({ example: 'Happy hour' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  @ApiProperty({ type: () => [ScheduleWindowRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_WINDOWS)
  @ValidateNested({ each: true })
  @Type(() => ScheduleWindowRequest)
  windows!: ScheduleWindowRequest[];

  /** The first day on which a window may begin. */
  @ApiProperty({ type: String, nullable: true, required: false, pattern: DAY.source, example: '2026-06-01' })
  @IsOptional()
  @Code()
  @Matches(DAY, { message: NO_DAY })
  @IsISO8601({ strict: true }, { message: NO_DAY })
  starts_on?: string | null;

  /** The last one. */
  @ApiProperty({ type: String, nullable: true, required: false, pattern: DAY.source, example: '2026-08-31' })
  @IsOptional()
  @Code()
  @Matches(DAY, { message: NO_DAY })
  @IsISO8601({ strict: true }, { message: NO_DAY })
  ends_on?: string | null;

  /** Days on which no window begins. */
  @ApiProperty({ type: [String], required: false, example: ['2026-12-25'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_EXCEPTIONS)
  @Code()
  @Matches(DAY, { each: true, message: NO_DAY })
  @IsISO8601({ strict: true }, { each: true, message: NO_DAY })
  except?: string[];
}

/** Only what changes. Whose it is never does. */
export class UpdateScheduleRequest extends PartialType(OmitType(CreateScheduleRequest, ['outlet_id'] as const), {
  skipNullProperties: false,
}) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

export class SchedulesQuery extends PageQuery {
  /** Those of this outlet, and those of every outlet. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class ScheduleWindowResponse {
  @ApiProperty({ enum: WEEKDAYS, isArray: true })
  days!: Weekday[];
  from!: string;
  to!: string;
}

export class ScheduleResponse {
  id!: string;
  /** Null: of every outlet. */
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  name!: string;
  windows!: ScheduleWindowResponse[];
  @ApiProperty({ type: String, nullable: true })
  starts_on!: string | null;
  @ApiProperty({ type: String, nullable: true })
  ends_on!: string | null;
  except!: string[];
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(this: void, named: NamedSchedule): ScheduleResponse {
    const { windows, startsOn, endsOn, except } = named.schedule;
    return {
      id: named.id,
      outlet_id: named.outletId,
      name: named.name,
      windows: windows.map(({ days, from, to }) => ({ days: [...days], from, to })),
      starts_on: startsOn,
      ends_on: endsOn,
      except: [...except],
      version: named.version,
      created_at: named.createdAt,
      updated_at: named.updatedAt,
    };
  }
}

export class SchedulePage extends PageResponse {
  data!: ScheduleResponse[];
}

export const toDraft = (request: CreateScheduleRequest): ScheduleDraft => ({
  ...toChanges(request),
  name: request.name,
  windows: request.windows,
});

/** Only the fields that the request names. */
export const toChanges = (request: UpdateScheduleRequest): ScheduleChanges => ({
  ...(request.name !== undefined && { name: request.name }),
  ...(request.windows !== undefined && { windows: request.windows }),
  ...(request.starts_on !== undefined && { startsOn: request.starts_on }),
  ...(request.ends_on !== undefined && { endsOn: request.ends_on }),
  ...(request.except !== undefined && { except: request.except }),
});
