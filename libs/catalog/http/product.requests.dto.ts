import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { CURRENCIES } from '#libs/kernel';
import { Code, FreeText, IfGiven, IsId, Trimmed } from '#libs/platform';

import { MOST_GROUPS } from '../core/model/modifiers.js';
import { LARGEST_COUNT, LARGEST_PRICE, LONGEST_PREP_SECONDS, MOST_COMPONENTS } from '../core/model/product.js';
import { CleanBarcode, IsWholeCode } from './codes.js';
import { ComponentRequest } from './components.dto.js';
import { ModifierGroupRequest } from './modifiers.dto.js';
import { ProductExtrasRequest } from './product-extras.dto.js';
import { LowerCased, STATION, stationMessage } from './station.js';

const LARGEST_GRAMS = 1_000_000;
const LARGEST_MM = 100_000;

export class CreateProductRequest extends ProductExtrasRequest {
  /** Sold there alone. Null or left out: at every outlet of the currency. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  outlet_id?: string | null;

  /** The outlet's; without an outlet, that of the oldest one unless you say it. */
  @ApiProperty({ enum: CURRENCIES, required: false })
  @IfGiven()
  @IsIn(CURRENCIES)
  currency?: string;

  /** Your own code, unique at the outlet. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'KOPI-01' })
  @IsOptional()
  @Code()
  @IsString()
  @Length(1, 64)
  @IsWholeCode()
  sku?: string | null;

  /** A GTIN of 8, 12, 13 or 14 digits, or a code of your own; unique at the outlet. The four lengths are one number, with zeros before it. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '8991234567890' })
  @IsOptional()
  @Code()
  @CleanBarcode()
  @IsString()
  @Length(1, 64)
  @IsWholeCode()
  barcode?: string | null;

  @ApiProperty({ example: 'Es Kopi Susu' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiProperty({ type: String, nullable: true, required: false, example: 'Iced coffee with palm sugar and milk' })
  @IsOptional()
  @FreeText()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /** In minor units of the currency. */
  @ApiProperty({ example: 28000 })
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price!: number;

  /** What one costs you, in minor units; only staff ever see it. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  cost?: number | null;

  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  category_id?: string | null;

  /** https alone. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true }, { message: 'image_url must be an https URL' })
  @MaxLength(2000)
  image_url?: string | null;

  @IfGiven()
  @IsBoolean()
  featured?: boolean;

  /** Whether each sale takes stock. True when `stock` is sent, unless you say false; a later count or delivery makes it true as well. */
  @IfGiven()
  @IsBoolean()
  track_stock?: boolean;

  /** Pieces there are now: a count, at the product's outlet. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST_COUNT)
  stock?: number;

  /** Where those pieces are, for a product of several outlets. The oldest of them when left out. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  stock_outlet_id?: string;

  /** Tells LOW_STOCK when there are this many or fewer. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_COUNT)
  low_stock_threshold?: number | null;

  /** Where it is made: `kitchen`, `bar`, …; null when nobody prepares it. The category's when left out. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'bar' })
  @IsOptional()
  @LowerCased()
  @Code()
  @Matches(STATION, { message: stationMessage })
  station?: string | null;

  /** Seconds that a piece takes at its station: when a ticket is due and late, and what is promised. The station's when left out. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 240 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_PREP_SECONDS)
  prep_seconds?: number | null;

  /** What several stations make of it, each its own part on its own ticket. The product is ready when all of them are. */
  @ApiProperty({
    type: [ComponentRequest],
    required: false,
    example: [
      { station: 'grill', name: 'Patty', prep_seconds: 300 },
      { station: 'fryer', name: 'Fries', prep_seconds: 180 },
    ],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_COMPONENTS)
  @ValidateNested({ each: true })
  @Type(() => ComponentRequest)
  components?: ComponentRequest[];

  /** What the guest chooses with it: milk, size, extras. */
  @ApiProperty({
    type: [ModifierGroupRequest],
    required: false,
    example: [
      {
        name: 'Milk',
        min: 1,
        max: 1,
        options: [{ name: 'Fresh milk' }, { name: 'Oat milk', price_delta: 8000 }],
      },
    ],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ValidateNested({ each: true })
  @Type(() => ModifierGroupRequest)
  modifier_groups?: ModifierGroupRequest[];

  /** For shipping. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_GRAMS)
  weight_grams?: number | null;

  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_MM)
  width_mm?: number | null;

  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_MM)
  height_mm?: number | null;

  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_MM)
  length_mm?: number | null;

  /** Eight digits, for the Brazilian invoice. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '21069090' })
  @IsOptional()
  @Code()
  @Matches(/^\d{8}$/, { message: 'ncm must be 8 digits' })
  ncm?: string | null;

  /** Four digits, for the Brazilian invoice. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '5102' })
  @IsOptional()
  @Code()
  @Matches(/^\d{4}$/, { message: 'cfop must be 4 digits' })
  cfop?: string | null;

  /** Percent, with two decimals at most: 10 is 10 %. Null for the outlet's. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 11 })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(100)
  tax_rate?: number | null;
}

/**
 * Every field of the product; what is left out goes back to its default, except `modifier_groups`, `variants` and
 * `track_stock`, which stay.
 * `outlet_id` and `currency` may be sent as they are.
 */
export class ReplaceProductRequest extends CreateProductRequest {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. */
export class UpdateProductRequest extends PartialType(ReplaceProductRequest, { skipNullProperties: false }) {}

/** A line of an imported CSV file: as a product, but with the category's name. */
export class ImportLineRequest extends PartialType(
  OmitType(CreateProductRequest, ['category_id', 'stock_outlet_id', 'variants', 'translations'] as const),
  { skipNullProperties: false },
) {
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 120)
  category?: string | null;

  /** Of a variant: the sku of its product, or the name where that has no sku. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 200)
  parent_sku?: string | null;
}
