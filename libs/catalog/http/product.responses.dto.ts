import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import { type Actor, isStaff } from '#libs/kernel';
import { PageResponse } from '#libs/platform';

import { UNAVAILABLE_REASONS, type UnavailableReason } from '../core/catalog.api.js';
import type { StockedProduct } from '../core/services/product-stock.js';
import { type StockLevel, stockLevelOf } from '../core/model/stock-level.js';
import { inLanguage } from '../core/model/in-language.js';
import { ComponentResponse } from './components.dto.js';
import { ModifierGroupResponse } from './modifiers.dto.js';
import { ProductFactsResponse } from './product-facts.dto.js';
import { bestStockLevel, variantsFor, VariantResponse } from './variants.dto.js';

export class ProductResponse extends ProductFactsResponse {
  id!: string;
  /** Null: sold at every outlet of the currency. */
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  sku!: string | null;
  @ApiProperty({ type: String, nullable: true })
  barcode!: string | null;
  name!: string;
  @ApiProperty({ type: String, nullable: true })
  description!: string | null;
  /** In minor units of the currency. */
  price!: number;
  /** What it costs without the outlet's own price and the price list. Absent where these say nothing of it. */
  regular_price?: number;
  /** For staff alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  cost?: number | null;
  currency!: string;
  @ApiProperty({ type: String, nullable: true })
  category_id!: string | null;
  @ApiProperty({ type: String, nullable: true })
  image_url!: string | null;
  featured!: boolean;
  track_stock!: boolean;
  /** How much there is: LOW at the product's threshold and below. What is not counted is IN. */
  @ApiProperty({ enum: ['IN', 'LOW', 'OUT'], enumName: 'StockLevel' })
  stock_level!: StockLevel;
  /** For staff alone: pieces on hand at the outlet asked for, else at all that you see; null for a product that is not counted. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  stock?: number | null;
  /** For staff alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  low_stock_threshold?: number | null;
  /** Where it is made; null when nobody prepares it. */
  @ApiProperty({ type: String, nullable: true })
  station!: string | null;
  /** For staff alone: seconds that a piece takes; null for the station's. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  prep_seconds?: number | null;
  /** For staff alone: what several stations make of it, each its own part. */
  @ApiProperty({ type: [ComponentResponse], required: false })
  components?: ComponentResponse[];
  /** False while it cannot be ordered at the outlet asked for, or at any that you see. */
  available!: boolean;
  /** Why: SOLD_OUT, nothing is left; NO_CHOICE, a choice that it needs has no option left; STOPPED, it or its category is off (86'd); HIDDEN, it is not offered. */
  @ApiProperty({ enum: UNAVAILABLE_REASONS, enumName: 'UnavailableReason', nullable: true })
  unavailable_reason!: UnavailableReason | null;
  modifier_groups!: ModifierGroupResponse[];
  /** Of a variant alone: the product that it is one of. */
  @ApiProperty({ required: false, format: 'uuid' })
  parent_id?: string;
  /** Of a variant alone: what it differs by. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  options?: Record<string, string>;
  /** Of a product that is sold as its variants alone: an order names one of them, and `price` is what the menu shows before it is chosen. */
  @ApiProperty({ type: () => [VariantResponse], required: false })
  variants?: VariantResponse[];
  @ApiProperty({ type: Number, nullable: true })
  weight_grams!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  width_mm!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  height_mm!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  length_mm!: number | null;
  /** For staff alone. */
  @ApiProperty({ type: String, nullable: true, required: false })
  ncm?: string | null;
  /** For staff alone. */
  @ApiProperty({ type: String, nullable: true, required: false })
  cfop?: string | null;
  /** Percent; null for the outlet's. */
  @ApiProperty({ type: Number, nullable: true })
  tax_rate!: number | null;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  /** `language`: what the reader reads names in. Staff read the name itself, and all translations. */
  static from(this: void, whole: StockedProduct, reader: Actor | undefined, language?: string): ProductResponse {
    const isInside = reader !== undefined && isStaff(reader);
    const product = isInside ? whole : inLanguage(whole, language);
    const variants = variantsFor(product.variants, reader);
    return {
      id: product.id,
      outlet_id: product.outletId,
      sku: product.sku,
      barcode: product.barcode,
      name: product.name,
      description: product.description,
      price: product.price,
      ...(product.regularPrice !== undefined && { regular_price: product.regularPrice }),
      currency: product.currency,
      category_id: product.categoryId,
      image_url: product.imageUrl,
      featured: product.featured,
      track_stock: product.trackStock,
      stock_level: variants
        ? bestStockLevel(variants)
        : stockLevelOf(product.trackStock, product.stock, product.lowStockThreshold),
      station: product.station,
      available: product.available,
      unavailable_reason: product.unavailableReason,
      modifier_groups: product.modifierGroups.map((group) => ModifierGroupResponse.from(group, isInside)),
      weight_grams: product.weightGrams,
      width_mm: product.widthMm,
      height_mm: product.heightMm,
      length_mm: product.lengthMm,
      tax_rate: product.taxRate === null ? null : product.taxRate / 100,
      version: product.version,
      created_at: product.createdAt,
      updated_at: product.updatedAt,
      ...(product.parentId !== undefined && { parent_id: product.parentId, options: { ...product.variant?.options } }),
      ...(variants && { variants }),
      ...ProductFactsResponse.facts(product, isInside),
      ...(isInside && inside(product)),
    };
  }
}

export class ProductWarningResponse {
  /** NO_STATION: no kitchen tablet that listens for a station hears of it. */
  @ApiProperty({ enum: ['NO_STATION'] })
  code!: 'NO_STATION';
  message!: string;
}

/** A product as it was written down, with what its owner may have overlooked. */
export class WrittenProductResponse extends ProductResponse {
  warnings!: ProductWarningResponse[];

  static of(this: void, product: ProductResponse): WrittenProductResponse {
    return {
      ...product,
      warnings: product.station === null && (product.components ?? []).length === 0 ? [NO_STATION] : [],
    };
  }
}

export const NO_STATION: ProductWarningResponse = {
  code: 'NO_STATION',
  message: 'No station makes this product: no kitchen tablet that listens for a station will show it.',
};
/** What only the business knows. */
const inside = (product: StockedProduct) => ({
  cost: product.cost,
  stock: product.stock,
  low_stock_threshold: product.lowStockThreshold,
  prep_seconds: product.prepSeconds,
  components: product.components.map(ComponentResponse.from),
  ncm: product.ncm,
  cfop: product.cfop,
});

export class ProductPage extends PageResponse {
  data!: ProductResponse[];
}

export class ImportWarningResponse extends ProductWarningResponse {
  /** How many products of the file it is about. */
  products!: number;
}

export class ImportResponse {
  /** New products. */
  created!: number;
  /** Products that the file has and that were there before. */
  updated!: number;
  /** Columns of another system's file that have no place here; absent when everything was taken. */
  ignored_columns?: string[];
  /** What the owner may have overlooked; absent when there is nothing. */
  @ApiProperty({ type: () => [ImportWarningResponse], required: false })
  warnings?: ImportWarningResponse[];
}
