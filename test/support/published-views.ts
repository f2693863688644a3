import type { TestDatabase } from './database.js';

/**
 * All columns of a view that a module publishes, oldest row first. The owner's test holds them against figures that are written by hand:
 * whoever renames a column, or changes its meaning, learns there that other modules read it.
 */
export async function publishedRows(database: TestDatabase, view: string): Promise<Record<string, unknown>[]> {
  const rows = await database.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(v) AS row FROM ${view} v`);
  return rows.map(({ row }) => row).sort((a, b) => (JSON.stringify(a['id']) < JSON.stringify(b['id']) ? -1 : 1));
}

/**
 * How PostgreSQL answers a question. A question of a published view has the plan that it would have of the tables, indexes included, as long as
 * PostgreSQL can merge the view into what reads it.
 */
export async function planOf(database: TestDatabase, question: string): Promise<string[]> {
  const lines = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${question}`);
  return lines.map((line) => line['QUERY PLAN']);
}
