import { inspect } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Readable } from 'node:stream';

import { beforeAll, expect, it, jest } from '@jest/globals';

import { newId } from '#libs/kernel';

import { S3Refusal, type S3Settings, S3Store } from '../../libs/platform/history/s3-store.js';
import { archiveContract } from '../../libs/platform/history/testing/archive.contract.js';
import {
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  makeLogOfMonths,
  startApi,
} from '../support/index.js';
import { ACCESS_KEY, BUCKET, createS3, describeWithS3, SECRET_KEY, type TestS3 } from './support/s3-server.js';

jest.setTimeout(120_000);

describeWithS3('a bucket of archives', () => {
  let server: TestS3;
  const settings = (more: Partial<S3Settings> = {}): S3Settings => ({
    bucket: BUCKET,
    prefix: 'chain/comanda/',
    region: 'us-east-1',
    endpoint: server.url,
    pathStyle: true,
    keys: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    ...more,
  });

  beforeAll(async () => {
    server = await createS3();
  });

  archiveContract(() => ({
    store: new S3Store(settings()),
    read: (name) => server.read(`chain/comanda/${name}`),
  }));

  it.each([
    ['another secret', { keys: { accessKeyId: ACCESS_KEY, secretAccessKey: 'guessed' } }, 'SignatureDoesNotMatch'],
    ['a bucket that is not there', { bucket: 'nowhere-to-be-found' }, 'NoSuchBucket'],
  ] as const)('says in a word what is wrong with %s, and nothing that is secret', async (_, wrong, code) => {
    const store = new S3Store(settings(wrong));
    const refusal: unknown = await store
      .keep('x.ndjson.gz', Readable.from([Buffer.from('x')]), () => Promise.resolve())
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(S3Refusal);
    expect((refusal as S3Refusal).code).toBe(code);
    expect(inspect(refusal, { depth: 9, showHidden: true })).not.toMatch(/AKIA|secret of a test|guessed|Signature=/);
  });

  it('that is away stops no sale and drops no month; /ready, the log and a metric tell, and it is tried again', async () => {
    const database = await createTestDatabase({ eventsAreMadeUp: true });
    await makeLogOfMonths(database);
    const [before] = await database.query<{ seq: number }>('SELECT last_seq::int AS seq FROM event_counter');
    await database.query(
      `WITH given AS (UPDATE event_counter SET last_seq = last_seq + 3 RETURNING last_seq - 3 AS before)
       INSERT INTO events (id, seq, type, outlet_id, occurred_at, payload)
       SELECT gen_random_uuid(), before + n, 'NEW_ORDER', $1, now() - interval '400 days', '{}' FROM given, generate_series(1, 3) n`,
      [newId()],
    );
    await server.stop();
    const api = await startApi({
      database,
      env: {
        ARCHIVE_DIR: `s3://${BUCKET}/events`,
        ARCHIVE_S3_ENDPOINT: server.url,
        ARCHIVE_S3_ACCESS_KEY_ID: ACCESS_KEY,
        ARCHIVE_S3_SECRET_ACCESS_KEY: SECRET_KEY,
        EVENT_RETENTION: '30d',
      },
    });
    const due = () =>
      database.query(
        `UPDATE jobs SET status = 'PENDING', run_at = now(), attempts = 0
         WHERE kind = 'platform.keep-event-log' AND (status <> 'PENDING' OR locked_until IS NULL OR locked_until < now())`,
      );
    const ready = async () => {
      const response = await fetch(`${api.url}/ready`);
      return [response.status, ((await response.json()) as { checks: { archive?: string } }).checks.archive];
    };
    const metric = async () => /^comanda_archive_up (\d)$/m.exec(await (await fetch(`${api.url}/metrics`)).text())?.[1];
    const old = async () =>
      (await database.query("SELECT id FROM events WHERE occurred_at < now() - interval '300 days'")).length;

    await eventually(
      async () => {
        await due();
        expect(await ready()).toEqual([200, expect.stringMatching(/^away \(ECONNREFUSED\): nothing is dropped/)]);
      },
      { timeoutMs: 60_000 },
    );
    expect(await metric()).toBe('0');
    const shop = await createShop(database, api);
    const { id } = await shop.product('Kopi susu', 20_000);
    const sale = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: id, quantity: 1 }] };
    expectStatus(201, await shop.cashier.post('/orders', sale));
    expect(await old()).toBe(3);
    const lines = () => api.logs.filter((line) => line.includes('The archive of ARCHIVE_DIR takes nothing'));
    expect(lines()).toHaveLength(1);

    await server.start();
    await eventually(
      async () => {
        await due();
        expect(await old()).toBe(0);
      },
      { timeoutMs: 60_000 },
    );
    expect(await ready()).toEqual([200, undefined]);
    expect(await metric()).toBe('1');
    const bytes = await server.read('events/events-before.ndjson.gz');
    const kept = gunzipSync(bytes ?? Buffer.alloc(0))
      .toString()
      .trim()
      .split('\n');
    expect(kept.map((line) => (JSON.parse(line) as { seq: number }).seq - (before?.seq ?? 0))).toEqual([1, 2, 3]);
    expect(lines()).toHaveLength(1);
    expect(api.logs.join('\n')).not.toMatch(new RegExp(`${SECRET_KEY}|${ACCESS_KEY}`));
  });
});
