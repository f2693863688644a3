import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { Floor } from './floor.js';

/** What the audit log keeps of a change to a floor. */
export const floorAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted' | 'arranged',
  floor: Floor,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId: floor.outletId,
  actor: actorRef(actor),
  action: `floor.${verb}`,
  subjectType: 'floor',
  subjectId: floor.id,
  details: { name: floor.name, ...details },
});
