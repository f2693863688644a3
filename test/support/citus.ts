import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestDatabase } from './database.js';

/** A call of one of Citus' functions. */
export interface CitusCall {
  readonly call: string;
  readonly subject: string;
  readonly beside: string | null;
}

/**
 * Plays the coordinator of a Citus cluster in a database of plain PostgreSQL, by the names that Citus has for these things. Its functions write
 * down that they were called, and refuse the tables that Citus refuses: for a key without the outlet, a trigger, or a foreign key to a table
 * that lies elsewhere. Rows stay where they are.
 */
export async function playCitus(database: TestDatabase): Promise<void> {
  await database.query(readFileSync(join(import.meta.dirname, 'played-citus.sql'), 'utf8'));
  await database.query(`ALTER DATABASE ${database.name} SET search_path = public, citus_played`);
}

export const citusCalls = (database: TestDatabase): Promise<CitusCall[]> =>
  database.query<CitusCall & Record<string, unknown>>(
    'SELECT call, subject, beside FROM citus_played.calls ORDER BY place',
  );
