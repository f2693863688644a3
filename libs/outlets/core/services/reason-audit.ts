import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { Reason } from '../model/reason.js';

export const reasonAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted',
  { outletId, id, kind, label }: Reason,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId,
  actor: actorRef(actor),
  action: `reason.${verb}`,
  subjectType: 'reason',
  subjectId: id,
  details: { kind, label, ...details },
});
