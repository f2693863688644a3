import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { accountFor } from '../../../apps/console/src/postgres/account.js';
import {
  eventually,
  findFreePort,
  launch,
  migrate,
  onCleanup,
  type RunningProcess,
  type TestDatabase,
} from '../../support/index.js';
import { postgresTools } from './postgres-tools.js';

const PASSWORD = 'primary-and-standby';

export interface PostgresServer extends RunningProcess {
  readonly port: number;
  readonly folder: string;
}

export interface PostgresPair {
  /** Of both servers: the one that takes writes is meant. The first is the primary at the start. */
  readonly url: string;
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  /** Rows of a statement on one of the two. */
  ask<T extends pg.QueryResultRow>(server: PostgresServer, text: string): Promise<T[]>;
  /** Starts the standby again after it was killed. */
  restartStandby(): Promise<void>;
  /** Has the standby take over, and waits until it takes writes. */
  promote(): Promise<void>;
}

interface Options {
  /** Whether a commit waits for the standby to have it on disk. */
  readonly isSynchronous: boolean;
}

/** A migrated database on a primary with one standby, made by pg_basebackup. Both write through to their disks. */
export async function startPostgresPair({ isSynchronous }: Options): Promise<PostgresPair> {
  const ports = [await findFreePort(), await findFreePort()] as const;
  const primaryFolder = newFolder();
  const secret = join(primaryFolder, 'password');
  writeFileSync(secret, PASSWORD);
  own(secret);
  const data = join(primaryFolder, 'data');
  run('initdb', [
    '--pgdata',
    data,
    '--username=comanda',
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '--encoding=UTF8',
  ]);
  appendFileSync(join(data, 'pg_hba.conf'), 'host replication comanda 127.0.0.1/32 scram-sha-256\n');
  appendFileSync(join(data, 'postgresql.conf'), "wal_keep_size = '256MB'\nunix_socket_directories = ''\n");
  const primary = await serve('primary', data, ports[0]);
  await ask(primary, 'CREATE DATABASE comanda', 'postgres');
  await migrate(urlOf(`127.0.0.1:${ports[0]}`));

  const copy = join(newFolder(), 'data');
  run('pg_basebackup', [
    '--pgdata',
    copy,
    '--write-recovery-conf',
    '--checkpoint=fast',
    '--dbname',
    `${urlOf(`127.0.0.1:${ports[0]}`, 'postgres')}?application_name=standby`,
  ]);
  const standby = await serve('standby', copy, ports[1]);
  if (isSynchronous) {
    await ask(primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    await ask(primary, 'SELECT pg_reload_conf()');
    await eventually(async () =>
      expectOne(await ask(primary, "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'")),
    );
  }
  return {
    url: urlOf(`127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}`),
    primary,
    standby,
    ask,
    restartStandby: async () => void (await serve('standby', copy, ports[1])),
    promote: async () => void (await ask(standby, 'SELECT pg_promote(true, 30)')),
  };
}

/** What the helpers of test/support need of a database: here of the pair. */
export const asTestDatabase = (pair: PostgresPair, server: () => PostgresServer): TestDatabase => ({
  name: 'comanda',
  url: pair.url,
  query: async <T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    withClient(server(), 'comanda', async (client) => (await client.query<T>(text, [...values])).rows),
  drop: () => Promise.resolve(),
});

const ask = <T extends pg.QueryResultRow>(server: PostgresServer, text: string, database = 'comanda'): Promise<T[]> =>
  withClient(server, database, async (client) => (await client.query<T>(text)).rows);

async function withClient<T>({ port }: PostgresServer, database: string, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: urlOf(`127.0.0.1:${port}`, database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const urlOf = (hosts: string, database = 'comanda'): string => `postgres://comanda:${PASSWORD}@${hosts}/${database}`;

function expectOne(rows: readonly unknown[]): void {
  if (rows.length !== 1) throw new Error('The standby does not follow yet');
}

async function serve(name: string, folder: string, port: number): Promise<PostgresServer> {
  const running = await launch({
    name,
    command: 'setpriv',
    args: [...asOwner(), program('postgres'), '-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
    env: {},
    isReady: (logs) => Promise.resolve(logs.some((line) => line.includes('ready to accept'))),
  });
  onCleanup(() => running.kill());
  return { ...running, port, folder };
}

const program = (name: string): string => join(postgresTools ?? '', name);

/** PostgreSQL does not run as root. */
const account = accountFor(join(tmpdir(), 'comanda-nobody-has-this'));
const asOwner = (): string[] =>
  account.uid === undefined ? [] : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];

function own(path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-pair-'));
  own(folder);
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
}

function run(name: string, args: readonly string[]): void {
  const { uid, gid } = account;
  const { status, stderr } = spawnSync(program(name), args, {
    encoding: 'utf8',
    ...(uid !== undefined && { uid, gid }),
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
}
