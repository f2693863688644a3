import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';

import { IfGiven } from '#libs/platform';

import { TIPS_TO, type TipsTo } from '../core/outlets.api.js';

/** Tips of the outlet. What is left out stays as it is. */
export class OutletTipsRequest {
  /** Whose a tip is for which nobody is named: SERVER, whoever opened the bill (the default), or POOL. */
  @ApiProperty({ enum: TIPS_TO, enumName: 'TipsTo', required: false })
  @IfGiven()
  @IsIn(TIPS_TO)
  to?: TipsTo;

  /** What pages and tills offer, in whole percent. 10, 15 and 20 when left out; nothing for an empty list. */
  @ApiProperty({ type: [Number], required: false, example: [10, 15, 20] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(6)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(100, { each: true })
  presets?: number[];
}
