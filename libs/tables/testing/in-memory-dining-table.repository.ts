import { isInScope, type OutletScope } from '#libs/kernel';

import type { DiningTable } from '../core/model/dining-table.js';
import { tableNameTaken } from '../core/model/tables.errors.js';
import { DiningTableRepository } from '../core/tables.ports.js';

/** One thing at a time: there is nothing to lock. */
export class InMemoryDiningTableRepository extends DiningTableRepository {
  private readonly tables = new Map<string, DiningTable>();

  async find(scope: OutletScope, id: string): Promise<DiningTable | null> {
    const table = this.tables.get(id);
    return table && isInScope(scope, table.outletId) ? table : null;
  }

  async insert(table: DiningTable): Promise<void> {
    this.refuseTwin(table);
    this.tables.set(table.id, table);
  }

  async update(table: DiningTable): Promise<boolean> {
    if (this.tables.get(table.id)?.version !== table.version - 1) return false;
    this.refuseTwin(table);
    this.tables.set(table.id, table);
    return true;
  }

  share(scope: OutletScope, id: string): Promise<DiningTable | null> {
    return this.find(scope, id);
  }

  async shareByQr(id: string, qrSecret: string): Promise<DiningTable | null> {
    const table = await this.find('all', id);
    return table?.qrSecret === qrSecret ? table : null;
  }

  lock(scope: OutletScope, id: string): Promise<DiningTable | null> {
    return this.find(scope, id);
  }

  async remove(id: string): Promise<void> {
    this.tables.delete(id);
  }

  /** Those of these that are there. */
  some(ids: readonly string[]): DiningTable[] {
    return ids.flatMap((id) => this.tables.get(id) ?? []);
  }

  private refuseTwin({ id, outletId, name }: DiningTable): void {
    const twin = [...this.tables.values()].some(
      (other) => other.id !== id && other.outletId === outletId && other.name.toLowerCase() === name.toLowerCase(),
    );
    if (twin) throw tableNameTaken(name);
  }
}
