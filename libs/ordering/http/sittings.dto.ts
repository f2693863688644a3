import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsUUID } from 'class-validator';

import { Optional } from '#libs/platform';

import type { MovedSitting } from '../core/use-cases/move-table-session.js';
import { ReasonRequest } from './change-order.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';

export class MoveTableSessionRequest extends ReasonRequest {
  /** Where the party sits from now on. */
  @IsUUID()
  table_id!: string;

  /** Sit down with the guests who are there, as one party. */
  @Optional()
  @IsBoolean()
  join?: boolean;
}

/** A party where it sits now. */
export class MovedTableSessionResponse {
  /** Another one than before when the party joined the guests of the table. */
  id!: string;
  outlet_id!: string;
  table_id!: string;
  table_name!: string;
  /** The user who opened the session; null for a phone that scanned the table's code. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  opened_by!: string | null;
  opened_at!: Date;
  expires_at!: Date;
  from_session_id!: string;
  from_table_id!: string;
  /** Whether it became a part of the sitting that was there. */
  joined!: boolean;
  /** The bills that went along. */
  orders!: OrderResponse[];

  static from({ session: { from, to }, orders }: MovedSitting): MovedTableSessionResponse {
    return {
      id: to.id,
      outlet_id: to.outletId,
      table_id: to.tableId,
      table_name: to.tableName,
      opened_by: to.openedBy,
      opened_at: to.openedAt,
      expires_at: to.expiresAt,
      from_session_id: from.id,
      from_table_id: from.tableId,
      joined: from.id !== to.id,
      orders: orders.map(orderResponse),
    };
  }
}
