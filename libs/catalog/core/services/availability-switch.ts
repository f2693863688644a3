import { Injectable } from '@nestjs/common';

import { type ActorRef, Clock, invalid, JobQueue } from '#libs/kernel';

import { type AvailabilityChange, CatalogStops, type StopSubject } from '../catalog.ports.js';
import { CatalogChangeLog } from './catalog-change-log.js';

/** Off (for good, or until an instant), or on again. */
export interface AvailabilityOrder {
  readonly available: boolean;
  readonly until?: Date;
  readonly reason?: string | null;
}

/** The kind of job that ends a stop at its hour. */
export const END_STOP = 'catalog.end-stop';

interface SwitchedSubject {
  readonly actor: ActorRef;
  readonly type: 'product' | 'category';
  readonly id: string;
  readonly outletIds: readonly string[];
  /** The products that become available, or stop being it, at those of the outlets where something changes. */
  readonly affected: (outletIds: readonly string[]) => Promise<readonly AvailabilityChange[]>;
}

/** Takes products off sale at outlets and brings them back, inside a unit of work. */
@Injectable()
export class AvailabilitySwitch {
  constructor(
    private readonly stops: CatalogStops,
    private readonly changes: CatalogChangeLog,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Throws `VALIDATION_FAILED` for an end that has passed, or that comes with bringing it back. */
  check({ available, until }: AvailabilityOrder): void {
    if (until === undefined) return;
    if (available) throw untilFault('NOT_ALLOWED', 'until goes with available: false alone');
    if (until <= this.clock.now()) throw untilFault('IN_THE_PAST', 'until must be in the future');
  }

  async apply(subject: SwitchedSubject, { available, until, reason = null }: AvailabilityOrder): Promise<void> {
    const { type, id, outletIds } = subject;
    const key = stopSubject(type, id);
    const switched = available
      ? await this.stops.lift(key, outletIds)
      : await this.stops.put(key, outletIds, until ?? null, reason);
    if (until) await this.comeBackAt(until, subject);
    if (switched.length > 0) await this.changes.announce(await subject.affected(switched));
    else if (available) return;
    for (const outletId of outletIds) {
      await this.record(subject, outletId, available, reason, { until: until?.toISOString() ?? null });
    }
  }

  /** Ends a stop that ends at just this instant; does nothing when somebody changed or ended it before. */
  async end(subject: SwitchedSubject, until: Date): Promise<void> {
    const { type, id, outletIds } = subject;
    const [outletId] = await this.stops.lift(stopSubject(type, id), outletIds, until);
    if (outletId === undefined) return;
    await this.changes.announce(await subject.affected([outletId]));
    await this.record(subject, outletId, true, 'The time it was off for is over');
  }

  private async record(
    { actor, type, id }: SwitchedSubject,
    outletId: string,
    available: boolean,
    reason: string | null,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.changes.record({
      actor,
      action: `${type}.${available ? 'available' : 'unavailable'}`,
      subjectType: type,
      subjectId: id,
      outletId,
      productIds: type === 'product' ? [id] : [],
      reason,
      details,
    });
  }

  private async comeBackAt(until: Date, { type, id, outletIds }: SwitchedSubject): Promise<void> {
    for (const outletId of outletIds) {
      await this.jobs.enqueue({
        kind: END_STOP,
        key: `${id}:${outletId}:${until.toISOString()}`,
        outletId,
        payload: { type, id, outlet_id: outletId, until: until.toISOString() },
        runAt: until,
      });
    }
  }
}

export const stopSubject = (type: 'product' | 'category', id: string): StopSubject =>
  type === 'product' ? { productId: id } : { categoryId: id };

const untilFault = (code: string, message: string) =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [{ pointer: '/until', code, message }]);
