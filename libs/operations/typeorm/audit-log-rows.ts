import type { ActorRef } from '#libs/kernel';

import type { AuditRecord } from '../core/model/audit-record.js';

/** A row of the audit log; the platform writes them. */
export interface AuditRecordRow extends Record<string, unknown> {
  id: string;
  outlet_id: string | null;
  actor_kind: ActorRef['kind'];
  actor_id: string | null;
  actor_role: ActorRef['role'];
  action: string;
  subject_type: string;
  subject_id: string;
  reason: string | null;
  approved_by: string | null;
  details: Record<string, unknown>;
  request_id: string | null;
  client_address: string | null;
  occurred_at: Date;
}

export const AUDIT_COLUMNS =
  'id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, reason, approved_by, details, request_id, ' +
  'client_address, occurred_at';

export const toAuditRecord = (row: AuditRecordRow): AuditRecord => ({
  id: row.id,
  outletId: row.outlet_id,
  actor: { kind: row.actor_kind, id: row.actor_id, role: row.actor_role },
  action: row.action,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  reason: row.reason,
  approvedBy: row.approved_by,
  details: row.details,
  requestId: row.request_id,
  clientAddress: row.client_address,
  occurredAt: row.occurred_at,
});
