/** A table where guests sit. `qrSecret` is in its printed code: whoever knows it may open or join the table's session. */
export interface DiningTable {
  readonly id: string;
  readonly outletId: string;
  /** As guests and waiters say it; unique in its outlet whatever the case. */
  readonly name: string;
  /** Part of the room, `Terrace`; null where there is only one. */
  readonly area: string | null;
  readonly seats: number | null;
  /** The smallest and the largest party that is seated here; null: any. */
  readonly minParty: number | null;
  readonly maxParty: number | null;
  readonly qrSecret: string;
  /** False while nobody may sit down here. A session that is open goes on. */
  readonly active: boolean;
  /** Since when staff keep guests away from it; null: they do not. */
  readonly blockedAt: Date | null;
  /** Counts up with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface TableDraft {
  readonly outletId: string;
  readonly name: string;
  readonly area: string | null;
  readonly seats: number | null;
  readonly minParty: number | null;
  readonly maxParty: number | null;
  readonly active: boolean;
}

export type TableChanges = Partial<Pick<DiningTable, 'name' | 'area' | 'seats' | 'minParty' | 'maxParty' | 'active'>>;

export const newTable = (id: string, draft: TableDraft, qrSecret: string, now: Date): DiningTable => ({
  id,
  ...draft,
  qrSecret,
  blockedAt: null,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The table with some fields changed, or the same object when nothing differs. */
export function reviseTable(
  table: DiningTable,
  changes: TableChanges | Pick<DiningTable, 'qrSecret'> | Pick<DiningTable, 'blockedAt'>,
  now: Date,
): DiningTable {
  const differs = Object.entries(changes).some(([name, value]) => table[name as keyof DiningTable] !== value);
  return differs ? { ...table, ...changes, version: table.version + 1, updatedAt: now } : table;
}
