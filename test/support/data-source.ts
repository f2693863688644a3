import type { EntitySchema } from 'typeorm';

import { createDataSource, Database, SqlEventLog } from '#libs/platform';

import { onCleanup } from './cleanup.js';
import type { TestDatabase } from './database.js';

/**
 * The application's own door to a test database, with a pool of its own as a process has. Closed after the file's last test. On a busy machine
 * a race of a hundred transactions waits longer for a connection than a shop would.
 */
export async function connect(
  { url }: TestDatabase,
  entities: readonly EntitySchema[],
  poolMax = 20,
): Promise<Database> {
  const database = new Database(createDataSource({ url, poolMax, connectMs: 30_000, entities }));
  await database.onModuleInit();
  onCleanup(() => database.onApplicationShutdown());
  return database;
}

/** An event log that nothing follows from and, unless `sequencer` says otherwise, nobody numbers. */
export const eventLogOf = (database: Database, sequencer: { wake(): void } = { wake: () => undefined }): SqlEventLog =>
  new SqlEventLog(
    database,
    sequencer as never,
    { follow: async () => undefined } as never,
    { tell: () => undefined } as never,
  );
