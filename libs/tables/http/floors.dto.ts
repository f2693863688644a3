import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { IfGiven, IsId, Trimmed } from '#libs/platform';

import { type FloorChanges, type FloorLayout, TABLE_SHAPES, type TableShape } from '../core/model/floor.js';
import type { ShownFloor } from '../core/services/floor-views.js';

const LARGEST = 10_000;
const MOST_TABLES = 500;
const MOST_PAIRS = 1_000;

export class CreateFloorRequest {
  @IsId()
  outlet_id!: string;

  /** As the staff say it; unique in its outlet. */
  @ApiProperty({ example: 'Terrace' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;

  /** Among the outlet's floors: the lowest first. 0 when left out. */
  @ApiProperty({ required: false, example: 1 })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LARGEST)
  position?: number;

  /** How wide it is, in whole units of its own grid. */
  @ApiProperty({ example: 24 })
  @IsInt()
  @Min(1)
  @Max(LARGEST)
  width!: number;

  @ApiProperty({ example: 16 })
  @IsInt()
  @Min(1)
  @Max(LARGEST)
  height!: number;
}

/** Only what changes. */
export class UpdateFloorRequest extends PartialType(OmitType(CreateFloorRequest, ['outlet_id'] as const), {
  skipNullProperties: false,
}) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Where a table is drawn. */
export class TableSpotRequest {
  /** A table of the floor's outlet. */
  @IsId()
  id!: string;

  /** Its upper left corner before it is turned, from the floor's. */
  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(0)
  @Max(LARGEST)
  x!: number;

  @ApiProperty({ example: 3 })
  @IsInt()
  @Min(0)
  @Max(LARGEST)
  y!: number;

  @ApiProperty({ example: 4 })
  @IsInt()
  @Min(1)
  @Max(LARGEST)
  width!: number;

  @ApiProperty({ example: 2 })
  @IsInt()
  @Min(1)
  @Max(LARGEST)
  height!: number;

  /** Degrees clockwise about its middle. 0 when left out. */
  @ApiProperty({ required: false, example: 0 })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(359)
  rotation?: number;

  /** RECT when left out. */
  @ApiProperty({ enum: TABLE_SHAPES, enumName: 'TableShape', required: false })
  @IfGiven()
  @IsIn(TABLE_SHAPES)
  shape?: TableShape;
}

/** Two tables of the floor that can be put together. */
export class TablePairRequest {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 2, maxItems: 2 })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsUUID('all', { each: true })
  table_ids!: string[];
}

export class ArrangeFloorRequest {
  /** The floor's version that was edited. */
  @IsInt()
  @Min(1)
  version!: number;

  /** All tables that are on the floor. */
  @ApiProperty({ type: () => [TableSpotRequest] })
  @IsArray()
  @ArrayMaxSize(MOST_TABLES)
  @ValidateNested({ each: true })
  @Type(() => TableSpotRequest)
  tables!: TableSpotRequest[];

  /** Tables that can be put together for a party, two by two. None when left out. */
  @ApiProperty({ required: false, type: () => [TablePairRequest], example: [] })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_PAIRS)
  @ValidateNested({ each: true })
  @Type(() => TablePairRequest)
  pairs?: TablePairRequest[];
}

export class ListFloorsQuery {
  /** Of this outlet alone; of all of yours when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class TableSpotResponse {
  id!: string;
  x!: number;
  y!: number;
  width!: number;
  height!: number;
  rotation!: number;
  @ApiProperty({ enum: TABLE_SHAPES, enumName: 'TableShape' })
  shape!: TableShape;
}

export class TablePairResponse {
  @ApiProperty({ type: [String], format: 'uuid' })
  table_ids!: string[];
}

export class FloorResponse {
  id!: string;
  outlet_id!: string;
  name!: string;
  position!: number;
  width!: number;
  height!: number;
  @ApiProperty({ type: () => [TableSpotResponse] })
  tables!: TableSpotResponse[];
  /** Tables that can be put together for a party, two by two. */
  @ApiProperty({ type: () => [TablePairResponse] })
  pairs!: TablePairResponse[];
  /** Counts up with every change, of the layout too. */
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(this: void, { floor, layout }: ShownFloor): FloorResponse {
    return {
      id: floor.id,
      outlet_id: floor.outletId,
      name: floor.name,
      position: floor.position,
      width: floor.width,
      height: floor.height,
      tables: layout.spots.map(({ tableId: id, ...spot }) => ({ id, ...spot })),
      pairs: layout.pairs.map((pair) => ({ table_ids: [...pair] })),
      version: floor.version,
      created_at: floor.createdAt,
      updated_at: floor.updatedAt,
    };
  }
}

/** All floors, by outlet and position. */
export class FloorsResponse {
  @ApiProperty({ type: () => [FloorResponse] })
  data!: FloorResponse[];
}

export const toFloorChanges = ({ name, position, width, height }: UpdateFloorRequest): FloorChanges => ({
  ...(name !== undefined && { name }),
  ...(position !== undefined && { position }),
  ...(width !== undefined && { width }),
  ...(height !== undefined && { height }),
});

export const toLayout = ({ tables, pairs = [] }: ArrangeFloorRequest): FloorLayout => ({
  spots: tables.map(({ id: tableId, x, y, width, height, rotation = 0, shape = 'RECT' }) => ({
    ...{ tableId, x, y, width, height, rotation, shape },
  })),
  pairs: pairs.map(({ table_ids: [one = '', other = ''] }) => [one.toLowerCase(), other.toLowerCase()] as const),
});
