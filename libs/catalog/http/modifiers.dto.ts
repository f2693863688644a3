import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsString, Length, Max, Min, ValidateNested } from 'class-validator';

import { IfGiven, IsId, Trimmed } from '#libs/platform';

import { type ModifierGroup, MOST_CHOICES, MOST_OPTIONS } from '../core/model/modifiers.js';
import { LARGEST_PRICE } from '../core/model/product.js';

export class ModifierOptionRequest {
  /** The option it was before. Without it, the group's option of the same name keeps its id. */
  @IfGiven()
  @IsId()
  id?: string;

  @ApiProperty({ example: 'Oat milk' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** Added to the price for each one chosen, in minor units; may be negative. 0 when left out. */
  @ApiProperty({ example: 8000, required: false })
  @IfGiven()
  @IsInt()
  @Min(-LARGEST_PRICE)
  @Max(LARGEST_PRICE)
  price_delta?: number;

  /** True when left out. */
  @IfGiven()
  @IsBoolean()
  available?: boolean;
}

export class ModifierGroupRequest {
  /** The group it was before. Without it, the product's group of the same name keeps its id. */
  @IfGiven()
  @IsId()
  id?: string;

  @ApiProperty({ example: 'Milk' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** How many options must be chosen, counted with their quantities. 0 when left out. */
  @ApiProperty({ example: 1, required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_CHOICES)
  min?: number;

  /** How many may be. `min`, but at least 1, when left out. */
  @ApiProperty({ example: 1, required: false })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_CHOICES)
  max?: number;

  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ModifierOptionRequest)
  options!: ModifierOptionRequest[];
}

export class ModifierOptionResponse {
  id!: string;
  name!: string;
  /** Added to the price for each one chosen, in minor units. */
  price_delta!: number;
  available!: boolean;
}

export class ModifierGroupResponse {
  id!: string;
  name!: string;
  /** How many options must be chosen, counted with their quantities. */
  min!: number;
  /** How many may be. */
  max!: number;
  options!: ModifierOptionResponse[];

  static from(this: void, { id, name, min, max, options }: ModifierGroup): ModifierGroupResponse {
    return {
      id,
      name,
      min,
      max,
      options: options.map((option) => ({
        id: option.id,
        name: option.name,
        price_delta: option.priceDelta,
        available: option.available,
      })),
    };
  }
}
