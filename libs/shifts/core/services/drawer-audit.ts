import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { NamedDrawer } from '../model/named-drawer.js';

export const drawerAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted',
  { outletId, id, name }: NamedDrawer,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId,
  actor: actorRef(actor),
  action: `drawer.${verb}`,
  subjectType: 'drawer',
  subjectId: id,
  details: { name, ...details },
});
