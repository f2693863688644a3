import { FixedClock, newId, type UserActor } from '#libs/kernel';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { OutletChangeLog } from '../core/services/outlet-change-log.js';
import { InMemoryOutletRepository } from './in-memory-outlet.repository.js';

/** All that the use cases of outlets need, in memory. */
export function outletWorld() {
  const outlets = new InMemoryOutletRepository();
  const audit = new KeptAuditLog();
  const events = new KeptEventLog();
  const unitOfWork = new PlainUnitOfWork();
  const clock = new FixedClock(new Date('2026-03-02T12:00:00Z'));
  const memory = { forgotten: 0, forget: () => void (memory.forgotten += 1) };
  const changes = new OutletChangeLog(audit, events, memory, unitOfWork);
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  return { outlets, audit, events, unitOfWork, clock, memory, changes, admin };
}
