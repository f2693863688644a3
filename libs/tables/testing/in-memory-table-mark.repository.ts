import { type KeptMark, TableMarkRepository, type ToldState } from '../core/tables.ports.js';

const NOTHING: KeptMark = { dirtySince: null, idleSince: null, told: null };

/** One thing at a time: there is nothing to lock. Sittings are found by what was told alone. */
export class InMemoryTableMarkRepository extends TableMarkRepository {
  private readonly marks = new Map<string, KeptMark>();

  async of(tableIds: readonly string[]): Promise<ReadonlyMap<string, KeptMark>> {
    return new Map([...this.marks].filter(([id]) => tableIds.includes(id)));
  }

  async lock(tables: readonly { readonly id: string }[]): Promise<ReadonlyMap<string, KeptMark>> {
    for (const { id } of tables) this.change(id, {});
    return this.of(tables.map(({ id }) => id));
  }

  async leave(tables: readonly { tableId: string; isDirty: boolean }[], at: Date): Promise<void> {
    for (const { tableId, isDirty } of tables) {
      this.change(tableId, { idleSince: at, ...(isDirty && { dirtySince: at }) });
    }
  }

  async clear(_: string, tableId: string, at: Date): Promise<void> {
    this.change(tableId, { idleSince: at, dirtySince: null });
  }

  async tell(tableId: string, { state, sessionId }: ToldState): Promise<void> {
    this.change(tableId, { told: { state, sessionId } });
  }

  async tablesOf(sessionIds: readonly string[]): Promise<string[]> {
    return this.tablesWhere(({ told }) => told?.sessionId != null && sessionIds.includes(told.sessionId));
  }

  async taken(afterId: string): Promise<string[]> {
    return this.tablesWhere(({ told, dirtySince }) => dirtySince !== null || (told?.state ?? 'FREE') !== 'FREE').filter(
      (id) => id > afterId,
    );
  }

  async paidSince(): Promise<string[]> {
    return [...this.marks.values()].flatMap(({ told }) =>
      told?.state === 'PAID' && told.sessionId ? [told.sessionId] : [],
    );
  }

  private tablesWhere(holds: (mark: KeptMark) => boolean): string[] {
    return [...this.marks].filter(([, mark]) => holds(mark)).map(([id]) => id);
  }

  private change(tableId: string, changes: Partial<KeptMark>): void {
    this.marks.set(tableId, { ...NOTHING, ...this.marks.get(tableId), ...changes });
  }
}
