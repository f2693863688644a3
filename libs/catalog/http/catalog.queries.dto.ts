import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';

import { Code, CsvDelimiterField, FlagOfQuery, IfGiven, IsId, PageQuery, Trimmed } from '#libs/platform';
import type { CsvDelimiter } from '#libs/platform/csv';

import type { AvailabilityOrder } from '../core/services/availability-switch.js';
import { PRODUCT_SORTS, type ProductFilter, type ProductSort } from '../core/catalog.ports.js';
import { APP_CHANNEL, type AppChannel } from '../core/model/menu.js';
import { type Allergen, ALLERGENS, type Dietary, DIETARY } from '../core/model/product-facts.js';
import { CleanBarcode } from './codes.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const UNTIL_MESSAGE = 'until must be an ISO 8601 instant with its offset, such as 2025-11-21T13:00:00Z';

export class OutletQuery {
  /** What is sold there, with that outlet's stock and availability. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

const listOf = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;

export class MenuQuery extends OutletQuery {
  /** Only what contains none of these, as far as it was said; one by one, or as `nuts,milk`. */
  @ApiProperty({ enum: ALLERGENS, isArray: true, required: false, example: ['nuts', 'milk'] })
  @IfGiven()
  @Transform(listOf)
  @IsArray()
  @ArrayMaxSize(ALLERGENS.length)
  @IsIn(ALLERGENS, { each: true })
  without?: Allergen[];

  /** Only what is said to be all of these; one by one, or as `HALAL,VEGAN`. */
  @ApiProperty({ enum: DIETARY, isArray: true, required: false, example: ['HALAL'] })
  @IfGiven()
  @Transform(listOf)
  @IsArray()
  @ArrayMaxSize(DIETARY.length)
  @IsIn(DIETARY, { each: true })
  dietary?: Dietary[];

  /** Through what it is sold, for its prices and menus: an app such as `APP:GOFOOD`. For staff alone; your own when left out. */
  @ApiProperty({ type: String, required: false, pattern: APP_CHANNEL.source, example: 'APP:GOFOOD' })
  @IfGiven()
  @Code()
  @Matches(APP_CHANNEL, { message: 'channel must be an app such as APP:GOFOOD' })
  channel?: AppChannel;
}

export class ExportQuery extends OutletQuery {
  @CsvDelimiterField()
  delimiter?: CsvDelimiter;
}

export class CategoriesQuery extends PageQuery {
  /** Those at the top alone, each with those below it in `children`. */
  @ApiProperty({ type: Boolean, required: false })
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  tree?: boolean;

  /** Those of this outlet, and the shared ones. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class ReassignQuery {
  /** The category that takes the products of the one that goes. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  reassign_to?: string;
}

/** Pages of products at an outlet, in an order. */
export class ProductsPageQuery extends PageQuery {
  /** What is sold there, with that outlet's stock and availability. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** Only those that are, or are not, off (86'd). */
  @ApiProperty({ type: Boolean, required: false })
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  available?: boolean;

  /** By name when left out; a search has its best match first. */
  @ApiProperty({ enum: PRODUCT_SORTS, required: false })
  @IfGiven()
  @IsIn(PRODUCT_SORTS)
  sort?: ProductSort;
}

export class ProductsQuery extends ProductsPageQuery {
  /** Variants as products of their own, beside their parents, instead of in them. */
  @ApiProperty({ type: Boolean, required: false })
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  flat?: boolean;

  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  category_id?: string;

  @ApiProperty({ type: Boolean, required: false })
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  featured?: boolean;

  /** Words in its name, description, sku or barcode, accents and typos forgiven. */
  @IfGiven()
  @Trimmed()
  @IsString()
  @Length(1, 100)
  q?: string;

  @IfGiven()
  @Code()
  @IsString()
  @Length(1, 64)
  sku?: string;

  /** In any of the lengths of a GTIN. */
  @IfGiven()
  @Code()
  @CleanBarcode()
  @IsString()
  @Length(1, 64)
  barcode?: string;
}

export class SearchQuery extends ProductsPageQuery {
  /** Words in its name, description, sku or barcode, accents and typos forgiven. */
  @ApiProperty({ example: 'cafe' })
  @Trimmed()
  @IsString()
  @Length(1, 100)
  q!: string;

  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  category_id?: string;
}

export class AvailabilityRequest {
  /** False takes it off sale (86), true brings it back. */
  @IsBoolean()
  available!: boolean;

  /** Where. All your outlets that sell it when left out. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;

  /** It comes back by itself then. Null or left out: when somebody brings it back. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'date-time' })
  @IsOptional()
  @Matches(INSTANT, { message: UNTIL_MESSAGE })
  @IsISO8601({ strict: true }, { message: UNTIL_MESSAGE })
  until?: string | null;

  /** For the colleagues. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  reason?: string | null;
}

/** The filter of a query; `undefined` members do not filter. */
export const toFilter = (query: Partial<ProductsQuery>): ProductFilter => ({
  categoryId: query.category_id,
  featured: query.featured,
  available: query.available,
  sku: query.sku,
  barcode: query.barcode,
  q: query.q,
  sort: query.sort,
  ...(query.flat !== undefined && { flat: query.flat }),
});

export const toOrder = ({ available, until, reason }: AvailabilityRequest): AvailabilityOrder => ({
  available,
  until: until == null ? undefined : new Date(until),
  reason,
});
