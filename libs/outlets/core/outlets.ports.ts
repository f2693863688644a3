import { conflict, notFound, type OutletScope, type Page, type PageRequest } from '#libs/kernel';

import type { Outlet } from './model/outlet.js';

/** Outlets that are not deleted. */
export abstract class OutletRepository {
  /** Null when unknown, deleted, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Outlet | null>;
  /** Oldest first. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<Outlet>>;
  /** All that are committed, oldest first. */
  abstract all(): Promise<Outlet[]>;
  /** The prefixes of all outlets, deleted ones among them: their orders keep their numbers. Nobody takes one until the unit of work ends. */
  abstract lockPrefixes(): Promise<ReadonlySet<string>>;
  /** Throws `PREFIX_TAKEN` (409). */
  abstract insert(outlet: Outlet): Promise<void>;
  /** Writes the state after a change. False when the stored version is not the one just before it. Throws `PREFIX_TAKEN` (409). */
  abstract update(outlet: Outlet): Promise<boolean>;
  /** False when it was not there any more. */
  abstract remove(id: string, at: Date): Promise<boolean>;
}

/** What a process remembers of the outlets. */
export abstract class OutletMemory {
  /** Forgets everything; the next question reads the database. */
  abstract forget(): void;
}

export const prefixTaken = () =>
  conflict(
    'PREFIX_TAKEN',
    'Another outlet has this order_number_prefix, or had it, and two orders would have one number. Choose another.',
  );

export const outletNotFound = () => notFound('outlet', 'OUTLET_NOT_FOUND');
