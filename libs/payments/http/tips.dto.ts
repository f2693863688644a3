import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { IfGiven, IsId } from '#libs/platform';

import type { TipDistribution } from '../core/use-cases/share-tips.js';

const LARGEST_AMOUNT = 1_000_000_000_000;
const MOST_POINTS = 1_000_000;
const MOST_PEOPLE = 200;
const DATE = /^(19|20|21)\d{2}-\d{2}-\d{2}$/;
const NO_DATE = '$property must be a date of business, such as 2025-11-21';

export class EditPaymentTipRequest {
  /** In minor units; 0 takes it away. */
  @ApiProperty({ example: 5_000 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_AMOUNT)
  tip!: number;

  /** Whose it is from now on: null for the pool. Whose it was when left out. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  @IsOptional()
  @IsUUID()
  tip_to?: string | null;

  /** Takes a tip all the same that is more than what was paid. */
  @IfGiven()
  @IsBoolean()
  tip_confirmed?: boolean;
}

export class TipShareRequest {
  @IsUUID()
  user_id!: string;

  /** What somebody gets is in proportion to these. */
  @ApiProperty({ example: 3 })
  @IsInt()
  @Min(1)
  @Max(MOST_POINTS)
  points!: number;
}

export class ShareTipsRequest {
  @IsId()
  outlet_id!: string;

  /** The first day of business whose pool is shared. */
  @Matches(DATE, { message: NO_DATE })
  @IsISO8601({ strict: true }, { message: NO_DATE })
  @ApiProperty({ example: '2025-11-01', format: 'date' })
  from!: string;

  /** The last, included. */
  @Matches(DATE, { message: NO_DATE })
  @IsISO8601({ strict: true }, { message: NO_DATE })
  @ApiProperty({ example: '2025-11-30', format: 'date' })
  to!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PEOPLE)
  @ValidateNested({ each: true })
  @Type(() => TipShareRequest)
  shares!: TipShareRequest[];
}

export class SharedTipResponse {
  user_id!: string;
  points!: number;
  /** What they got, in minor units. */
  amount!: number;
}

export class TipDistributionResponse {
  id!: string;
  outlet_id!: string;
  from!: string;
  to!: string;
  currency!: string;
  /** All that was given. */
  amount!: number;
  shares!: SharedTipResponse[];
  created_at!: Date;

  static from({ id, outletId, from, to, currency, amount, shares, at }: TipDistribution): TipDistributionResponse {
    const people = shares.map((share) => ({ user_id: share.userId, points: share.points, amount: share.amount }));
    return { id, outlet_id: outletId, from, to, currency, amount, shares: people, created_at: at };
  }
}
