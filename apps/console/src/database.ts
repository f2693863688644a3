import { parseArgs } from 'node:util';

import { DATA_DIR, startEmbeddedPostgres, stopEmbeddedPostgres, USUAL_PORT } from './embedded-postgres.js';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The database of the operator's commands: DATABASE_URL, or the embedded server. `close` ends a server that this process started;
 * one that was running before stays.
 */
export async function openDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, close: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({ dataDir: DATA_DIR, preferredPort: USUAL_PORT, log: say });
  return { url: server.url, close: () => server.stop() };
}

/** Starts the embedded server and leaves it running. */
export async function startDatabase(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const server = await startEmbeddedPostgres({
    dataDir: DATA_DIR,
    preferredPort: USUAL_PORT,
    log: say,
    keepsRunning: true,
  });
  say(
    `PostgreSQL ${server.adopted ? 'was running already' : 'runs'} on port ${server.port}, data in ${server.dataDir}`,
  );
  say(`Its user is postgres, its password is in ${server.dataDir}.password`);
}

export async function stopDatabase(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  say((await stopEmbeddedPostgres(DATA_DIR, say)) ? 'PostgreSQL has stopped' : 'PostgreSQL was not running');
}
