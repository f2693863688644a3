import { Injectable } from '@nestjs/common';

import { type AuditEntry, type AuditHead, AuditLog, newId } from '#libs/kernel';

import { Database } from '../database/database.js';
import type { Statement } from '../database/statement.js';
import { currentRequest } from '../telemetry/request-context.js';

@Injectable()
export class SqlAuditLog extends AuditLog {
  constructor(private readonly database: Database) {
    super();
  }

  async record(entry: AuditEntry): Promise<void> {
    await this.database.execute(auditStatement(entry));
  }

  async forget(userId: string): Promise<void> {
    await this.database.execute({
      name: 'audit.forget',
      text: `UPDATE audit_log
             SET client_address = NULL, reason = CASE WHEN actor_id = $1 AND actor_role = 'CUSTOMER' THEN NULL ELSE reason END
             WHERE (actor_id = $1 OR (subject_type = 'user' AND subject_id = $2))
               AND (client_address IS NOT NULL OR (actor_id = $1 AND actor_role = 'CUSTOMER' AND reason IS NOT NULL))`,
      values: [userId, userId],
    });
  }

  async head(outletId: string): Promise<AuditHead | null> {
    const [head] = await this.database.query<{ n: number; hash: string }>({
      name: 'audit.head',
      text: 'SELECT last_n AS n, last_hash AS hash FROM audit_chains WHERE outlet_id = $1',
      values: [outletId],
    });
    return head ?? null;
  }
}

/** One line of the audit log, with the request that it came by. */
export function auditStatement(entry: AuditEntry): Statement {
  const request = currentRequest();
  return {
    name: 'audit.record',
    text: `INSERT INTO audit_log
             (id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, reason, approved_by, details,
              request_id, client_address)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      newId(),
      entry.outletId,
      entry.actor.kind,
      entry.actor.id,
      entry.actor.role,
      entry.action,
      entry.subjectType,
      entry.subjectId,
      entry.reason ?? null,
      entry.approvedBy ?? null,
      JSON.stringify(entry.details ?? {}),
      request?.requestId ?? null,
      request?.clientAddress ?? null,
    ],
  };
}
