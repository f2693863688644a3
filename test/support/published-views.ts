import pg from 'pg';

import type { TestDatabase } from './database.js';

/**
 * All columns of a view that a module publishes, oldest row first. The owner's test holds them against figures that are written by hand:
 * whoever renames a column, or changes its meaning, learns there that other modules read it.
 */
export async function publishedRows(database: TestDatabase, view: string): Promise<Record<string, unknown>[]> {
  const rows = await database.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(v) AS row FROM ${view} v`);
  return rows.map(({ row }) => row).sort((a, b) => (JSON.stringify(a['id']) < JSON.stringify(b['id']) ? -1 : 1));
}

/** The indexes that answer a question: those of the tables, as long as PostgreSQL merges the view into what reads it. */
export async function indexesFor({ url }: TestDatabase, question: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (FORMAT JSON) ${question}`);
    return [...JSON.stringify(rows[0]?.['QUERY PLAN']).matchAll(/"Index Name":"(\w+)"/g)].map(([, name]) => name ?? '');
  } finally {
    await client.end();
  }
}
