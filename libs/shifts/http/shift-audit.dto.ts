import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';

import { FreeText, IfGiven } from '#libs/platform';

import { MOST_CASH } from '../core/model/shift.js';
import { ShiftCountRequest } from './shift-count.dto.js';

const LONGEST_NOTE = 500;

export class EndShiftRequest extends ShiftCountRequest {
  /** What was counted in the drawer. */
  @IsInt()
  @Min(0)
  @Max(MOST_CASH)
  @ApiProperty({ example: 200_000 })
  counted!: number;

  /** Takes a count all the same that is more than 200 of the largest note above what the drawer should hold. */
  @IfGiven()
  @IsBoolean()
  counted_confirmed?: boolean;
}

export class AuditShiftRequest {
  /** What you counted yourself; what was counted first stands when left out. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_CASH)
  recount?: number;

  /** Takes a count all the same that is more than 200 of the largest note above what the drawer should hold. */
  @IfGiven()
  @IsBoolean()
  recount_confirmed?: boolean;

  @IfGiven()
  @ApiProperty({ example: 'Counted together', required: false })
  @FreeText()
  @IsString()
  @MaxLength(LONGEST_NOTE)
  note?: string;
}
