import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { afterEach, describe, expect, it } from '@jest/globals';

import { Metrics, type Logger } from '#libs/platform';

import { Archive } from '../../../libs/platform/history/archive.js';
import { ArchiveHealth } from '../../../libs/platform/history/archive-health.js';
import { S3Store } from '../../../libs/platform/history/s3-store.js';

/** What S3, or something on the way there, may answer on a bad day. The store on a real server is in test/operations/archive-bucket.ops-spec.ts. */
describe('a bucket on a bad day', () => {
  let server: Server;
  let asked: number;

  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );

  async function archiveAt(answer: (response: ServerResponse) => void) {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      request.resume().on('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const log: string[] = [];
    const note = (text: string, fields: unknown) => void log.push(`${text} ${JSON.stringify(fields)}`);
    const metrics = new Metrics();
    const health = new ArchiveHealth({ info: note, warn: note } as unknown as Logger, metrics);
    const store = new S3Store({
      ...{ bucket: 'archive', prefix: '', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true },
      keys: { accessKeyId: 'AKIATEST', secretAccessKey: 'of nobody' },
      patience: { connectMs: 300, idleMs: 300 },
    });
    return { archive: new Archive(store, health), health, log, metrics };
  }
  const documents = () => Readable.from([{ n: 1 }, { n: 2 }]);
  const xml = (status: number, code: string) => (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<Error><Code>${code}</Code><Message>no</Message><AWSAccessKeyId>AKIATEST</AWSAccessKeyId></Error>`);

  it.each([
    ['full', xml(507, 'XMinioStorageFull'), 'XMinioStorageFull', 1],
    ['over its quota', xml(403, 'QuotaExceeded'), 'QuotaExceeded', 1],
    ['closed to this key', xml(403, 'AccessDenied'), 'AccessDenied', 1],
    ['busy', xml(503, 'SlowDown'), 'SlowDown', 3],
    ['behind a proxy that is without it', (response) => response.writeHead(502).end('<h1>Bad</h1>'), 'HTTP 502', 3],
  ] as [string, (response: ServerResponse) => void, string, number][])(
    'is %s: the archive is refused, and told of once, in a word, without a key',
    async (_, answer, reason, tries) => {
      const { archive, health, log, metrics } = await archiveAt(answer);
      for (let n = 0; n < 2; n++) await expect(archive.write('events', documents())).rejects.toThrow(reason);

      expect(health.state).toBe(`away (${reason}): nothing is dropped from the database until it is back`);
      expect(log).toHaveLength(1);
      expect(log.join()).not.toMatch(/AKIATEST|of nobody/);
      expect(await metrics.registry.getSingleMetricAsString('comanda_archive_up')).toMatch(/^comanda_archive_up 0$/m);
      // What may pass is tried again before it is told of.
      expect(asked).toBeGreaterThanOrEqual(2 * tries);
    },
    30_000,
  );

  it('answers nothing: it is given up in time', async () => {
    const { archive, health } = await archiveAt(() => undefined);
    await expect(archive.write('events', documents())).rejects.toThrow(/ARCHIVE_DIR/);
    expect(health.state).toMatch(/^away/);
  }, 30_000);

  it('keeps other bytes than it was sent: the archive is refused', async () => {
    const { archive, health } = await archiveAt((response) => response.writeHead(200).end('other bytes'));
    await expect(archive.write('events', documents())).rejects.toThrow();
    expect(health.state).toMatch(/^away/);
  }, 30_000);
});
