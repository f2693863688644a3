import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { Code, FreeText, IfGiven, Trimmed } from '#libs/platform';

import {
  type Allergen,
  ALLERGENS,
  type Dietary,
  DIETARY,
  inOrder,
  type ProductFacts,
  type Translations,
} from '../core/model/product-facts.js';
import { LARGEST_PRICE } from '../core/model/product.js';

const MOST_KCAL = 100_000;

export class TranslationRequest {
  @ApiProperty({ example: 'Iced milk coffee' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name!: string;

  /** The product's own when left out. */
  @IfGiven()
  @FreeText()
  @IsString()
  @MaxLength(2000)
  description?: string;
}

/** What guests read, by language. Who asks for another language reads the product's own name. */
export class TranslationsRequest {
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationRequest)
  en?: TranslationRequest;

  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationRequest)
  id?: TranslationRequest;

  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationRequest)
  'pt-BR'?: TranslationRequest;
}

export class ProductFactsRequest {
  /** Price look-up code, of digits: for goods without a barcode, and on the labels of scales. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '01234' })
  @IsOptional()
  @Code()
  @Matches(/^\d{1,8}$/, { message: 'plu must be 1 to 8 digits' })
  plu?: string | null;

  /** Whether who takes the order at the till says the price; `price` is what it is when nobody does. */
  @IfGiven()
  @IsBoolean()
  open_price?: boolean;

  /** The least that may be said, in minor units. With `open_price` alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price_min?: number | null;

  /** The most that may be said, in minor units. With `open_price` alone. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_PRICE)
  price_max?: number | null;

  /** What it contains, of the fourteen that EU 1169/2011 names. */
  @ApiProperty({ enum: ALLERGENS, isArray: true, required: false, example: ['milk'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(ALLERGENS.length)
  @IsIn(ALLERGENS, { each: true })
  allergens?: Allergen[];

  @ApiProperty({ enum: DIETARY, isArray: true, required: false, example: ['VEGETARIAN'] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(DIETARY.length)
  @IsIn(DIETARY, { each: true })
  dietary?: Dietary[];

  /** Of one piece. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_KCAL)
  calories_kcal?: number | null;

  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;
}

/** Only the fields that the request names. */
export function toFactChanges(request: ProductFactsRequest): Partial<ProductFacts> {
  const { allergens, dietary, translations } = request;
  const changes: { [K in keyof ProductFacts]: ProductFacts[K] | undefined } = {
    plu: request.plu,
    openPrice: request.open_price,
    priceMin: request.price_min,
    priceMax: request.price_max,
    allergens: allergens && ALLERGENS.filter((one) => allergens.includes(one)),
    dietary: dietary && DIETARY.filter((one) => dietary.includes(one)),
    caloriesKcal: request.calories_kcal,
    translations: translations && inOrder(translations),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

export class TranslationResponse {
  name!: string;
  description?: string;
}

export class TranslationsResponse {
  en?: TranslationResponse;
  id?: TranslationResponse;
  'pt-BR'?: TranslationResponse;
}

/** What a product tells of itself; what is not said of it is absent. */
export class ProductFactsResponse {
  plu?: string;
  /** Who takes the order at the till says the price. */
  open_price?: boolean;
  price_min?: number;
  price_max?: number;
  /** What it contains, as far as it was said. */
  @ApiProperty({ enum: ALLERGENS, isArray: true, required: false })
  allergens?: Allergen[];
  @ApiProperty({ enum: DIETARY, isArray: true, required: false })
  dietary?: Dietary[];
  calories_kcal?: number;
  /** For staff alone: others read one language. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;

  static facts(this: void, facts: ProductFacts, isInside: boolean): ProductFactsResponse {
    return {
      ...(facts.plu !== null && { plu: facts.plu }),
      ...(facts.openPrice && { open_price: true }),
      ...(facts.priceMin !== null && { price_min: facts.priceMin }),
      ...(facts.priceMax !== null && { price_max: facts.priceMax }),
      ...(facts.allergens.length > 0 && { allergens: [...facts.allergens] }),
      ...(facts.dietary.length > 0 && { dietary: [...facts.dietary] }),
      ...(facts.caloriesKcal !== null && { calories_kcal: facts.caloriesKcal }),
      ...(isInside && facts.translations && { translations: facts.translations }),
    };
  }
}
