import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import { type Cluster, findCluster, isAlive, prepareCluster } from './postgres/cluster.js';
import {
  findRunning,
  freePort,
  type Postmaster,
  servesData,
  StartFailure,
  startPostmaster,
  stopPostmaster,
  urlOf,
} from './postgres/postmaster.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster; made when missing. Password, log and owner are files beside it. */
  readonly dataDir: string;
  /** Taken when free; any free port otherwise. */
  readonly preferredPort?: number;
  readonly log?: (line: string) => void;
  /** False trades safety against power loss for speed: tests alone. */
  readonly durable?: boolean;
  /** The server outlives this process, until someone stops it by {@link stopEmbeddedPostgres}. */
  readonly keepsRunning?: boolean;
}

export interface EmbeddedPostgres {
  /** The database `comanda`, as its superuser. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** The server was already running, left by a process that died or started by one that lives. */
  readonly adopted: boolean;
  /** Stops the server, unless a living process other than this one started it. */
  stop(): Promise<void>;
}

export const DATABASE = 'comanda';
export const USUAL_PORT = 54329;
export const DATA_DIR = '.data/postgres';

const PATIENCE_MS = 10_000;
const RETRY_MS = 200;
const KEPT = 'kept';

/**
 * A PostgreSQL of one's own from npm: no installation, no container. Finds the server again after the process that started it was
 * killed, starts it again after the server itself was. Throws an Error whose message is one line for a person.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const cluster = prepareCluster(options.dataDir, log);
  const { server, adopted } = await findOrStart(cluster, options, log);
  const isOurs = !adopted || !ownerLives(cluster);
  if (isOurs) writeFileSync(cluster.places.owner, options.keepsRunning ? KEPT : String(process.pid));
  const stopAtExit = () => void (isAlive(server.pid) && process.kill(server.pid, 'SIGINT'));
  if (isOurs && !options.keepsRunning) process.once('exit', stopAtExit);
  const stop = async () => {
    if (!isOurs) return;
    process.off('exit', stopAtExit);
    await stopPostmaster(server.pid);
    rmSync(cluster.places.owner, { force: true });
  };
  try {
    await createDatabase(cluster, server);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = urlOf(cluster, server.port, DATABASE);
  return { url, port: server.port, dataDir: cluster.places.data, pid: server.pid, adopted, stop };
}

/** Stops whatever server runs on this data, whoever started it; false when none did. */
export async function stopEmbeddedPostgres(
  dataDir: string,
  log: (line: string) => void = () => undefined,
): Promise<boolean> {
  const cluster = findCluster(dataDir, log);
  const server = cluster && (await findRunning(cluster));
  if (!server) return false;
  await stopPostmaster(server.pid);
  rmSync(cluster.places.owner, { force: true });
  return true;
}

async function findOrStart(cluster: Cluster, options: EmbeddedPostgresOptions, log: (line: string) => void) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const running = await findRunning(cluster);
    if (running) return { server: running, adopted: true };
    const port = await freePort(options.preferredPort);
    try {
      const server = await startPostmaster(cluster, port, options.durable ?? true);
      if (options.preferredPort && port !== options.preferredPort) {
        log(`Port ${options.preferredPort} is taken: PostgreSQL listens on ${port}`);
      }
      return { server, adopted: false };
    } catch (error) {
      if (!(error instanceof StartFailure && error.mayPass) || Date.now() > deadline) throw error;
      await delay(RETRY_MS);
    }
  }
}

async function createDatabase(cluster: Cluster, server: Postmaster): Promise<void> {
  await withClient(urlOf(cluster, server.port, 'postgres'), async (client) => {
    if (!(await servesData(client, cluster)))
      throw new Error(`The server on port ${server.port} does not serve ${cluster.places.data}`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount) return;
    await client.query(`CREATE DATABASE ${DATABASE}`).catch(unlessMadeMeanwhile);
  });
  await withClient(urlOf(cluster, server.port, DATABASE), (client) =>
    client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements').catch(unlessMadeMeanwhile),
  );
}

/** Two first starts at once: `IF NOT EXISTS` looks before the other one's commit, and the catalogue's unique index speaks. */
function unlessMadeMeanwhile(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== '42P04' && code !== '42710' && code !== '23505') throw error;
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function ownerLives({ places }: Cluster): boolean {
  try {
    const owner = readFileSync(places.owner, 'utf8').trim();
    return owner === KEPT || isAlive(Number(owner));
  } catch {
    return false;
  }
}
