import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsInt, IsString, Length, Min } from 'class-validator';

import { IfGiven, IsId, Trimmed } from '#libs/platform';

import type { NamedDrawer } from '../core/model/named-drawer.js';
import type { SeenDrawer } from '../core/services/outlet-drawers.js';

export class ListDrawersQuery {
  @IsId()
  outlet_id!: string;
}

export class CreateDrawerRequest {
  @IsId()
  outlet_id!: string;

  /** As staff call it; unique in its outlet. */
  @ApiProperty({ example: 'Till by the window' })
  @Trimmed()
  @IsString()
  @Length(1, 60)
  name!: string;
}

class EditedDrawer extends PickType(CreateDrawerRequest, ['name'] as const) {
  /** The version that was edited; `If-Match` says the same. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}

/** Only what changes. A drawer stays in its outlet. */
export class UpdateDrawerRequest extends PartialType(EditedDrawer, { skipNullProperties: false }) {}

export class DrawerResponse {
  id!: string;
  outlet_id!: string;
  name!: string;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from({ id, outletId, name, version, createdAt, updatedAt }: NamedDrawer): DrawerResponse {
    return { id, outlet_id: outletId, name, version, created_at: createdAt, updated_at: updatedAt };
  }
}

/** The open shift on a drawer. */
export class DrawerShiftResponse {
  id!: string;
  user_id!: string;
  /** Null for somebody whose account is gone. */
  user_name!: string | null;
}

export class SeenDrawerResponse extends DrawerResponse {
  /** Null while nobody has it: a shift may be opened on it. */
  @ApiProperty({ type: () => DrawerShiftResponse, nullable: true })
  shift!: DrawerShiftResponse | null;

  static seen({ drawer, shift }: SeenDrawer): SeenDrawerResponse {
    return {
      ...DrawerResponse.from(drawer),
      shift: shift && { id: shift.id, user_id: shift.userId, user_name: shift.userName },
    };
  }
}

export class DrawersResponse {
  data!: SeenDrawerResponse[];
}
