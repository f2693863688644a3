import type { Readable } from 'node:stream';

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

import { ArchiveStore } from './archive-store.js';

export interface S3Settings {
  readonly bucket: string;
  /** Before each name: empty, or such as `comanda/`. */
  readonly prefix: string;
  readonly region: string;
  /** Of a server that is not Amazon's. */
  readonly endpoint?: string;
  /** The bucket in the path and not in the host's name, as MinIO and its kind are asked. */
  readonly pathStyle: boolean;
  /** Without keys the SDK looks for some itself: AWS_ variables, or the role of the machine or container. */
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Milliseconds for the server to take a connection, and without a byte from it; 5 s and 60 s when absent. */
  readonly patience?: { readonly connectMs: number; readonly idleMs: number };
}

/** Kept in memory while they are sent, one at a time. A bucket takes 10,000 of them: archives of up to 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;
const TRIES = 3;
const PATIENCE = { connectMs: 5_000, idleMs: 60_000 };

/**
 * Objects in a bucket of Amazon S3, MinIO, or anything that speaks as they do. May put and get objects, and end uploads in parts; it neither lists nor
 * deletes. Checksums that not every such server knows are left out: whoever keeps something here compares it as it is read back.
 */
export class S3Store extends ArchiveStore {
  private readonly client: S3Client;

  constructor(private readonly settings: S3Settings) {
    super();
    const { region, endpoint, pathStyle, keys, patience = PATIENCE } = settings;
    this.client = new S3Client({
      region,
      endpoint,
      forcePathStyle: pathStyle,
      credentials: keys,
      maxAttempts: TRIES,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: patience.connectMs,
        requestTimeout: patience.idleMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  /** An upload in parts: the object is there, in the place of an older one, once the last part is; or not at all. */
  async keep(name: string, bytes: Readable, check: (stored: Readable) => Promise<void>): Promise<string> {
    const object = { Bucket: this.settings.bucket, Key: `${this.settings.prefix}${name}` };
    const params = { ...object, Body: bytes, ContentType: 'application/gzip' };
    const upload = new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: 1 });
    await plainly(upload.done(), bytes);
    const { Body: stored } = await plainly(this.client.send(new GetObjectCommand(object)));
    await check(stored as Readable);
    return `s3://${object.Bucket}/${object.Key}`;
  }
}

/** What was thrown by S3 or on the way there, in a word: errors of the SDK hold the server's whole answer, access key and signature among it. */
export class S3Refusal extends Error {
  constructor(readonly code: string) {
    super(`the bucket of ARCHIVE_DIR does not take or give archives: ${code}`);
    this.name = 'S3Refusal';
  }
}

async function plainly<T>(exchange: Promise<T>, bytes?: Readable): Promise<T> {
  try {
    return await exchange;
  } catch (error) {
    // What was to be sent could not be read: that is nothing of the bucket's.
    if (bytes?.errored) throw bytes.errored;
    throw new S3Refusal(reasonOf(error));
  }
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const WORD = /^[A-Z][\w.-]{2,60}$/i;
/** Says nothing: an answer without a code, as a proxy on the way gives it. */
const MEANINGLESS = new Set(['Error', 'UnknownError', 'Unknown', 'SyntaxError']);

function reasonOf(error: unknown): string {
  const { name = '', code = '', $metadata } = error as SdkError;
  const word = [code, name].find((candidate) => WORD.test(candidate) && !MEANINGLESS.has(candidate));
  return word ?? ($metadata?.httpStatusCode === undefined ? 'no answer' : `HTTP ${$metadata.httpStatusCode}`);
}
