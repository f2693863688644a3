import type { EntitySchema } from 'typeorm';

import { createDataSource, Database } from '#libs/platform';

import { onCleanup } from './cleanup.js';
import type { TestDatabase } from './database.js';

/** The application's own door to a test database, with a pool of its own as a process has. Closed after the file's last test. */
export async function connect(
  { url }: TestDatabase,
  entities: readonly EntitySchema[],
  poolMax = 20,
): Promise<Database> {
  const database = new Database(createDataSource({ url, poolMax, entities }));
  await database.onModuleInit();
  onCleanup(() => database.onApplicationShutdown());
  return database;
}
