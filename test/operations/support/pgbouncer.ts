import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import {
  describeWhere,
  findFreePort,
  launch,
  onCleanup,
  programPath,
  ROOT,
  type RunningProcess,
} from '../../support/index.js';

/** Where scripts/install-pgbouncer.sh puts it. */
const BUILT = join(ROOT, 'node_modules/.cache/pgbouncer-1.24.1/pgbouncer');
const FIRST_GOOD = 1.21;

const versionOf = (program: string): number => {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return Number(/PgBouncer (\d+\.\d+)/.exec(stdout ?? '')?.[1] ?? 0);
};

const all = [programPath('pgbouncer'), existsSync(BUILT) ? BUILT : undefined].filter((path) => path !== undefined);

/** A PgBouncer that keeps prepared statements; undefined where there is none. */
export const newPgBouncer = all.find((program) => versionOf(program) >= FIRST_GOOD);
/** One that cannot, such as Debian 12's 1.18. */
export const oldPgBouncer = all.find((program) => versionOf(program) < FIRST_GOOD);

export const describeWithPgBouncer = describeWhere(
  newPgBouncer !== undefined,
  'PgBouncer 1.21 or newer',
  'scripts/install-pgbouncer.sh',
);

const KEEPS_STATEMENTS = { max_prepared_statements: 200 };

export interface Pooler extends RunningProcess {
  /** The same database, through the pooler. */
  readonly url: string;
  /** A command of its console, such as RECONNECT. */
  command(text: string): Promise<void>;
}

/** PgBouncer in transaction mode before the server of `url`, as docs/operations/database.md sets it up but for `settings`. */
export async function startPgBouncer(
  program: string,
  url: string,
  settings: Readonly<Record<string, string | number>> = KEEPS_STATEMENTS,
): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-pgbouncer-'));
  // It refuses to run as root, and must read its files as somebody else.
  chmodSync(folder, 0o755);
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const port = await findFreePort();
  const { hostname, port: serverPort, username, password } = new URL(url);
  const [file, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users.txt')];
  writeFileSync(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: users,
    admin_users: decodeURIComponent(username),
    pool_mode: 'transaction',
    default_pool_size: 10,
    max_client_conn: 200,
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(file, `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\n${lines.join('\n')}\n`);
  const running = await launch({
    name: 'pgbouncer',
    command: program,
    args: [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), file],
    env: {},
    isReady: (logs) => Promise.resolve(logs.some((line) => line.includes('process up'))),
  });
  onCleanup(() => running.kill());
  const pooled = new URL(url);
  pooled.port = String(port);
  return {
    ...running,
    url: pooled.href,
    command: async (text) => {
      const console = new URL(pooled);
      console.pathname = '/pgbouncer';
      const client = new pg.Client({ connectionString: console.href });
      await client.connect();
      try {
        await client.query(text);
      } finally {
        await client.end();
      }
    },
  };
}
