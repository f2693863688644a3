import { describe, expect, it } from '@jest/globals';

import { bucketOf } from './archive-env.js';
import { EnvError, readEnv } from './env.js';

const KEYS = { ARCHIVE_S3_ACCESS_KEY_ID: 'AKIA1', ARCHIVE_S3_SECRET_ACCESS_KEY: 'a secret of nobody' };

const read = (more: Record<string, string>) =>
  readEnv({ DATABASE_URL: 'postgres://a@localhost/a', JWT_SECRET: 'kT9vXq2LmZ7rWc4HnB8yPd1JsF6gAe3U', ...more });

function faultsOf(more: Record<string, string>): readonly string[] {
  try {
    read(more);
    return [];
  } catch (error) {
    return (error as EnvError).faults;
  }
}

describe('the archive', () => {
  it.each([
    ['s3://my-bucket', 'my-bucket', ''],
    ['s3://my-bucket/', 'my-bucket', ''],
    ['s3://my.bucket-1/chain/comanda', 'my.bucket-1', 'chain/comanda/'],
    ['s3://my-bucket/a_b.c/', 'my-bucket', 'a_b.c/'],
  ])('is a bucket and what stands before its names: %s', (place, bucket, prefix) => {
    expect(read({ ARCHIVE_DIR: place }).ARCHIVE_DIR).toBe(place);
    expect(bucketOf(place)).toEqual({ bucket, prefix });
  });

  it.each(['archive', '/var/archive', './s3', 'C:\\archive', 'my archive 店'])('is a folder: %s', (place) => {
    expect(read({ ARCHIVE_DIR: place }).ARCHIVE_DIR).toBe(place);
    expect(bucketOf(place)).toBeUndefined();
  });

  it.each([
    's3:',
    's3://',
    's3://My-Bucket',
    's3:/my-bucket',
    's3://my_bucket',
    's3://b',
    's3://my-bucket//x',
    's3://a b',
  ])('is not %s', (place) => {
    expect(faultsOf({ ARCHIVE_DIR: place })).toEqual([expect.stringMatching(/^ARCHIVE_DIR is malformed: .*s3:\/\//)]);
  });

  it('has both keys or none, and a bucket to use them on', () => {
    expect(faultsOf({ ARCHIVE_DIR: 's3://my-bucket', ...KEYS })).toEqual([]);
    expect(faultsOf({ ARCHIVE_DIR: 's3://my-bucket', ARCHIVE_S3_ACCESS_KEY_ID: 'AKIA1' })).toEqual([
      'ARCHIVE_S3_ACCESS_KEY_ID and ARCHIVE_S3_SECRET_ACCESS_KEY belong together: set both, or neither',
    ]);
    expect(faultsOf(KEYS)).toEqual([expect.stringMatching(/must not be set while ARCHIVE_DIR is a folder/)]);
    expect(faultsOf(KEYS).join()).not.toMatch(/AKIA1|a secret/);
  });

  it('is not sent in the clear over the internet in production', () => {
    const bucket = { NODE_ENV: 'production', ARCHIVE_DIR: 's3://my-bucket', ALLOWED_ORIGINS: 'https://shop.example' };
    const more = { ...bucket, FRONTEND_URL: 'https://shop.example' };
    expect(faultsOf({ ...more, ARCHIVE_S3_ENDPOINT: 'http://minio:9000' })).toEqual([]);
    expect(faultsOf({ ...more, ARCHIVE_S3_ENDPOINT: 'http://s3.example' })).toEqual([
      expect.stringMatching(/^ARCHIVE_S3_ENDPOINT must be https/),
    ]);
  });
});
