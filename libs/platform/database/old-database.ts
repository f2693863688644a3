import type { ClientBase } from 'pg';

/** The first migration of every version before 0.2. The ones of 0.2 make the same tables, and cannot run after it. */
const FIRST_BEFORE_0_2 = 'PlatformFoundations1763683200000';

/**
 * Throws one line for a person when a version before 0.2 made the database; `folder` is where an embedded server keeps it. A database
 * without migrations is a new one.
 */
export async function refuseOldDatabase(client: Pick<ClientBase, 'query'>, folder?: string): Promise<void> {
  const table = await client.query<{ name: string | null }>("SELECT to_regclass('migrations')::text AS name");
  if (!table.rows[0]?.name) return;
  const { rowCount } = await client.query('SELECT FROM migrations WHERE name = $1', [FIRST_BEFORE_0_2]);
  if (!rowCount) return;
  const [database, begin] = folder
    ? [`the database in ${folder}`, 'run npm run db-down and delete that folder']
    : ['this database', 'start with an empty one'];
  throw new Error(
    `${database} was made by a version before 0.2: ${begin}, or move the data by dump and restore (docs/operations/README.md)`,
  );
}
