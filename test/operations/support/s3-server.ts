import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

import {
  describeWhere,
  findFreePort,
  launch,
  onCleanup,
  programPath,
  type RunningProcess,
} from '../../support/index.js';

/** Where `go install` puts it. */
const BY_GO = join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'bin', 'versitygw');
const SERVER = programPath('versitygw') ?? (existsSync(BY_GO) ? BY_GO : undefined);

/** `describe` where the Versity S3 gateway is installed: a server of S3 that checks signatures, and keeps objects in a folder. */
export const describeWithS3 = describeWhere(
  SERVER !== undefined,
  'versitygw',
  'go install github.com/versity/versitygw/cmd/versitygw@v1.8.0',
);

export const ACCESS_KEY = 'AKIATESTOFCOMANDA';
export const SECRET_KEY = 'the secret of a test of comanda';
export const BUCKET = 'archive-of-a-chain';

export interface TestS3 {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The bytes of an object; undefined where there is none. */
  read(key: string): Promise<Buffer | undefined>;
  keys(): Promise<string[]>;
}

/** A server of this test file's own with an empty bucket, started. */
export async function createS3(): Promise<TestS3> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-s3-'));
  onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  for (const name of ['objects', 'locks']) mkdirSync(join(folder, name));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY };
  const client = new S3Client({ endpoint: url, region: 'us-east-1', forcePathStyle: true, credentials });
  let running: RunningProcess | undefined;
  const start = async () => {
    running = await launch({
      name: 's3',
      command: SERVER ?? '',
      args: ['--port', `127.0.0.1:${port}`, 'posix', '--sidecar', join(folder, 'locks'), join(folder, 'objects')],
      env: { HOME: folder, ROOT_ACCESS_KEY_ID: ACCESS_KEY, ROOT_SECRET_ACCESS_KEY: SECRET_KEY },
      isReady: () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
    });
  };
  await start();
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    url,
    start,
    stop: async () => {
      await running?.stop();
    },
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    keys: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      return Contents.map(({ Key = '' }) => Key).sort();
    },
  };
}
