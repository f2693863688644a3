import {
  type AuditEntry,
  AuditLog,
  EventLog,
  FixedClock,
  type NewEvent,
  newId,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';

import { OutletChangeLog } from '../core/outlet-change-log.js';
import { InMemoryOutletRepository } from './in-memory-outlet.repository.js';

class KeptAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];
  record = async (entry: AuditEntry) => void this.entries.push(entry);
}

class KeptEvents extends EventLog {
  readonly events: NewEvent[] = [];
  append = async (events: readonly NewEvent[]) => void this.events.push(...events);
}

/** Runs the work, and after it what waits for the commit. */
class PlainUnitOfWork extends UnitOfWork {
  private waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.waiting = [];
    const result = await work();
    this.waiting.forEach((action) => action());
    return result;
  }

  afterCommit(action: () => void): void {
    this.waiting.push(action);
  }
}

/** All that the use cases of outlets need, in memory. */
export function outletWorld() {
  const outlets = new InMemoryOutletRepository();
  const audit = new KeptAudit();
  const events = new KeptEvents();
  const unitOfWork = new PlainUnitOfWork();
  const clock = new FixedClock(new Date('2026-03-02T12:00:00Z'));
  const memory = { forgotten: 0, forget: () => void (memory.forgotten += 1) };
  const changes = new OutletChangeLog(audit, events, memory, unitOfWork);
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  return { outlets, audit, events, unitOfWork, clock, memory, changes, admin };
}
