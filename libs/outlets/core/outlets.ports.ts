import type { OutletScope, Page, PageRequest } from '#libs/kernel';

import type { NamedSchedule } from './model/named-schedule.js';
import type { Outlet } from './model/outlet.js';
import type { Reason } from './model/reason.js';

/** Outlets that are not deleted, to be changed. */
export abstract class OutletRepository {
  /** Null when unknown, deleted, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Outlet | null>;
  /** All that are committed, oldest first. */
  abstract all(): Promise<Outlet[]>;
  /** The prefixes of all outlets, deleted ones among them: their orders keep their numbers. Nobody takes one until the unit of work ends. */
  abstract lockPrefixes(): Promise<ReadonlySet<string>>;
  /** Throws `PREFIX_TAKEN`. */
  abstract insert(outlet: Outlet): Promise<void>;
  /** Writes the state after a change. False when the stored version is not the one just before it. Throws `PREFIX_TAKEN`. */
  abstract update(outlet: Outlet): Promise<boolean>;
  /** False when it was not there any more. */
  abstract remove(id: string, at: Date): Promise<boolean>;
}

/** Outlets that are not deleted, to be shown. */
export abstract class OutletQueries {
  /** Throws `OUTLET_NOT_FOUND` when unknown, deleted, or outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<Outlet>;
  /** Oldest first. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<Outlet>>;
}

/** Schedules that are not deleted: those of the scope's outlets, and those of every outlet. */
export abstract class ScheduleRepository {
  /** Locked until the unit of work ends. Null when unknown, deleted, or of a foreign outlet. */
  abstract lock(scope: OutletScope, id: string): Promise<NamedSchedule | null>;
  /** By name; with `outletId`, what that outlet may use. */
  abstract page(scope: OutletScope, outletId: string | null, request: PageRequest): Promise<Page<NamedSchedule>>;
  abstract insert(schedule: NamedSchedule): Promise<void>;
  /** Writes the state after a change of a locked one. */
  abstract update(schedule: NamedSchedule): Promise<void>;
  abstract remove(id: string, at: Date): Promise<void>;
}

/** Reasons that are not deleted. */
export abstract class ReasonRepository {
  /** Null when unknown, deleted, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Reason | null>;
  /** By kind, label and id. */
  abstract ofOutlet(outletId: string): Promise<Reason[]>;
  /** Throws `REASON_LABEL_TAKEN`. */
  abstract insert(reason: Reason): Promise<void>;
  /** The version before it is replaced; false when that is not the stored one any more. Throws `REASON_LABEL_TAKEN`. */
  abstract update(reason: Reason): Promise<boolean>;
  /** False when this version is not the stored one any more. */
  abstract remove(reason: Reason, at: Date): Promise<boolean>;
}
