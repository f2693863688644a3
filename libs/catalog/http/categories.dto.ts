import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';

import { Code, IfGiven, IsId, PageResponse, Trimmed } from '#libs/platform';

import type { CategoryView } from '../core/catalog.ports.js';
import type { CategoryNode } from '../core/services/category-views.js';
import type { CategoryChanges, CategoryDraft } from '../core/model/category.js';
import { namedIn } from '../core/model/in-language.js';
import { inOrder, type Translations } from '../core/model/product-facts.js';
import { TranslationsRequest, TranslationsResponse } from './product-facts.dto.js';
import { LowerCased, STATION, stationMessage } from './station.js';

const LAST_POSITION = 1_000_000;

export class CreateCategoryRequest {
  /** Of this outlet alone. Null or left out: of all of them. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  outlet_id?: string | null;

  @ApiProperty({ example: 'Coffee' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** Menus show categories by it, lowest first. 0 when left out. */
  @ApiProperty({ example: 10, required: false })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LAST_POSITION)
  position?: number;

  /** Where new products of the category are made unless they say otherwise. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'bar' })
  @IsOptional()
  @LowerCased()
  @Code()
  @Matches(STATION, { message: stationMessage })
  station?: string | null;

  /** The category that it is below, of four levels at most. Null or left out: it is at the top. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  parent_id?: string | null;

  @ApiProperty({ type: () => TranslationsRequest, nullable: true, required: false })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TranslationsRequest)
  translations?: TranslationsRequest | null;
}

/** Every field; what is left out goes back to its default. `outlet_id` may be sent as it is. */
export class ReplaceCategoryRequest extends CreateCategoryRequest {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. */
export class UpdateCategoryRequest extends PartialType(ReplaceCategoryRequest, { skipNullProperties: false }) {}

export class CategoryResponse {
  id!: string;
  /** Null: of every outlet. */
  @ApiProperty({ type: String, nullable: true })
  outlet_id!: string | null;
  name!: string;
  position!: number;
  @ApiProperty({ type: String, nullable: true })
  station!: string | null;
  /** The category that it is below. Absent at the top. */
  @ApiProperty({ required: false, format: 'uuid' })
  parent_id?: string;
  /** Of `tree=true` alone: those below it, in the order of the menu. */
  @ApiProperty({ type: () => [CategoryResponse], required: false })
  children?: CategoryResponse[];
  /** False while it is hidden with all its products. */
  available!: boolean;
  /** For staff alone: others read one language. */
  @ApiProperty({ type: () => TranslationsResponse, required: false })
  translations?: Translations;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  /** Those at the top, each with those below it. */
  static tree(this: void, nodes: readonly CategoryNode[], reader?: CategoryReader): CategoryResponse[] {
    return nodes.map(({ category, children }) => ({
      ...CategoryResponse.from(category, reader),
      children: CategoryResponse.tree(children, reader),
    }));
  }

  /** Staff read the name itself, and all translations. */
  static from(this: void, whole: CategoryView, { isInside, language }: CategoryReader = STAFF): CategoryResponse {
    const category = isInside ? whole : namedIn(whole, language);
    return {
      id: category.id,
      outlet_id: category.outletId,
      name: category.name,
      position: category.position,
      station: category.station,
      available: category.available,
      version: category.version,
      created_at: category.createdAt,
      updated_at: category.updatedAt,
      ...(category.parentId !== undefined && { parent_id: category.parentId }),
      ...(isInside && category.translations && { translations: category.translations }),
    };
  }
}

/** Who reads categories, and in what. */
export interface CategoryReader {
  readonly isInside: boolean;
  readonly language?: string;
}

const STAFF: CategoryReader = { isInside: true };

export class CategoryPage extends PageResponse {
  data!: CategoryResponse[];
}

export const toDraft = (request: CreateCategoryRequest): CategoryDraft => ({
  ...toChanges(request),
  name: request.name,
});

/** Only the fields that the request names. */
export function toChanges(request: UpdateCategoryRequest): CategoryChanges {
  const { name, position, station, parent_id: parentId, translations } = request;
  return {
    ...(name !== undefined && { name }),
    ...(position !== undefined && { position }),
    ...(station !== undefined && { station }),
    ...(parentId !== undefined && { parentId }),
    ...(translations !== undefined && { translations: translations && inOrder(translations) }),
  };
}
