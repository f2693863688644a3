import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
} from 'class-validator';

import { IfGiven, IsId, PageQuery, PageResponse, Trimmed } from '#libs/platform';

import { type Menu, type MenuDraft, type MenuFields, CHANNEL, type SalesChannel } from '../core/model/menu.js';

const MOST_OUTLETS = 1_000;
const MOST_CATEGORIES = 500;
const MOST_PRODUCTS = 5_000;
const MOST_CHANNELS = 20;

export class CreateMenuRequest {
  @ApiProperty({ example: 'Breakfast' })
  @Trimmed()
  @IsString()
  @Length(1, 120)
  name!: string;

  /** Where it runs. Null or left out: in every outlet. */
  @ApiProperty({ type: [String], format: 'uuid', nullable: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_OUTLETS)
  @IsUUID('all', { each: true })
  outlet_ids?: string[] | null;

  /** For whom: COUNTER, what staff sell; TABLE, guests at a table; ONLINE, customers; APP: and a code, a delivery app. Null or left out: for all. */
  @ApiProperty({
    type: 'array',
    items: { type: 'string', pattern: CHANNEL.source, example: 'TABLE' },
    nullable: true,
    required: false,
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHANNELS)
  @Matches(CHANNEL, { each: true, message: 'channels must be COUNTER, TABLE, ONLINE, or apps such as APP:GOFOOD' })
  channels?: SalesChannel[] | null;

  /** When it runs. Null or left out: always. */
  @ApiProperty({ type: String, nullable: true, required: false, format: 'uuid' })
  @IsOptional()
  @IsId()
  schedule_id?: string | null;

  /** What is in it, with all that is below these. */
  @ApiProperty({ type: [String], format: 'uuid', required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_CATEGORIES)
  @IsUUID('all', { each: true })
  category_ids?: string[];

  @ApiProperty({ type: [String], format: 'uuid', required: false })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_PRODUCTS)
  @IsUUID('all', { each: true })
  product_ids?: string[];

  /** False: as if it were not there, and what is in it is sold always. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;
}

/** Only what changes. */
export class UpdateMenuRequest extends PartialType(CreateMenuRequest, { skipNullProperties: false }) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

export class MenusQuery extends PageQuery {
  /** Those that may run in this outlet. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

/** When a set of products is sold. What is in several menus is sold while one of them runs, and what is in none always. */
export class MenuDefinitionResponse {
  id!: string;
  name!: string;
  /** Null: in every outlet. */
  @ApiProperty({ type: [String], nullable: true })
  outlet_ids!: string[] | null;
  /** Null: for all. */
  @ApiProperty({ type: [String], nullable: true })
  channels!: SalesChannel[] | null;
  /** Null: always. */
  @ApiProperty({ type: String, nullable: true })
  schedule_id!: string | null;
  category_ids!: string[];
  product_ids!: string[];
  active!: boolean;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(this: void, menu: Menu): MenuDefinitionResponse {
    return {
      id: menu.id,
      name: menu.name,
      outlet_ids: menu.outletIds && [...menu.outletIds],
      channels: menu.channels && [...menu.channels],
      schedule_id: menu.scheduleId,
      category_ids: [...menu.categoryIds],
      product_ids: [...menu.productIds],
      active: menu.active,
      version: menu.version,
      created_at: menu.createdAt,
      updated_at: menu.updatedAt,
    };
  }
}

export class MenuPage extends PageResponse {
  data!: MenuDefinitionResponse[];
}

export const toDraft = (request: CreateMenuRequest): MenuDraft => ({ ...toChanges(request), name: request.name });

const lower = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

/** Only the fields that the request names. */
export const toChanges = (request: UpdateMenuRequest): Partial<MenuFields> => ({
  ...(request.name !== undefined && { name: request.name }),
  ...(request.outlet_ids !== undefined && { outletIds: request.outlet_ids && lower(request.outlet_ids) }),
  ...(request.channels !== undefined && { channels: request.channels }),
  ...(request.schedule_id !== undefined && { scheduleId: request.schedule_id }),
  ...(request.category_ids !== undefined && { categoryIds: lower(request.category_ids) }),
  ...(request.product_ids !== undefined && { productIds: lower(request.product_ids) }),
  ...(request.active !== undefined && { active: request.active }),
});
