import { notFound, type OutletScope, type Page, type PageRequest } from '#libs/kernel';

import type { Outlet } from './outlet.js';

/** Outlets that are not deleted. */
export abstract class OutletRepository {
  /** Null when unknown, deleted, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Outlet | null>;
  /** Oldest first. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<Outlet>>;
  /** All that are committed, oldest first. */
  abstract all(): Promise<Outlet[]>;
  abstract insert(outlet: Outlet): Promise<void>;
  /** Writes the state after a change. False when the stored version is not the one just before it. */
  abstract update(outlet: Outlet): Promise<boolean>;
  /** False when it was not there any more. */
  abstract remove(id: string, at: Date): Promise<boolean>;
}

/** What a process remembers of the outlets. */
export abstract class OutletMemory {
  /** Forgets everything; the next question reads the database. */
  abstract forget(): void;
}

export const outletNotFound = () => notFound('outlet', 'OUTLET_NOT_FOUND');
