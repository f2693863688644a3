import { parseArgs } from 'node:util';

import pg from 'pg';

import { refuseOldDatabase } from '../../../libs/platform/database/old-database.js';
import { Servers } from '../../../libs/platform/database/servers.js';
import {
  DATA_DIR,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  USUAL_PORT,
} from './embedded-postgres.js';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The database of the operator's commands: MIGRATE_DATABASE_URL or else DATABASE_URL (of several hosts the one that takes writes), or the
 * embedded server. `close` ends a server that this process started;
 * one that was running before stays. Throws when a version before 0.2 made the database.
 */
export async function openDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env['MIGRATE_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (given) {
    const url = await chooseServer(given);
    await refuseOld(url);
    return { url, close: () => Promise.resolve() };
  }
  const server = await startServer();
  return { url: server.url, close: () => server.stop() };
}

/** Starts the embedded server and leaves it running. */
export async function startDatabase(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const server = await startServer({ keepsRunning: true });
  say(
    `PostgreSQL ${server.adopted ? 'was running already' : 'runs'} on port ${server.port}, data in ${server.dataDir}`,
  );
  say(`Its user is postgres, its password is in ${server.dataDir}.password`);
}

export async function stopDatabase(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  say((await stopEmbeddedPostgres(DATA_DIR, say)) ? 'PostgreSQL has stopped' : 'PostgreSQL was not running');
}

async function startServer({ keepsRunning = false } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: DATA_DIR,
    preferredPort: USUAL_PORT,
    log: say,
    keepsRunning,
  });
  try {
    await refuseOld(server.url, server.dataDir);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Of several servers the one that takes writes. */
export async function chooseServer(databaseUrl: string): Promise<string> {
  const servers = Servers.of(databaseUrl);
  for (let triesLeft = servers.tries; triesLeft > 1; triesLeft--) {
    const tried = servers.current;
    const client = new pg.Client({ connectionString: tried, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await servers.accept(client);
      break;
    } catch (error) {
      if (!servers.learn(tried, error)) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return servers.current;
}

async function refuseOld(connectionString: string, folder?: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await refuseOldDatabase(client, folder);
  } finally {
    await client.end().catch(() => undefined);
  }
}
