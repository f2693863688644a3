import type { Database } from './database.js';

const BATCH = 1_000;

/**
 * Deletes the rows of a table for which a condition holds, some at a time, so that nobody waits long for what a clean-up holds. `key` is what the
 * table is keyed by.
 */
export async function deleteInBatches(
  database: Database,
  { table, key, where, values = [] }: { table: string; key: string; where: string; values?: readonly unknown[] },
): Promise<number> {
  const text = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${BATCH})`;
  for (let total = 0; ;) {
    const deleted = await database.execute({ text, values: [...values] });
    total += deleted;
    if (deleted < BATCH) return total;
  }
}
