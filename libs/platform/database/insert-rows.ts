import type { Statement } from './statement.js';

/** Rows for one table. Their keys, the same and in the same order for all of them, are its columns. */
export interface NewRows {
  readonly table: string;
  readonly rows: readonly object[];
}

const texts = new Map<string, string>();

/**
 * One statement that inserts rows into several tables, every value a parameter: PostgreSQL takes far less time for that than for unfolding
 * JSON. The name stands for the tables and how many rows each gets, so use it for few rows. Objects and lists become JSON.
 */
export function insertRows(name: string, ...parts: readonly NewRows[]): Statement {
  let text = texts.get(name);
  if (text === undefined) texts.set(name, (text = textOf(parts)));
  const values: unknown[] = [];
  for (const { rows } of parts) {
    for (const row of rows) for (const value of Object.values(row) as unknown[]) values.push(parameter(value));
  }
  return { name, text, values };
}

function textOf(parts: readonly NewRows[]): string {
  let count = 0;
  const filled = parts.filter(({ rows }) => rows.length > 0);
  const inserts = filled.map(({ table, rows }) => {
    const columns = Object.keys(rows[0] ?? {});
    const tuples = rows.map(() => `(${columns.map(() => `$${++count}`).join(', ')})`);
    return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`;
  });
  const last = inserts.pop() ?? '';
  return inserts.length === 0
    ? last
    : `WITH ${inserts.map((insert, i) => `part${i} AS (${insert})`).join(', ')} ${last}`;
}

function parameter(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
