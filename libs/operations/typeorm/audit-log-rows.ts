import { EntitySchema } from 'typeorm';

/** The platform writes these rows; reporting reads them. */
export interface AuditRecordRow {
  id: string;
  outlet_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  actor_role: string | null;
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

export const AuditRecordSchema = new EntitySchema<AuditRecordRow>({
  name: 'AuditRecord',
  tableName: 'audit_log',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid', nullable: true },
    actor_kind: { type: 'text' },
    actor_id: { type: 'uuid', nullable: true },
    actor_role: { type: 'text', nullable: true },
    action: { type: 'text' },
    subject_type: { type: 'text' },
    subject_id: { type: 'text' },
    reason: { type: 'text', nullable: true },
    approved_by: { type: 'uuid', nullable: true },
    details: { type: 'jsonb', default: {} },
    request_id: { type: 'text', nullable: true },
    client_address: { type: 'text', nullable: true },
    occurred_at: { type: 'timestamptz', default: () => 'now()' },
  },
});
