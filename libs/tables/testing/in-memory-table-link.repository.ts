import { type SittingTable, TableLinkRepository } from '../core/tables.ports.js';

export class InMemoryTableLinkRepository extends TableLinkRepository {
  private readonly links = new Map<string, SittingTable>();

  at(sessionId: string): SittingTable[] {
    return [...this.links.values()].filter((link) => link.sessionId === sessionId);
  }

  async of(sessionIds: readonly string[]): Promise<SittingTable[]> {
    return sessionIds.flatMap((id) => this.at(id));
  }

  async add(tables: readonly SittingTable[]): Promise<void> {
    for (const table of tables) this.links.set(table.tableId, table);
  }

  async remove(tableId: string, sessionId: string): Promise<boolean> {
    return this.links.get(tableId)?.sessionId === sessionId && this.links.delete(tableId);
  }

  async removeOf(sessionIds: readonly string[]): Promise<SittingTable[]> {
    const removed = await this.of(sessionIds);
    for (const { tableId } of removed) this.links.delete(tableId);
    return removed;
  }
}
