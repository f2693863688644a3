import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';

import { type Account, accountFor } from './account.js';
import { type Binaries, findBinaries } from './binaries.js';
import { choosePlaces, type Places } from './places.js';

export interface Cluster {
  readonly account: Account;
  readonly binaries: Binaries;
  readonly places: Places;
  readonly password: string;
}

/** Finds or makes the cluster of `dataDir`; starts nothing. Safe when two processes do it at once: the first rename wins. */
export function prepareCluster(dataDir: string, log: (line: string) => void): Cluster {
  const { places, account, binaries } = locate(dataDir, log);
  const isNew = !isCluster(places.data);
  const password = isNew ? writePassword(places) : readPassword(places);
  if (isNew) initialise(places, account, binaries);
  else refuseOtherVersion(places.data, binaries);
  return { account, binaries, places, password };
}

/** The cluster of `dataDir` if there is one. */
export function findCluster(dataDir: string, log: (line: string) => void): Cluster | undefined {
  const located = locate(dataDir, log);
  return isCluster(located.places.data) ? { ...located, password: readPassword(located.places) } : undefined;
}

function locate(dataDir: string, log: (line: string) => void) {
  const wanted = resolve(dataDir);
  const places = choosePlaces(wanted, accountFor(wanted), log);
  const account = accountFor(places.data);
  return { places, account, binaries: findBinaries(account, log) };
}

const isCluster = (data: string): boolean => existsSync(`${data}/PG_VERSION`);

/** Appears whole, or was there: of two first starts at once the other must not read an empty file. */
function writePassword(places: Places): string {
  const draft = `${places.password}.${process.pid}`;
  try {
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
    linkSync(draft, places.password);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Error(`${places.password} cannot be written`, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
  return readPassword(places);
}

function readPassword(places: Places): string {
  try {
    return readFileSync(places.password, 'utf8').trim();
  } catch {
    throw new Error(
      `The password of the database in ${places.data} is missing or unreadable: it should be in ${places.password}`,
    );
  }
}

/** initdb writes PG_VERSION early, so an interrupted one looks finished: it works in a draft that becomes the cluster by a rename. */
function initialise({ data, password }: Places, account: Account, binaries: Binaries): void {
  const { uid, gid } = account;
  const draft = mkdtempSync(`${data}.draft-`);
  const passwordCopy = `${draft}.password`;
  try {
    writeFileSync(passwordCopy, readFileSync(password), { mode: 0o600 });
    if (uid !== undefined && gid !== undefined) [draft, passwordCopy].forEach((path) => chownSync(path, uid, gid));
    const flags = [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--lc-messages=C',
      '--auth=scram-sha-256',
    ];
    const run = spawnSync(
      binaries.initdb,
      [`--pgdata=${draft}`, '--username=postgres', `--pwfile=${passwordCopy}`, ...flags],
      {
        uid,
        gid,
        // The current folder may be closed to the account, and initdb asks for it.
        cwd: '/',
        encoding: 'utf8',
      },
    );
    if (run.status !== 0) {
      const reason =
        run.error?.message ?? run.stderr.match(/(?:error|FATAL): .*/)?.[0] ?? run.stderr.trim().split('\n').at(-1);
      throw new Error(`The database folder ${data} could not be made: ${reason ?? 'initdb failed'}`);
    }
    moveInto(draft, data);
  } finally {
    [draft, passwordCopy].forEach((path) => rmSync(path, { recursive: true, force: true }));
  }
}

function moveInto(draft: string, data: string): void {
  try {
    renameSync(draft, data);
  } catch (error) {
    if (isCluster(data)) return;
    throw new Error(`${data} is in the way: it is not a database folder and not empty`, { cause: error });
  }
}

function refuseOtherVersion(data: string, { major }: Binaries): void {
  const found = readFileSync(`${data}/PG_VERSION`, 'utf8').trim();
  if (found === major) return;
  throw new Error(
    `${data} was made by PostgreSQL ${found} and this is ${major}: dump it with that version, or remove it`,
  );
}

/** Whether a process with this id lives; a zombie that nobody has reaped yet is dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const status = `/proc/${pid}/stat`;
  if (!statSync(status, { throwIfNoEntry: false })) return process.platform !== 'linux';
  return !/\) [ZX] /.test(readFileSync(status, 'utf8'));
}
