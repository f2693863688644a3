import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Length, Max, MaxLength, Min } from 'class-validator';

import { CursorPageQuery, CursorPageResponse, FlagOfQuery, IfGiven, IsId } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import type { SeatedPhone } from '../core/use-cases/open-table-session.js';

const LONGEST_SECRET = 200;
const LONGEST_TOKEN = 4096;
const MOST_GUESTS = 1000;

export class OpenTableSessionRequest {
  @IsId()
  table_id!: string;

  /** From the table's QR code. Staff need none at their own outlets. */
  @IfGiven()
  @IsString()
  @Length(1, LONGEST_SECRET)
  qr_secret?: string;

  /** How many sit there now. */
  @ApiProperty({ required: false, example: 4 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_GUESTS)
  guest_count?: number;
}

export class ValidateTableSessionRequest {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiJ9.e30.kQ3vT8xW2mZ7pL5rN9cB4hJ6sD1fG0yA' })
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  token!: string;
}

export class ListTableSessionsQuery extends CursorPageQuery {
  /** Of this outlet alone; of all of yours when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;

  @IfGiven()
  @IsId()
  table_id?: string;

  /** `true`: only those open now; `false`: only those that have ended. */
  @IfGiven()
  @FlagOfQuery()
  @IsBoolean()
  open?: boolean;
}

/** What a phone, or a waiter's tablet, gets when it sits down. */
export class OpenedTableSessionResponse {
  id!: string;
  /** Acts as GUEST of this table until the session ends. It is shown once. */
  token!: string;
  table_id!: string;
  outlet_id!: string;
  expires_at!: Date;
  /** The guest page, already signed in. */
  order_url!: string;

  static from({ session, token }: SeatedPhone, orderUrl: string): OpenedTableSessionResponse {
    return {
      id: session.id,
      token,
      table_id: session.tableId,
      outlet_id: session.outletId,
      expires_at: session.expiresAt,
      order_url: orderUrl,
    };
  }
}

export class TableSessionCheckResponse {
  valid!: boolean;
  /** This and the rest only of a valid token. */
  id?: string;
  table_id?: string;
  outlet_id?: string;
  expires_at?: Date;

  static from(session: TableSession | null): TableSessionCheckResponse {
    if (!session) return { valid: false };
    return {
      valid: true,
      id: session.id,
      table_id: session.tableId,
      outlet_id: session.outletId,
      expires_at: session.expiresAt,
    };
  }
}

export class TableSessionResponse {
  id!: string;
  outlet_id!: string;
  table_id!: string;
  table_name!: string;
  /** The user who opened it; null for a phone that scanned the table's code. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  opened_by!: string | null;
  opened_at!: Date;
  expires_at!: Date;
  /** Null while it has not been closed. */
  @ApiProperty({ type: Date, nullable: true })
  closed_at!: Date | null;
  /** The session that this one became a part of when its party joined another; null otherwise. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  joined_into!: string | null;

  static from(this: void, session: TableSession): TableSessionResponse {
    return {
      id: session.id,
      outlet_id: session.outletId,
      table_id: session.tableId,
      table_name: session.tableName,
      opened_by: session.openedBy,
      opened_at: session.openedAt,
      expires_at: session.expiresAt,
      closed_at: session.closedAt,
      joined_into: session.joinedInto,
    };
  }
}

export class TableSessionPage extends CursorPageResponse {
  data!: TableSessionResponse[];
}
