import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type Contents, contentsOf, differences, rowsIn } from './backup/contents.js';
import { databaseNamed, majorOf, withClient } from './backup/maintenance-client.js';
import { findTool, runTool } from './backup/postgres-tools.js';
import { openDatabase, say } from './database.js';

const FOLDER = 'backups';
const PROGRESS_MS = 5_000;
const MEGABYTE = 1_048_576;
/** Customers' data: for whoever runs the backup, and for nobody else. */
const PRIVATE = 0o600;

/**
 * Writes the whole database to one file, as it is at one moment while people sell on, and proves the file by restoring it into a scratch
 * database on the same server, which must hold what the database held at that moment, row by row. `--to FOLDER`; `--check-on URL` restores on
 * another server (a database there, from which the scratch database is made).
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { to: { type: 'string', default: FOLDER }, 'check-on': { type: 'string' } },
  });
  const database = await openDatabase();
  try {
    await backUp(database.url, resolve(values.to), values['check-on'] ?? database.url);
  } finally {
    await database.close();
  }
}

async function backUp(url: string, folder: string, checkOn: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `comanda-${new Date().toISOString().replace(/[:.]/g, '-')}.dump`);
  const draft = `${file}.partial`;
  closeSync(openSync(draft, 'w', PRIVATE));
  chmodSync(draft, PRIVATE);
  try {
    const contents = await dump(url, draft);
    await prove(draft, contents, checkOn);
    writeFileSync(`${file}.json`, JSON.stringify(contents, null, 2), { mode: PRIVATE });
    renameSync(draft, file);
    say(
      `${file}: ${sizeOf(file)}, ${Object.keys(contents).length} tables, ${rowsIn(contents)} rows, restored once to prove it`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Answers what was in the database at the moment of the dump. */
const dump = (url: string, file: string): Promise<Contents> =>
  withClient(url, async (client) => {
    const tool = findTool('pg_dump', await majorOf(client));
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    const args = [
      '--format=custom',
      '--no-owner',
      '--no-privileges',
      `--snapshot=${rows[0]?.snapshot}`,
      `--file=${file}`,
    ];
    say('Dumping …');
    await withProgress(file, () => runTool(tool, url, args));
    say('Reading what the dump must hold …');
    return contentsOf(client);
  });

async function prove(file: string, expected: Contents, server: string): Promise<void> {
  const name = `comanda_check_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (client) => {
    const tool = findTool('pg_restore', await majorOf(client));
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    try {
      say(`Restoring it into the scratch database ${name} …`);
      const scratch = databaseNamed(server, name);
      await runTool(tool, scratch, ['--exit-on-error', '--no-owner', '--no-privileges', `--dbname=${name}`, file]);
      const apart = differences(expected, await withClient(scratch, contentsOf));
      if (apart.length > 0)
        throw new Error(`the restored tables are not the same: ${apart.join(', ')}; nothing was kept`);
    } finally {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  });
}

async function withProgress(file: string, work: () => Promise<void>): Promise<void> {
  const progress = setInterval(() => say(`  ${sizeOf(file)}`), PROGRESS_MS);
  try {
    await work();
  } finally {
    clearInterval(progress);
  }
}

const sizeOf = (file: string): string => `${(statSync(file).size / MEGABYTE).toFixed(1)} MB`;
