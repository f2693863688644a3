import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { newId } from '#libs/kernel';

import { ArchiveStore } from './archive-store.js';

/** Files in a folder, which is made when it is missing. They are readable by the process's own account alone. */
export class FolderStore extends ArchiveStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** Written beside, read back, and renamed; on the disk when this resolves. */
  async keep(name: string, bytes: Readable, check: (stored: Readable) => Promise<void>): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, name);
    const unfinished = `${file}.${newId()}`;
    try {
      // Other accounts of the machine have no business with what was sold.
      await pipeline(bytes, createWriteStream(unfinished, { mode: 0o600 }));
      await sync(unfinished);
      await check(createReadStream(unfinished));
      await rename(unfinished, file);
      await sync(this.folder);
      return file;
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

/** A file, or the names in a folder, as far as the disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
