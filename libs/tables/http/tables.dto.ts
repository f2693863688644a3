import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

import { IfGiven, IsId, PageQuery, PageResponse, Trimmed } from '#libs/platform';

import type { TableChanges, TableDraft } from '../core/model/dining-table.js';
import { TABLE_SHAPES, type TableShape } from '../core/model/floor.js';
import { TABLE_STATES, type TableState } from '../core/model/table-state.js';
import type { ShownTable } from '../core/services/table-views.js';
import { TableSessionResponse } from './table-sessions.dto.js';

const MOST_SEATS = 1000;

export class CreateTableRequest {
  @IsId()
  outlet_id!: string;

  /** As guests and waiters say it; unique in its outlet. */
  @ApiProperty({ example: 'Table 4' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;

  /** Part of the room. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Terrace' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 60)
  area?: string | null;

  @ApiProperty({ type: Number, nullable: true, required: false, example: 4 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  seats?: number | null;

  /** The smallest party that is seated here. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 2 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  min_party?: number | null;

  /** The largest party that is seated here. */
  @ApiProperty({ type: Number, nullable: true, required: false, example: 4 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  max_party?: number | null;

  /** False while nobody may sit down here. True when left out. */
  @IfGiven()
  @IsBoolean()
  active?: boolean;
}

/** Every field of the table; what is left out goes back to its default. A table stays in its outlet. */
export class ReplaceTableRequest extends PickType(CreateTableRequest, [
  'name',
  'area',
  'seats',
  'min_party',
  'max_party',
  'active',
] as const) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. */
export class UpdateTableRequest extends PartialType(ReplaceTableRequest, { skipNullProperties: false }) {}

export class ListTablesQuery extends PageQuery {
  /** Of this outlet alone; of all of yours when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class QrImageQuery {
  /** Width and height in pixels. */
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(128)
  @Max(2048)
  size: number = 512;
}

export class TableResponse {
  id!: string;
  outlet_id!: string;
  name!: string;
  @ApiProperty({ type: String, nullable: true })
  area!: string | null;
  @ApiProperty({ type: Number, nullable: true })
  seats!: number | null;
  /** The smallest and the largest party that is seated here; null: any. */
  @ApiProperty({ type: Number, nullable: true })
  min_party!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  max_party!: number | null;
  active!: boolean;
  /** The floor that it is drawn on, with its upper left corner, its size, and how it is turned; all null while it is on none. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  floor_id!: string | null;
  @ApiProperty({ type: Number, nullable: true })
  x!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  y!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  width!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  height!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  rotation!: number | null;
  @ApiProperty({ enum: TABLE_SHAPES, enumName: 'TableShape', nullable: true })
  shape!: TableShape | null;
  /**
   * BLOCKED: staff keep guests away. With guests: SEATED, they have not ordered; ORDERED, something is to be paid; BILL_PRINTED, as well, and they have
   * the bill on paper; PAID, nothing is. Without:
   * DIRTY where the outlet has tables cleaned, else FREE.
   */
  @ApiProperty({ enum: TABLE_STATES, enumName: 'TableState' })
  state!: TableState;
  state_since!: Date;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  session_id!: string | null;
  /** The table whose session is at this one too; null unless it was linked to that. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  linked_to!: string | null;
  /** Null where nobody said how many they are. */
  @ApiProperty({ type: Number, nullable: true })
  guest_count!: number | null;
  /** Who was named to serve one of its bills, else who opened the session, or placed its first bill that guests did not place themselves. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  server_id!: string | null;
  /** Of all bills of the session. */
  amount_due!: number;
  /** What the printed code opens: a secret, for ADMIN and SUPERVISOR alone. */
  qr_url?: string;
  /** Who sits there now. */
  @ApiProperty({ type: () => TableSessionResponse, nullable: true })
  session!: TableSessionResponse | null;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  /** `qrUrl` is left out for whoever must not see it. */
  static from({ table, session, standing, spot }: ShownTable, qrUrl: string | undefined): TableResponse {
    return {
      id: table.id,
      outlet_id: table.outletId,
      name: table.name,
      area: table.area,
      seats: table.seats,
      min_party: table.minParty,
      max_party: table.maxParty,
      active: table.active,
      floor_id: spot?.floorId ?? null,
      x: spot?.x ?? null,
      y: spot?.y ?? null,
      width: spot?.width ?? null,
      height: spot?.height ?? null,
      rotation: spot?.rotation ?? null,
      shape: spot?.shape ?? null,
      state: standing.state,
      state_since: standing.since,
      session_id: standing.sessionId,
      linked_to: standing.linkedTo,
      guest_count: standing.guestCount,
      server_id: standing.serverId,
      amount_due: standing.amountDue,
      ...(qrUrl !== undefined && { qr_url: qrUrl }),
      session: session && TableSessionResponse.from(session),
      version: table.version,
      created_at: table.createdAt,
      updated_at: table.updatedAt,
    };
  }
}

export class TablePage extends PageResponse {
  data!: TableResponse[];
}

export const toDraft = (request: Omit<CreateTableRequest, 'outlet_id'>): Omit<TableDraft, 'outletId'> => ({
  name: request.name,
  area: request.area ?? null,
  seats: request.seats ?? null,
  minParty: request.min_party ?? null,
  maxParty: request.max_party ?? null,
  active: request.active ?? true,
});

/** Only the fields that the request names. */
export const toChanges = ({ name, area, seats, min_party, max_party, active }: UpdateTableRequest): TableChanges => ({
  ...(name !== undefined && { name }),
  ...(area !== undefined && { area }),
  ...(seats !== undefined && { seats }),
  ...(min_party !== undefined && { minParty: min_party }),
  ...(max_party !== undefined && { maxParty: max_party }),
  ...(active !== undefined && { active }),
});
