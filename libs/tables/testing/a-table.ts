import { newId } from '#libs/kernel';

import { type DiningTable, newTable, type TableDraft } from '../core/model/dining-table.js';

export const NOON = new Date('2026-03-02T12:00:00Z');
export const FOUR_HOURS_MS = 4 * 3_600_000;

export const hoursLater = (hours: number): Date => new Date(NOON.getTime() + hours * 3_600_000);

/** A table with a name that no other has; a test says what matters to it. */
export function aTable(outletId: string, draft: Partial<TableDraft> = {}): DiningTable {
  const id = newId();
  const secret = `secret-of-the-table-${id}`;
  return newTable(
    id,
    { outletId, name: `Table ${id}`, area: null, seats: null, minParty: null, maxParty: null, active: true, ...draft },
    secret,
    NOON,
  );
}
