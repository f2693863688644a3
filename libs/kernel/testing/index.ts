import type { AuditHead } from '../audit-chain.js';
import { type AuditEntry, AuditLog } from '../audit-log.js';
import { EventLog } from '../event-log.js';
import type { NewEvent } from '../event-type.js';
import { UnitOfWork } from '../unit-of-work.js';

export * from './a-job.js';
export * from './default-permissions.js';
export * from './in-memory-job-retries.js';
export * from './pages.js';
export * from './property-runs.js';

/** Keeps what was written, for a test to look at. */
export class KeptAuditLog extends AuditLog {
  readonly entries: AuditEntry[] = [];

  /** Of whom nothing personal is left; entries have no client address here. */
  readonly forgotten: string[] = [];

  async record(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }

  /** Given by a test: nothing is sealed here. */
  sealedTo: AuditHead | null = null;

  async head(): Promise<AuditHead | null> {
    return this.sealedTo;
  }

  async forget(userId: string): Promise<void> {
    this.forgotten.push(userId);
    this.entries.forEach((entry, index) => {
      const wroteIt = entry.actor.id === userId && entry.actor.role === 'CUSTOMER';
      if (wroteIt && entry.reason) this.entries[index] = { ...entry, reason: null };
    });
  }
}

export class KeptEventLog extends EventLog {
  readonly events: NewEvent[] = [];

  async append(events: readonly NewEvent[]): Promise<void> {
    this.events.push(...events);
  }
}

/** Runs the work, and after the outermost of it what waits for the commit. Takes nothing back when the work fails. */
export class PlainUnitOfWork extends UnitOfWork {
  private depth = 0;
  private waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.depth += 1;
    const waiting = this.waiting;
    try {
      const result = await work();
      if (this.depth === 1) waiting.forEach((action) => action());
      return result;
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.waiting = [];
    }
  }

  afterCommit(action: () => void): void {
    if (this.depth > 0) this.waiting.push(action);
    else action();
  }
}
