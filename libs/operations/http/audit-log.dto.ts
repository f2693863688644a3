import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { CursorPageResponse, CursorPeriodQuery, IsId, Trimmed } from '#libs/platform';

import type { AuditVerdict } from '../core/services/audit-chain-verifier.js';
import { AUDIT_FAULTS, type AuditFaultCode } from '../core/model/audit-chain.js';
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

/** Without a period the whole chain is read. */
export class VerifyAuditLogQuery extends PickType(CursorPeriodQuery, ['from', 'to']) {
  /** The chain of this outlet; that of what concerns no single outlet when left out. */
  @IsOptional()
  @IsId()
  outlet_id?: string;
}

export class AuditHeadResponse {
  /** Its place in the chain. */
  n!: number;
  /** SHA-256 over the entry, its place and the hash before it. */
  hash!: string;
}

export class AuditFaultResponse {
  /** The first place in the chain where something is not as it was. */
  n!: number;
  @ApiProperty({ enum: AUDIT_FAULTS, enumName: 'AuditFaultCode' })
  code!: AuditFaultCode;
  /** Null where a seal is missing. */
  entry_id!: string | null;
  /** The number of the Z that tells of it; null where the chain itself does. */
  report_number!: number | null;
}

export class AuditVerdictResponse {
  valid!: boolean;
  /** How many entries were found to be as they were written; those in the archive among them. */
  entries!: number;
  /** When the last of them was sealed. */
  sealed_to!: string | null;
  /** The last of them. Keep it outside of this system: with it, a chain that was rewritten as a whole can be told too. */
  head!: AuditHeadResponse | null;
  /** Entries that wait to be sealed, which takes a second or two. */
  unsealed!: number;
  /** Absent where nothing is wrong. */
  first_fault?: AuditFaultResponse;

  static from({ fault, entries, sealedTo, head, unsealed }: AuditVerdict): AuditVerdictResponse {
    return {
      valid: fault === null,
      entries,
      sealed_to: sealedTo?.toISOString() ?? null,
      head,
      unsealed,
      ...(fault && {
        first_fault: { n: fault.n, code: fault.code, entry_id: fault.entryId, report_number: fault.report },
      }),
    };
  }
}
