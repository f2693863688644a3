import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { Injectable } from '@nestjs/common';

import { ArchiveHealth } from './archive-health.js';
import { ArchiveStore } from './archive-store.js';

const NEW_LINE = 0x0a;

/** What leaves the database after its retention: files with one JSON document a line, gzipped. */
@Injectable()
export class Archive {
  constructor(
    private readonly store: ArchiveStore,
    private readonly health: ArchiveHealth,
  ) {}

  /**
   * Writes `<name>.ndjson.gz`, reads it again, and answers where it is and how many lines it has. A file of that name is replaced as a whole. Throws when
   * it cannot be written or is not read as it was written: in length, in its checksum and in its lines.
   */
  async write(name: string, documents: AsyncIterable<unknown>): Promise<{ file: string; lines: number }> {
    const lines = new PackedLines(documents);
    try {
      const file = await this.store.keep(`${name}.ndjson.gz`, lines.bytes, (stored) => lines.compare(stored));
      this.health.worked();
      return { file, lines: lines.count };
    } catch (error) {
      // Documents that cannot be read are the database's trouble.
      if (lines.fault === undefined) this.health.failed(error);
      throw lines.fault ?? error;
    } finally {
      lines.bytes.destroy();
    }
  }
}

/** Documents as gzipped lines, measured on their way. */
class PackedLines {
  readonly bytes: Readable;
  count = 0;
  /** What kept the documents from being read. */
  fault: unknown;
  private readonly sent = new Measure();

  constructor(private readonly documents: AsyncIterable<unknown>) {
    const bytes = new PassThrough();
    // A fault ends the pipeline by destroying its last stream, of which its reader hears.
    pipeline(Readable.from(this.text()), createGzip(), (packed) => this.sent.of(packed), bytes).catch(() => undefined);
    this.bytes = bytes;
  }

  /** Throws when what is stored is not what was sent. */
  async compare(stored: Readable): Promise<void> {
    const kept = new Measure();
    let lines = 0;
    const countLines = async (text: AsyncIterable<Buffer>) => {
      for await (const chunk of text) {
        for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) lines += 1;
      }
    };
    await pipeline(stored, (packed) => kept.of(packed), createGunzip(), countLines);
    if (lines !== this.count) throw new Error(`it has ${lines} lines of the ${this.count} that were written`);
    if (!kept.equals(this.sent)) throw new Error('its bytes are not those that were written');
  }

  private async *text(): AsyncGenerator<string> {
    try {
      for await (const document of this.documents) {
        this.count += 1;
        yield `${JSON.stringify(document)}\n`;
      }
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}

/** The length and the checksum of bytes that pass. */
class Measure {
  private readonly hash = createHash('sha256');
  private length = 0;
  private digest: string | undefined;

  async *of(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.hash.update(chunk);
      this.length += chunk.length;
      yield chunk;
    }
    this.digest = this.hash.digest('hex');
  }

  equals(other: Measure): boolean {
    return this.length === other.length && this.digest !== undefined && this.digest === other.digest;
  }
}
