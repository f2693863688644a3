import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { DiningTable } from './dining-table.js';

/** What the audit log keeps of a change to a table; never its secret. */
export const tableAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted' | 'qr_rotated' | 'cleaned' | 'blocked' | 'unblocked',
  table: DiningTable,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId: table.outletId,
  actor: actorRef(actor),
  action: `table.${verb}`,
  subjectType: 'table',
  subjectId: table.id,
  details: { name: table.name, ...details },
});
