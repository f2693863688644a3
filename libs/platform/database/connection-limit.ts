import type { ClientBase } from 'pg';

interface Limits {
  readonly server: number;
  readonly role: number;
}

/**
 * Throws one line when this process alone may need more connections than the server gives to its user: it would work until the first busy
 * hour. Whether all processes together fit is told by `comanda_db_server_connections_limit`.
 */
export async function refuseTooManyConnections(
  client: Pick<ClientBase, 'query'>,
  { poolMax, aside }: { readonly poolMax: number; readonly aside: number },
): Promise<void> {
  const { rows } = await client.query<Limits>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS server,
            (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS role`,
  );
  const { server = Infinity, role = NO_LIMIT } = rows[0] ?? {};
  const most = role === NO_LIMIT ? server : Math.min(server, role);
  if (poolMax + aside <= most) return;
  throw new Error(
    `DB_POOL_MAX is ${poolMax}, and with ${aside} more a process may need ${poolMax + aside} connections, where the database gives ${most}: set DB_POOL_MAX to ${Math.max(1, most - aside)} at most, or raise ${most === server ? 'max_connections' : "the user's CONNECTION LIMIT"}`,
  );
}

const NO_LIMIT = -1;
