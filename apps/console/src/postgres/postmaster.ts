import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import { type Cluster, isAlive } from './cluster.js';

/** A server process of the cluster: its own child, or one found running. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 5_000_000;

/** Faults that pass by themselves: a dead server not yet reaped, its last children, a port taken between look and use. */
const PASSING = /lock file "postmaster.pid" already exists|shared memory block .* still in use|Address already in use/;

export class StartFailure extends Error {
  readonly mayPass = PASSING.test(this.message);
}

export const urlOf = (cluster: Cluster, port: number, database: string): string =>
  `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;

/** The server that already runs on the cluster's data; undefined when none answers, or what answers serves other data. */
export async function findRunning(cluster: Cluster): Promise<Postmaster | undefined> {
  const noted = readPidFile(cluster);
  if (!noted) return undefined;
  const client = new pg.Client({
    connectionString: urlOf(cluster, noted.port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await servesData(client, cluster)) ? noted : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the server behind this connection keeps its data where the cluster says. Ask before any DDL. */
export async function servesData(client: pg.Client, cluster: Cluster): Promise<boolean> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  return rows[0]?.data_directory === realpathSync(cluster.places.data);
}

/** Starts a server and waits until it accepts connections. Throws {@link StartFailure} with PostgreSQL's own reason. */
export async function startPostmaster(cluster: Cluster, port: number, durable: boolean): Promise<Postmaster> {
  const { places, account, binaries } = cluster;
  const full = (statSync(places.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES;
  const logFile = openSync(places.log, full ? 'w' : 'a', 0o600);
  const logStart = statSync(places.log).size;
  // Its own session: Ctrl-C in a terminal must reach this process first, which stops the database last. A file rather than a pipe
  // takes its log, since the server may outlive this process.
  const child = spawn(binaries.postgres, ['-D', places.data, '-p', String(port), ...settings(durable)], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: { PATH: process.env['PATH'], LC_MESSAGES: 'C', TZ: 'UTC' },
  });
  closeSync(logFile);
  child.unref();
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined);
  const pid = await Promise.race([failed, whenReady(cluster, child, logStart)]);
  return { pid, port };
}

/** Fast shutdown: running statements are rolled back, everything committed is on disk. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(pid) && Date.now() < deadline) await delay(POLL_MS);
  }
  if (isAlive(pid)) throw new Error(`PostgreSQL (pid ${pid}) does not stop`);
}

/** The wanted port if nothing listens there, else any free one. */
export async function freePort(preferred?: number): Promise<number> {
  const listen = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
      });
    });
  const port = (preferred === undefined ? undefined : await listen(preferred)) ?? (await listen(0));
  if (port === undefined) throw new Error('No free port on 127.0.0.1 for PostgreSQL');
  return port;
}

function settings(durable: boolean): string[] {
  const onOff = durable ? 'on' : 'off';
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_preload_libraries=pg_stat_statements',
    'timezone=UTC',
    'log_timezone=UTC',
    `fsync=${onOff}`,
    `full_page_writes=${onOff}`,
    `synchronous_commit=${onOff}`,
  ].flatMap((setting) => ['-c', setting]);
}

async function whenReady(cluster: Cluster, child: ChildProcess, logStart: number): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    const noted = readPidFile(cluster);
    if (noted?.isReady && noted.pid === child.pid) return noted.pid;
    if (Date.now() > deadline)
      throw new StartFailure(`PostgreSQL did not start in ${START_TIMEOUT_MS / 1000} s: see ${cluster.places.log}`);
    await delay(POLL_MS);
  }
  const said = readFileSync(cluster.places.log).subarray(logStart).toString('utf8');
  const reasons = said.match(/(?:FATAL|PANIC|ERROR|WARNING|LOG): .*/g) ?? [];
  const reason =
    reasons.find((line) => /FATAL|PANIC/.test(line)) ??
    reasons.at(-1) ??
    `it ended with ${child.exitCode ?? child.signalCode}`;
  const bind = reasons.find((line) => /Address already in use/.test(line));
  throw new StartFailure(`PostgreSQL does not start on ${cluster.places.data}: ${bind ?? reason}`);
}

/** postmaster.pid: line 1 the process, line 4 the port, line 8 whether it accepts connections. */
function readPidFile(cluster: Cluster): (Postmaster & { isReady: boolean }) | undefined {
  try {
    const lines = readFileSync(`${cluster.places.data}/postmaster.pid`, 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port, isReady: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}
