import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';

import { IfGiven, IsId } from '#libs/platform';

import { MOST_CASH } from '../core/model/shift.js';
import { TENDER_METHODS, type TenderMethod } from '../core/model/tender-count.js';

const MOST_PIECES = 1_000_000;

export class DenominationRequest {
  /** Of one coin or note, in minor units. */
  @ApiProperty({ example: 100_000 })
  @IsInt()
  @Min(1)
  @Max(MOST_CASH)
  value!: number;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(0)
  @Max(MOST_PIECES)
  count!: number;
}

/** What a tender took in the shift, as its terminal or its slips say it. */
export class DeclarationRequest {
  @ApiProperty({ enum: TENDER_METHODS, enumName: 'TenderMethod', example: 'card_terminal' })
  @IsIn(TENDER_METHODS)
  method!: TenderMethod;

  /** Needed where the outlet has several tenders of the method. */
  @IfGiven()
  @IsId()
  tender_id?: string;

  /** What it charged less what it gave back: negative where it gave more. */
  @ApiProperty({ example: 150_000 })
  @IsInt()
  @Min(-MOST_CASH)
  @Max(MOST_CASH)
  amount!: number;

  /** How many slips. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_PIECES)
  count?: number;
}
