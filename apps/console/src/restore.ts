import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type Contents, contentsOf, differences, rowsIn, tablesOf } from './backup/contents.js';
import { majorOf, withClient } from './backup/maintenance-client.js';
import { connectionOf, findTool, runTool } from './backup/postgres-tools.js';
import { openDatabase, say } from './database.js';

/**
 * Brings a backup back into an empty database, whole or not at all, and compares it with what the backup says that it holds. `--from FILE`.
 * Throws when the database has tables: what is in it is never overwritten.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { from: { type: 'string' } } });
  if (!values.from) throw new Error('--from takes the file that npm run backup wrote');
  const file = resolve(values.from);
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const database = await openDatabase();
  try {
    await withClient(database.url, async (client) => {
      const { PGDATABASE: name = '' } = connectionOf(database.url);
      if ((await tablesOf(client)).length > 0) {
        throw new Error(
          `the database ${name} is not empty: make a new one (CREATE DATABASE …) and set DATABASE_URL to it`,
        );
      }
      const tool = findTool('pg_restore', await majorOf(client));
      say(`Restoring ${file} into ${name} …`);
      const how = ['--exit-on-error', '--single-transaction', '--no-owner', '--no-privileges', `--dbname=${name}`];
      await runTool(tool, database.url, [...how, file]);
      await compare(`${file}.json`, await contentsOf(client));
      await client.query('VACUUM ANALYZE');
    });
  } finally {
    await database.close();
  }
}

async function compare(list: string, restored: Contents): Promise<void> {
  const size = `${Object.keys(restored).length} tables, ${rowsIn(restored)} rows`;
  if (!existsSync(list)) {
    say(`Restored: ${size}; there is no ${list} to compare them with`);
    return;
  }
  const apart = differences(JSON.parse(readFileSync(list, 'utf8')) as Contents, restored);
  if (apart.length > 0) throw new Error(`these tables are not as they were backed up: ${apart.join(', ')}`);
  say(`Restored: ${size}, each as it was backed up`);
}
