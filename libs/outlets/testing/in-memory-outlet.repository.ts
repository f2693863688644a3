import { isInScope, type OutletScope } from '#libs/kernel';

import type { Outlet } from '../core/model/outlet.js';
import { prefixTaken } from '../core/model/outlets.errors.js';
import { OutletRepository } from '../core/outlets.ports.js';

export class InMemoryOutletRepository extends OutletRepository {
  private readonly outlets = new Map<string, Outlet>();
  /** By outlet; those of deleted ones stay. */
  private readonly prefixes = new Map<string, string>();
  /** Times that everything was read. */
  readings = 0;

  async find(scope: OutletScope, id: string): Promise<Outlet | null> {
    return isInScope(scope, id) ? (this.outlets.get(id) ?? null) : null;
  }

  async all(): Promise<Outlet[]> {
    this.readings += 1;
    return this.sorted();
  }

  async lockPrefixes(): Promise<ReadonlySet<string>> {
    return new Set(this.prefixes.values());
  }

  async insert(outlet: Outlet): Promise<void> {
    this.keepPrefix(outlet);
    this.outlets.set(outlet.id, outlet);
  }

  async update(outlet: Outlet): Promise<boolean> {
    if (this.outlets.get(outlet.id)?.version !== outlet.version - 1) return false;
    this.keepPrefix(outlet);
    this.outlets.set(outlet.id, outlet);
    return true;
  }

  async remove(id: string): Promise<boolean> {
    return this.outlets.delete(id);
  }

  private keepPrefix({ id, orderPrefix }: Outlet): void {
    if ([...this.prefixes].some(([other, prefix]) => other !== id && prefix === orderPrefix)) throw prefixTaken();
    this.prefixes.set(id, orderPrefix);
  }

  private sorted(): Outlet[] {
    return [...this.outlets.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  }
}
