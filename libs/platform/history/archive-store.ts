import type { Readable } from 'node:stream';

/** Where archives are kept: a folder, or a bucket. */
export abstract class ArchiveStore {
  /**
   * Keeps bytes under a name, in the place of what was kept under it before, and answers where they are, for the log. What is there under a name is always
   * complete. `check` is given the bytes as they are read back and throws when they are not what they should be. Throws what `bytes` and `check` throw, and
   * an error with a `code` or a telling `name`, and without any secret, when the store is away, refuses, or is full; then nothing may be dropped.
   */
  abstract keep(name: string, bytes: Readable, check: (stored: Readable) => Promise<void>): Promise<string>;
}
