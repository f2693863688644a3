import type { DiningTable } from './dining-table.js';
import { partySizesCrossed } from './tables.errors.js';

/** Throws `PARTY_SIZES_CROSSED` (422). */
export function assertParty({ minParty, maxParty }: Pick<DiningTable, 'minParty' | 'maxParty'>): void {
  if (minParty !== null && maxParty !== null && minParty > maxParty) throw partySizesCrossed();
}
