import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsUUID } from 'class-validator';

import { IsId } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import { TableSessionResponse } from './table-sessions.dto.js';

const MOST_TABLES = 50;

export class LinkTablesRequest {
  /** Where the party sits as well. */
  @ApiProperty({ type: [String], format: 'uuid', example: ['0198b2a4-7d3e-7c51-9a3f-5f0c8f6b1e24'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_TABLES)
  @IsUUID('all', { each: true })
  table_ids!: string[];
}

export class UnlinkTableRequest {
  /** One of the tables that were linked. */
  @IsId()
  table_id!: string;
}

/** A table session, and the tables at which it is besides its own. */
export class LinkedTableSessionResponse extends TableSessionResponse {
  @ApiProperty({ type: [String], format: 'uuid' })
  linked_table_ids!: string[];

  static of(session: TableSession, tableIds: readonly string[]): LinkedTableSessionResponse {
    return { ...TableSessionResponse.from(session), linked_table_ids: [...tableIds] };
  }
}
