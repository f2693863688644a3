import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { Code, IfGiven, IsId, Trimmed } from '#libs/platform';

import {
  LARGEST_FACTOR,
  type ModifierGroup,
  type ModifierGroupDraft,
  type ModifierOption,
  type ModifierOptionDraft,
  MOST_CHOICES,
  MOST_GROUPS,
  MOST_OPTIONS,
} from '../core/model/modifiers.js';
import { MOST_PRE, PRE_CODE, type PreModifier, WHOLE } from '../core/model/pre-modifiers.js';
import { type Allergen, ALLERGENS, inOrder, type Translations } from '../core/model/product-facts.js';
import { LARGEST_PRICE } from '../core/model/product.js';
import { TranslationsRequest, TranslationsResponse } from './product-facts.dto.js';

export class PreModifierRequest {
  /** NO takes the option away, at no price; the others are yours: EXTRA, LIGHT, SIDE. */
  @ApiProperty({ example: 'EXTRA', pattern: PRE_CODE.source })
  @Code()
  @Matches(PRE_CODE, { message: 'code must be up to 20 capitals, digits and _, such as EXTRA' })
  code!: string;

  /** As tickets and receipts say it. */
  @ApiProperty({ example: 'extra' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;

  /** Percent of what the option adds, with two decimals at most. 100 when left out. */
  @ApiProperty({ required: false, example: 150 })
  @IfGiven()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(LARGEST_FACTOR / 100)
  multiply?: number;

  /** Added to that, in minor units. 0 when left out. */
  @IfGiven()
  @IsInt()
  @Min(-LARGEST_PRICE)
  @Max(LARGEST_PRICE)
  add?: number;

  /** Whether it is said behind the option's name, as in "cheese on the side". Only for SIDE when left out. */
  @IfGiven()
  @IsBoolean()
  after?: boolean;

  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;
}

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

  /** Whether pages have it chosen before anybody chooses. False when left out. */
  @IfGiven()
  @IsBoolean()
  default?: boolean;

  /** What it adds to what the product contains. */
  @ApiProperty({ enum: ALLERGENS, isArray: true, required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(ALLERGENS.length)
  @IsIn(ALLERGENS, { each: true })
  allergens?: Allergen[];

  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;

  /** Choices that come with this one, for each of it. Three levels in all. */
  @ApiProperty({ type: () => [ModifierGroupRequest], required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ValidateNested({ each: true })
  @Type(() => ModifierGroupRequest)
  modifier_groups?: ModifierGroupRequest[];
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

  /** What may be said of its options: no, extra, on the side. Prices follow from them in this order. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_PRE)
  @ValidateNested({ each: true })
  @Type(() => PreModifierRequest)
  pre?: PreModifierRequest[];

  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;

  @IsArray()
  @ArrayMaxSize(MOST_OPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ModifierOptionRequest)
  options!: ModifierOptionRequest[];
}

export class PreModifierResponse {
  code!: string;
  name!: string;
  /** Percent of what the option adds. */
  multiply!: number;
  /** Added to that, in minor units. */
  add!: number;
  /** Whether it is said behind the option's name. */
  after!: boolean;
  /** For staff alone. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;
}

export class ModifierOptionResponse {
  id!: string;
  name!: string;
  /** Added to the price for each one chosen, in minor units. */
  price_delta!: number;
  available!: boolean;
  /** It is chosen before anybody chooses. Absent where it is not. */
  default?: boolean;
  @ApiProperty({ enum: ALLERGENS, isArray: true, required: false })
  allergens?: Allergen[];
  /** For staff alone. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;
  /** Choices that come with this one. Absent where there are none. */
  @ApiProperty({ type: () => [ModifierGroupResponse], required: false })
  modifier_groups?: ModifierGroupResponse[];
}

export class ModifierGroupResponse {
  id!: string;
  name!: string;
  /** How many options must be chosen, counted with their quantities. */
  min!: number;
  /** How many may be. */
  max!: number;
  /** What may be said of its options. Absent where nothing is. */
  @ApiProperty({ type: () => [PreModifierResponse], required: false })
  pre?: PreModifierResponse[];
  /** For staff alone. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;
  options!: ModifierOptionResponse[];

  static from(this: void, group: ModifierGroup, isInside: boolean): ModifierGroupResponse {
    const { id, name, min, max, pre = [], options, translations } = group;
    return {
      ...{ id, name, min, max },
      ...(pre.length > 0 && { pre: pre.map((word) => preResponse(word, isInside)) }),
      ...(isInside && translations && { translations }),
      options: options.map((option) => optionResponse(option, isInside)),
    };
  }
}

const preResponse = ({ multiply, translations, ...word }: PreModifier, isInside: boolean): PreModifierResponse => ({
  ...word,
  multiply: multiply / 100,
  ...(isInside && translations && { translations }),
});

const optionResponse = (option: ModifierOption, isInside: boolean): ModifierOptionResponse => ({
  id: option.id,
  name: option.name,
  price_delta: option.priceDelta,
  available: option.available,
  ...(option.byDefault && { default: true }),
  ...(option.allergens && option.allergens.length > 0 && { allergens: [...option.allergens] }),
  ...(isInside && option.translations && { translations: option.translations }),
  ...(option.modifierGroups && {
    modifier_groups: option.modifierGroups.map((group) => ModifierGroupResponse.from(group, isInside)),
  }),
});

export const toGroupDraft = ({
  id,
  name,
  min = 0,
  max,
  options,
  pre,
  ...more
}: ModifierGroupRequest): ModifierGroupDraft => ({
  ...(id !== undefined && { id }),
  name,
  min,
  max: max ?? Math.max(1, min),
  ...(pre && pre.length > 0 && { pre: pre.map(toPre) }),
  ...translated(more.translations),
  options: options.map(toOptionDraft),
});

const toOptionDraft = ({ id, name, ...option }: ModifierOptionRequest): ModifierOptionDraft => {
  const { allergens = [], modifier_groups: groups = [] } = option;
  return {
    ...(id !== undefined && { id }),
    name,
    priceDelta: option.price_delta ?? 0,
    available: option.available ?? true,
    ...(option.default && { byDefault: true }),
    ...(allergens.length > 0 && { allergens: ALLERGENS.filter((one) => allergens.includes(one)) }),
    ...translated(option.translations),
    ...(groups.length > 0 && { modifierGroups: groups.map(toGroupDraft) }),
  };
};

const toPre = ({ code, name, multiply, add = 0, after, translations }: PreModifierRequest): PreModifier => ({
  ...{ code, name, add },
  multiply: multiply === undefined ? WHOLE : Math.round(multiply * 100),
  after: after ?? code === 'SIDE',
  ...translated(translations),
});

function translated(given: TranslationsRequest | null | undefined): { readonly translations?: Translations } {
  const translations = given ? inOrder(given) : null;
  return translations ? { translations } : {};
}
