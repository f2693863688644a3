import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

import { type Actor, cleanText, isStaff } from '#libs/kernel';
import { Code, IfGiven, IsId, Trimmed } from '#libs/platform';

import { UNAVAILABLE_REASONS, type UnavailableReason } from '../core/catalog.api.js';
import { inOrder, type Translations } from '../core/model/product-facts.js';
import { LARGEST_COUNT, LARGEST_PRICE } from '../core/model/product.js';
import { type StockLevel, stockLevelOf } from '../core/model/stock-level.js';
import type { VariantDraft } from '../core/model/variant.js';
import type { StockedProduct } from '../core/services/product-stock.js';
import { CleanBarcode, IsWholeCode } from './codes.js';
import { TranslationsRequest, TranslationsResponse } from './product-facts.dto.js';

const LARGEST_GRAMS = 1_000_000;
const MOST_OPTIONS = 10;
const OPTION_NAME = /^[\p{L}\p{N}].{0,59}$/u;
const LAST_POSITION = 1_000_000;

type Texts = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const cleaned = (value: unknown): unknown => (typeof value === 'string' ? cleanText('name', value) : value);

/** What it differs by, `{ "Size": "L" }`: names and values of one line each. */
const IsVariantOptions = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      isPlain(value)
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [cleanText('name', name), cleaned(one)]))
        : value,
    ),
    ValidateBy({
      name: 'isVariantOptions',
      validator: {
        validate: (value) =>
          isPlain(value) &&
          Object.keys(value).length <= MOST_OPTIONS &&
          Object.entries(value).every(
            ([name, one]) => OPTION_NAME.test(name) && typeof one === 'string' && one.length > 0 && one.length <= 120,
          ),
        defaultMessage: () => '$property must be an object of at most 10 texts, such as { "Size": "L" }',
      },
    }),
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string', minLength: 1, maxLength: 120 },
      maxProperties: MOST_OPTIONS,
      example: { Size: 'L' },
    }),
  );

/** One way in which a product is sold. What is left out or null is the product's own. */
export class VariantRequest {
  /** The variant it was before. Without it, the product's variant of the same name keeps its id. */
  @IfGiven()
  @IsId()
  id?: string;

  /** Of the variant alone: bills say `Latte, L`. */
  @ApiProperty({ example: 'XL' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** What it differs by, for pages that offer the choice in steps. */
  @IfGiven()
  @IsVariantOptions()
  options?: Record<string, string>;

  /** Your own code, unique at the outlet. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'LATTE-L' })
  @IsOptional()
  @Code()
  @IsString()
  @Length(1, 64)
  @IsWholeCode()
  sku?: string | null;

  /** A GTIN, or a code of your own; unique at the outlet. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Code()
  @CleanBarcode()
  @IsString()
  @Length(1, 64)
  @IsWholeCode()
  barcode?: string | null;

  /** Price look-up code, of digits. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @IsOptional()
  @Code()
  @Matches(/^\d{1,8}$/, { message: 'plu must be 1 to 8 digits' })
  plu?: string | null;

  /** In minor units of the currency. */
  @ApiProperty({ example: 34000 })
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

  /** Whether each sale takes stock of this variant. Stays when left out; a new one does as its product, and when `stock` is sent. */
  @IfGiven()
  @IsBoolean()
  track_stock?: boolean;

  /** Pieces there are now: a count, at the product's outlet. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST_COUNT)
  stock?: number;

  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_GRAMS)
  weight_grams?: number | null;

  /** Variants are shown by it, lowest first. Its place in the list when left out. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LAST_POSITION)
  position?: number;

  /** False: it is kept, and not offered. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;

  /** What guests read in place of its name. Stay when left out. */
  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;
}

export const toVariantDraft = (request: VariantRequest): VariantDraft => ({
  id: request.id,
  name: request.name,
  options: request.options,
  sku: request.sku,
  barcode: request.barcode,
  plu: request.plu,
  price: request.price,
  cost: request.cost,
  trackStock: request.track_stock,
  stock: request.stock,
  weightGrams: request.weight_grams,
  position: request.position,
  active: request.active,
  ...(request.translations !== undefined && { translations: request.translations && inOrder(request.translations) }),
});

/** A variant, as its product shows it. It is a product: `id` is what an order names. */
export class VariantResponse {
  id!: string;
  /** Of the variant alone. */
  name!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  options!: Record<string, string>;
  @ApiProperty({ type: String, nullable: true })
  sku!: string | null;
  @ApiProperty({ type: String, nullable: true })
  barcode!: string | null;
  plu?: string;
  /** In minor units of the currency. */
  price!: number;
  /** What it costs without the outlet's own price and the price list. Absent where these say nothing of it. */
  regular_price?: number;
  /** For staff alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  cost?: number | null;
  track_stock!: boolean;
  @ApiProperty({ enum: ['IN', 'LOW', 'OUT'], enumName: 'StockLevel' })
  stock_level!: StockLevel;
  /** For staff alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  stock?: number | null;
  available!: boolean;
  @ApiProperty({ enum: UNAVAILABLE_REASONS, enumName: 'UnavailableReason', nullable: true })
  unavailable_reason!: UnavailableReason | null;
  @ApiProperty({ type: Number, nullable: true })
  weight_grams!: number | null;
  position!: number;
  active!: boolean;
  /** For staff alone. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;
  version!: number;

  static from(this: void, product: StockedProduct, reader: Actor | undefined): VariantResponse {
    const { variant } = product;
    return {
      id: product.id,
      name: variant?.name ?? product.name,
      options: { ...variant?.options },
      sku: product.sku,
      barcode: product.barcode,
      ...(product.plu !== null && { plu: product.plu }),
      price: product.price,
      ...(product.regularPrice !== undefined && { regular_price: product.regularPrice }),
      track_stock: product.trackStock,
      stock_level: stockLevelOf(product.trackStock, product.stock, product.lowStockThreshold),
      available: product.available,
      unavailable_reason: product.unavailableReason,
      weight_grams: product.weightGrams,
      position: variant?.position ?? 0,
      active: variant?.active ?? true,
      version: product.version,
      ...(reader && isStaff(reader) && insideOf(product)),
    };
  }
}

const insideOf = ({ cost, stock, variant }: StockedProduct) => ({
  ...{ cost, stock },
  ...(variant?.translations && { translations: variant.translations }),
});

/** How much there is of a product that is sold as these: as much as of the one of which there is most. */
export function bestStockLevel(variants: readonly VariantResponse[]): StockLevel {
  const levels = variants.filter(({ active }) => active).map((variant) => variant.stock_level);
  return levels.includes('IN') ? 'IN' : levels.includes('LOW') ? 'LOW' : 'OUT';
}

/** The variants that a reader may know of: staff all of them, everybody else what is offered. */
export function variantsFor(
  variants: readonly StockedProduct[] | undefined,
  reader: Actor | undefined,
): VariantResponse[] | undefined {
  const sees = (product: StockedProduct) => (reader !== undefined && isStaff(reader)) || product.variant?.active;
  return variants?.filter(sees).map((variant) => VariantResponse.from(variant, reader));
}
