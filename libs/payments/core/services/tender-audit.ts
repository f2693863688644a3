import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { Tender } from '../model/tender.js';

export const tenderAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted',
  tender: Tender,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId: tender.outletId,
  actor: actorRef(actor),
  action: `tender.${verb}`,
  subjectType: 'tender',
  subjectId: tender.id,
  details: { name: tender.name, method: tender.method, ...details },
});
