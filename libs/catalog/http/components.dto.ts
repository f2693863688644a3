import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

import { Code, Trimmed } from '#libs/platform';

import { LONGEST_PREP_SECONDS, type ProductComponent } from '../core/model/product.js';
import { LowerCased, STATION, stationMessage } from './station.js';

/** A part of a product that a station of its own makes. */
export class ComponentRequest {
  @ApiProperty({ example: 'grill' })
  @LowerCased()
  @Code()
  @Matches(STATION, { message: stationMessage })
  station!: string;

  /** What the station's ticket calls it, after the product's name. */
  @ApiProperty({ example: 'Patty' })
  @Trimmed()
  @IsString()
  @Length(1, 80)
  name!: string;

  /** Seconds that a piece of it takes. The product's when left out, or else the station's. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 300 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_PREP_SECONDS)
  prep_seconds?: number | null;
}

export class ComponentResponse {
  station!: string;
  name!: string;
  /** Null: the product's, or else the station's. */
  @ApiProperty({ type: Number, nullable: true })
  prep_seconds!: number | null;

  static from(this: void, { station, name, prepSeconds }: ProductComponent): ComponentResponse {
    return { station, name, prep_seconds: prepSeconds };
  }
}
