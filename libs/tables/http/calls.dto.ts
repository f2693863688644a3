import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';

import { Code, FreeText, IfGiven, IsId, Optional } from '#libs/platform';

import {
  CALL_KINDS,
  CALL_STATUSES,
  type CallKind,
  type CallStatus,
  type ServiceCall,
  statusOf,
} from '../core/model/service-call.js';

export class CallServiceRequest {
  /** WAITER: somebody should come. BILL: they want to pay. OTHER: what `note` says. */
  @ApiProperty({ enum: CALL_KINDS, example: 'WAITER' })
  @IsIn(CALL_KINDS)
  kind!: CallKind;

  /** "A high chair, please". */
  @Optional()
  @FreeText()
  @IsString()
  @MaxLength(80)
  note?: string;

  /** With BILL: how they want to pay, one of the menu's `payment_methods`. */
  @Optional()
  @ApiProperty({ required: false, example: 'cash' })
  @Code()
  @Matches(/^[a-z_]{1,40}$/, { message: 'method must be a way to pay such as cash' })
  method?: string;
}

export class ListCallsQuery {
  /** Of this outlet alone; of all of yours when left out. */
  @IfGiven()
  @IsId()
  outlet_id?: string;
}

export class ServiceCallResponse {
  id!: string;
  outlet_id!: string;
  table_session_id!: string;
  /** Where its guests sit now. */
  table_id!: string;
  table_name!: string;
  @ApiProperty({ enum: CALL_KINDS })
  kind!: CallKind;
  @ApiProperty({ type: String, nullable: true })
  note!: string | null;
  @ApiProperty({ type: String, nullable: true })
  method!: string | null;
  @ApiProperty({ enum: CALL_STATUSES })
  status!: CallStatus;
  created_at!: Date;
  /** When somebody said that they are coming; null until then. */
  @ApiProperty({ type: Date, nullable: true })
  acknowledged_at!: Date | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  acknowledged_by!: string | null;
  @ApiProperty({ type: Date, nullable: true })
  closed_at!: Date | null;
  /** Null while it is open, and of one that ended with its table session. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  closed_by!: string | null;

  static from(this: void, call: ServiceCall): ServiceCallResponse {
    return {
      id: call.id,
      outlet_id: call.outletId,
      table_session_id: call.sessionId,
      table_id: call.tableId,
      table_name: call.tableName,
      kind: call.kind,
      note: call.note,
      method: call.method,
      status: statusOf(call),
      created_at: call.createdAt,
      acknowledged_at: call.acknowledgedAt,
      acknowledged_by: call.acknowledgedBy,
      closed_at: call.closedAt,
      closed_by: call.closedBy,
    };
  }
}

/** Calls that are open, oldest first. */
export class OpenCallsResponse {
  @ApiProperty({ type: () => [ServiceCallResponse] })
  data!: ServiceCallResponse[];
}
