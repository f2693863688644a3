import type { ActorRef, AuditEntry } from '#libs/kernel';

import type { Device } from './device.js';

/** What the audit log says of a device: who did what to which, and what it may see since. */
export const deviceEntry = (
  action: 'device.approved' | 'device.paired' | 'device.changed' | 'device.revoked',
  by: ActorRef,
  { id, outletId, name, kind, stations }: Pick<Device, 'id' | 'outletId' | 'name' | 'kind' | 'stations'>,
): AuditEntry => ({
  outletId,
  actor: by,
  action,
  subjectType: 'device',
  subjectId: id,
  details: { name, kind, stations },
});
