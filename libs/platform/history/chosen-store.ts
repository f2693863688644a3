import type { Readable } from 'node:stream';

import { type ArchiveEnv, bucketOf } from '../env/archive-env.js';
import { ArchiveStore } from './archive-store.js';
import { FolderStore } from './folder-store.js';

/** The store that `ARCHIVE_DIR` names. */
export const chosenStore = (env: ArchiveEnv): ArchiveStore =>
  bucketOf(env.ARCHIVE_DIR) ? new BucketWhenUsed(env) : new FolderStore(env.ARCHIVE_DIR);

/** The SDK of S3 is loaded when something is archived for the first time: it takes 24 MB, and a third of a second of a start. */
class BucketWhenUsed extends ArchiveStore {
  private store: Promise<ArchiveStore> | undefined;

  constructor(private readonly env: ArchiveEnv) {
    super();
  }

  async keep(name: string, bytes: Readable, check: (stored: Readable) => Promise<void>): Promise<string> {
    this.store ??= this.open();
    return (await this.store).keep(name, bytes, check);
  }

  private async open(): Promise<ArchiveStore> {
    const { S3Store } = await import('./s3-store.js');
    const { ARCHIVE_DIR, ARCHIVE_S3_REGION, ARCHIVE_S3_ENDPOINT, ARCHIVE_S3_FORCE_PATH_STYLE } = this.env;
    const { ARCHIVE_S3_ACCESS_KEY_ID: accessKeyId, ARCHIVE_S3_SECRET_ACCESS_KEY: secretAccessKey } = this.env;
    return new S3Store({
      bucket: '',
      prefix: '',
      ...bucketOf(ARCHIVE_DIR),
      region: ARCHIVE_S3_REGION,
      endpoint: ARCHIVE_S3_ENDPOINT,
      pathStyle: ARCHIVE_S3_FORCE_PATH_STYLE ?? ARCHIVE_S3_ENDPOINT !== undefined,
      keys: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    });
  }
}
