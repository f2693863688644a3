import { z } from 'zod';

import { flag, url } from './env-forms.js';

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w!.*'()-]+)*)\/?$/;
const FORM = 'a folder that this process may write to, or a bucket such as s3://my-bucket/comanda';

/** Where what leaves the database goes. */
export const archiveVariables = {
  ARCHIVE_DIR: z
    .string()
    .min(1)
    .refine((text) => !text.startsWith('s3:') || BUCKET.test(text))
    .default('archive')
    .describe(FORM),
  ARCHIVE_S3_ENDPOINT: url(/^https?$/, 'where S3 is spoken, such as https://minio.example:9000').optional(),
  ARCHIVE_S3_REGION: z
    .string()
    .regex(/^[\w-]+$/)
    .default('us-east-1')
    .describe('a region such as sa-east-1'),
  ARCHIVE_S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('the id of an access key'),
  ARCHIVE_S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('the secret of an access key'),
  ARCHIVE_S3_FORCE_PATH_STYLE: flag(false).optional(),
};

export type ArchiveEnv = Readonly<z.output<z.ZodObject<typeof archiveVariables>>>;

/** The bucket that `ARCHIVE_DIR` names, and what stands before each name in it; undefined when it is a folder. */
export function bucketOf(place: string): { bucket: string; prefix: string } | undefined {
  const [, bucket, path = ''] = BUCKET.exec(place) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: path === '' ? '' : `${path.slice(1)}/` };
}

/** What these variables say together and cannot mean, a line each. */
export function archiveFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const { ARCHIVE_DIR: place = '', ARCHIVE_S3_ACCESS_KEY_ID: id, ARCHIVE_S3_SECRET_ACCESS_KEY: secret } = given;
  const unused = Object.keys(archiveVariables).filter((name) => name.startsWith('ARCHIVE_S3_') && given[name]);
  const faults: string[] = [];
  if (!id !== !secret) {
    faults.push('ARCHIVE_S3_ACCESS_KEY_ID and ARCHIVE_S3_SECRET_ACCESS_KEY belong together: set both, or neither');
  }
  if (unused.length > 0 && !place.startsWith('s3:')) {
    faults.push(
      `${unused.join(' and ')} must not be set while ARCHIVE_DIR is a folder: set ARCHIVE_DIR=s3://bucket/prefix`,
    );
  }
  return faults;
}
