import type { Connections } from './connections.js';
import { refuseTooManyConnections } from './connection-limit.js';
import { refuseOldDatabase } from './old-database.js';
import { isPooled, refuseUnfitPooler } from './time-limits.js';

/**
 * Throws one line for a person when a process must not start with this database: it is too old, gives too few connections, or is behind a
 * pooler that cannot be worked with.
 */
export async function refuseUnfitDatabase(
  pool: Connections,
  connections: { readonly poolMax: number; readonly aside: number },
): Promise<void> {
  const client = await pool.connect();
  try {
    await refuseOldDatabase(client);
    // How many clients a pooler takes is its own affair.
    if (await isPooled(client)) await refuseUnfitPooler(client);
    else await refuseTooManyConnections(client, connections);
  } finally {
    client.release();
  }
}
