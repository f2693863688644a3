import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { type Account, canReach } from './account.js';

/** Everything that belongs to one cluster: its data, and beside the data what must outlive or stay out of it. */
export interface Places {
  readonly data: string;
  readonly password: string;
  readonly owner: string;
  readonly log: string;
}

/** Where the cluster lives: the wanted folder, or one that stands for it where the account can reach. */
export function choosePlaces(wanted: string, account: Account, log: (line: string) => void): Places {
  const parent = dirname(wanted);
  if (!existsSync(parent)) {
    mkdirSync(parent, { recursive: true });
    // Whatever the umask says, the account must be able to pass.
    chmodSync(parent, 0o755);
  }
  if (canReach(account, parent)) return placesOf(wanted);
  const standIn = standInFor(wanted, account);
  log(`The system user ${account.name} cannot reach ${wanted}: the data is kept in ${standIn}`);
  return placesOf(standIn);
}

/** A folder outside the checkout that the account can reach: `/var/lib/comanda`, else below the temporary folder. */
export function sharedFolder(account: Account): string {
  for (const folder of ['/var/lib/comanda', join(tmpdir(), 'comanda')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      chmodSync(folder, 0o755);
      if (canReach(account, folder)) return folder;
    } catch {
      // Not writable here: the next one.
    }
  }
  throw new Error(
    `No folder that ${account.name} can reach: set DATABASE_URL, or run from a folder outside root's home`,
  );
}

function standInFor(wanted: string, account: Account): string {
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return join(sharedFolder(account), `${basename(wanted)}-${digest}`);
}

function placesOf(data: string): Places {
  return { data, password: `${data}.password`, owner: `${data}.owner`, log: `${data}.log` };
}
