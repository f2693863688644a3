import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

type Tool = 'pg_dump' | 'pg_restore';

/**
 * One of PostgreSQL's client programs, from the folder PG_BIN or from the PATH. Throws one line when it is missing, or older than the server:
 * a program reads servers of its own version and of versions before.
 */
export function findTool(tool: Tool, serverMajor: number): string {
  const folder = process.env['PG_BIN'];
  const file = folder ? join(folder, tool) : tool;
  const howToGet = `install PostgreSQL's client programs of version ${serverMajor} or newer (Debian: postgresql-client-${serverMajor}), or set PG_BIN to their folder`;
  const trial = spawnSync(file, ['--version'], { encoding: 'utf8' });
  if (trial.status !== 0) throw new Error(`${tool} is not found${folder ? ` in ${folder}` : ''}: ${howToGet}`);
  const major = Number(/\s(\d+)/.exec(trial.stdout)?.[1]);
  if (!(major >= serverMajor)) {
    throw new Error(`${tool} is of version ${major}, and the server of version ${serverMajor}: ${howToGet}`);
  }
  return file;
}

/** Runs one of the programs on a database. The password travels in the environment, never among the arguments. Throws with the program's own words. */
export async function runTool(file: string, databaseUrl: string, args: readonly string[]): Promise<void> {
  const child = spawn(file, args, {
    env: { ...process.env, ...connectionOf(databaseUrl) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    if (said.length > MOST_SAID) said.shift();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(said.join('').trim().split('\n')[0] || `${file} ended with ${code}`);
}

const MOST_SAID = 20;

/** libpq's variables for a database URL. */
export function connectionOf(databaseUrl: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(databaseUrl);
  const host = decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1');
  const sslMode = searchParams.get('sslmode');
  return {
    PGHOST: searchParams.get('host') ?? host,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(sslMode && { PGSSLMODE: sslMode }),
  };
}
