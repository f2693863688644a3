import type { ClientBase } from 'pg';

type Queryable = Pick<ClientBase, 'query'>;
/** A connection, or TypeORM's way to one. */
type Settings = { query(text: string): Promise<{ rows: { source?: string }[] }> };

/** What every connection must have: see servers.ts, which asks for the same where no pooler is in the way. */
export const TIME_LIMITS = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
  TimeZone: 'UTC',
} as const;

/** SQL that is true where one of the limits is off. */
export const LIMITS_ARE_OFF = `(current_setting('statement_timeout') = '0' OR current_setting('lock_timeout') = '0'
  OR current_setting('idle_in_transaction_session_timeout') = '0' OR current_setting('TimeZone') NOT IN ('UTC', 'Etc/UTC', 'GMT'))`;

/**
 * Whether something stands between this connection and the server: what the connection asked for at its start did not arrive as its own.
 */
export async function isPooled(client: Settings): Promise<boolean> {
  const { rows } = await client.query(
    "SELECT source FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'",
  );
  return rows[0]?.source !== 'client';
}

/**
 * Throws one line when a pooler stands before the server and cannot be worked with: it does not carry prepared statements from one server
 * connection to another, or the user behind it has no time limits.
 */
export async function refuseUnfitPooler(client: Queryable): Promise<void> {
  if (await passesNamesOn(client)) {
    throw new Error(
      'DATABASE_URL leads through a pooler that does not keep prepared statements: use PgBouncer 1.21 or newer with max_prepared_statements = 100 or more (docs/operations/database.md)',
    );
  }
  const { rows } = await client.query<{ off: boolean; user: string; database: string }>(
    `SELECT ${LIMITS_ARE_OFF} AS off, current_user AS "user", current_database() AS database`,
  );
  const { off, user = '', database = '' } = rows[0] ?? {};
  if (!off) return;
  throw new Error(
    `DATABASE_URL leads through a pooler, which does not carry time limits, and the user ${user} has none of its own in ${database}: set MIGRATE_DATABASE_URL to the server itself and run npm run migrate-up, which sets them, then let the pooler connect anew (RECONNECT)`,
  );
}

/** A pooler that keeps prepared statements gives them names of its own. In a transaction, for which a pooler stays with one connection. */
async function passesNamesOn(client: Queryable): Promise<boolean> {
  const name = `comanda_${process.pid}_${Date.now()}`;
  await client.query('BEGIN');
  try {
    await client.query({ name, text: 'SELECT 1' });
    const { rowCount } = await client.query('SELECT FROM pg_prepared_statements WHERE name = $1', [name]);
    return rowCount !== 0;
  } finally {
    await client.query('COMMIT');
  }
}

/**
 * Gives a user the limits in this database, so that they hold however it is reached. True when something was changed. Throws what PostgreSQL
 * says when the connected user may not.
 */
export async function giveTimeLimits(client: Queryable, user: string): Promise<boolean> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('ALTER ROLE %I IN DATABASE %I SET %I = %L', $1::text, current_database(), wanted.key, wanted.value) AS statement
     FROM json_each_text($2) wanted
     WHERE NOT EXISTS (
       SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
       WHERE r.rolname = $1 AND d.datname = current_database() AND wanted.key || '=' || wanted.value = ANY(s.setconfig))`,
    [user, JSON.stringify(TIME_LIMITS)],
  );
  for (const { statement } of rows) await client.query(statement);
  return rows.length > 0;
}
