import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { CursorPageResponse, CursorPeriodQuery, IsId, Trimmed } from '#libs/platform';

import type { NamedAuditRecord } from '../core/model/audit-record.js';

const LONGEST_WORD = 100;

export class AuditLogQuery extends CursorPeriodQuery {
  @IsOptional()
  @IsId()
  outlet_id?: string;

  /** What it was done to: `product`, `order`, `user`, … */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_WORD)
  subject_type?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_WORD)
  subject_id?: string;

  /** What was done, such as `order.voided`. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_WORD)
  action?: string;

  /** Who did it: a user's id or a table session's. */
  @IsOptional()
  @IsId()
  actor_id?: string;
}

/** Who did it: a user, a guest's table session, or Comanda itself. */
export class AuditActorResponse {
  kind!: 'user' | 'guest' | 'system';
  id!: string | null;
  /** The role they had then. */
  role!: string | null;
  /** The name they have now; null for guests, Comanda, and people who were erased. */
  name!: string | null;
}

export class AuditRecordResponse {
  id!: string;
  /** Null for what concerns no single outlet. */
  outlet_id!: string | null;
  actor!: AuditActorResponse;
  action!: string;
  subject_type!: string;
  subject_id!: string;
  reason!: string | null;
  /** The user who consented, where a supervisor's approval was needed. */
  approved_by!: string | null;
  approved_by_name!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true })
  details!: Readonly<Record<string, unknown>>;
  request_id!: string | null;
  /** Where the request came from; null for what Comanda did itself. */
  client_address!: string | null;
  occurred_at!: string;

  static from(record: NamedAuditRecord): AuditRecordResponse {
    return {
      id: record.id,
      outlet_id: record.outletId,
      actor: { kind: record.actor.kind, id: record.actor.id, role: record.actor.role, name: record.actorName },
      action: record.action,
      subject_type: record.subjectType,
      subject_id: record.subjectId,
      reason: record.reason,
      approved_by: record.approvedBy,
      approved_by_name: record.approverName,
      details: record.details,
      request_id: record.requestId,
      client_address: record.clientAddress,
      occurred_at: record.occurredAt.toISOString(),
    };
  }
}

export class AuditLogPageResponse extends CursorPageResponse {
  data!: AuditRecordResponse[];
}
