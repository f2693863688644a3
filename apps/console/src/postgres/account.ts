import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The system user that PostgreSQL runs as. PostgreSQL refuses root; without ids it runs as whoever runs this process. */
export interface Account {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * An existing folder keeps its owner, so that a checkout used by a person and later by root stays usable by both. Root otherwise
 * becomes `postgres`, made when missing; `nobody` stands in where users cannot be made. Throws when the folder is someone else's.
 */
export function accountFor(dataDir: string): Account {
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) {
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      throw new Error(
        `${dataDir} belongs to another user (uid ${owner.uid}): run as that user or as root, or remove it`,
      );
    }
    return { name: 'the current user' };
  }
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? createPostgresUser() ?? lookUp('nobody');
  if (!account)
    throw new Error('PostgreSQL cannot run as root and no user postgres could be made: run as an ordinary user');
  return account;
}

/** Whether the account may pass through every folder above `path` and use `path` itself. Root's own folders are often closed. */
export function canReach(account: Account, path: string): boolean {
  if (account.uid === undefined) return true;
  const { mode, uid, gid } = statSync(path);
  const granted = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
  const parent = dirname(path);
  return (granted & 1) === 1 && (parent === path || canReach(account, parent));
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createPostgresUser(): Account | undefined {
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  return lookUp('postgres');
}
