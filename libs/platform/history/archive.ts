import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { Inject, Injectable } from '@nestjs/common';

import { newId } from '#libs/kernel';

import { ENV } from '../env/env.module.js';
import type { Env } from '../env/env.js';

/** What leaves the database after its retention: files in `ARCHIVE_DIR`, one JSON document a line, gzipped. */
@Injectable()
export class Archive {
  private readonly folder: string;

  constructor(@Inject(ENV) env: Pick<Env, 'ARCHIVE_DIR'>) {
    this.folder = env.ARCHIVE_DIR;
  }

  /**
   * Writes `<name>.ndjson.gz`, reads it again, and answers where it is and how many lines it has. A file of that name is replaced as a whole: what
   * is there is always complete, and on the disk when this resolves. Throws when it cannot be written or is not read as it was written.
   */
  async write(name: string, documents: AsyncIterable<unknown>): Promise<{ file: string; lines: number }> {
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `${name}.ndjson.gz`);
    const unfinished = `${file}.${newId()}`;
    try {
      const lines = await writeLines(unfinished, documents);
      const read = await countLines(unfinished);
      if (read !== lines) throw new Error(`${file} has ${read} lines of the ${lines} that were written`);
      await rename(unfinished, file);
      await sync(this.folder);
      return { file, lines };
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

async function writeLines(file: string, documents: AsyncIterable<unknown>): Promise<number> {
  let lines = 0;
  async function* text() {
    for await (const document of documents) {
      lines += 1;
      yield `${JSON.stringify(document)}\n`;
    }
  }
  // Other accounts of the machine have no business with what was sold.
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(file, { mode: 0o600 }));
  await sync(file);
  return lines;
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  const unzipped = createReadStream(file).pipe(createGunzip());
  for await (const _ of createInterface({ input: unzipped })) lines += 1;
  return lines;
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
