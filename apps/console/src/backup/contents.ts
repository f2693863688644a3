import type { ClientBase } from 'pg';

/** What is in a database: of each table how many rows, and a sum over all that is written in them. */
export type Contents = Readonly<Record<string, { readonly rows: number; readonly sum: string }>>;

/** Reads every table once. The caller's transaction decides at which moment. */
export async function contentsOf(client: ClientBase): Promise<Contents> {
  const contents: Record<string, { rows: number; sum: string }> = {};
  for (const table of await tablesOf(client)) {
    const { rows } = await client.query<{ rows: string; sum: string }>(
      `SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM ${table} t`,
    );
    contents[table] = { rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' };
  }
  return contents;
}

/** The tables of the schema that tables of ours are in, by their names in SQL. */
export async function tablesOf(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

/** Names of the tables that are not the same in both. */
export const differences = (one: Contents, other: Contents): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((table) => one[table]?.rows !== other[table]?.rows || one[table]?.sum !== other[table]?.sum)
    .sort();

export const rowsIn = (contents: Contents): number =>
  Object.values(contents).reduce((total, { rows }) => total + rows, 0);
