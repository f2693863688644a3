import { beforeAll, describe, expect, it } from '@jest/globals';
import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { type Api, client, createAccount, createTestDatabase, eventually, startApi } from '../support/index.js';

const BROWSER = 'gzip, deflate, br, zstd';

interface Raw {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

function unpacked({ headers, bytes }: Raw): string {
  const how = { br: brotliDecompressSync, gzip: gunzipSync }[headers['content-encoding'] ?? ''];
  return (how ? how(bytes) : bytes).toString();
}

describe('what is long, public and kept', () => {
  let api: Api;
  let menu: string;
  let outlet: string;
  let rename: (name: string) => Promise<unknown>;

  /** As it came over the wire. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> =>
    new Promise((resolve, reject) => {
      request(`${api.url}${path}`, { method, headers }, (response) => {
        buffer(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }),
          reject,
        );
      })
        .on('error', reject)
        .end();
    });

  const packed = (path: string, encoding: string): Promise<Raw> =>
    eventually(async () => {
      const answer = await ask(path, { 'accept-encoding': encoding });
      expect(answer.headers['content-encoding']).toBe(encoding.includes('br') ? 'br' : encoding);
      return answer;
    });

  beforeAll(async () => {
    const database = await createTestDatabase();
    api = await startApi({ database });
    const admin = client(api, (await createAccount(database, 'ADMIN')).token);
    const place = { name: 'Warung', currency: 'IDR', time_zone: 'Asia/Jakarta' };
    outlet = (await admin.post<{ id: string }>('/outlets', place)).body.id;
    const one = { outlet_id: outlet, price: 10_000, description: 'Made today, served in minutes' };
    const category = await admin.post<{ id: string }>('/categories', { name: 'Kopi', outlet_id: outlet });
    for (let n = 0; n < 40; n++) {
      const product = { ...one, name: `Kopi ${n}`, category_id: category.body.id };
      expect((await admin.post('/products', product)).status).toBe(201);
    }
    menu = `/api/v1/menu?outlet_id=${outlet}`;
    rename = (name) => admin.patch(`/outlets/${outlet}`, { name });
  }, 200_000);

  const PATHS: [string, () => string][] = [
    ['a menu', () => menu],
    ['a list of products', () => `/api/v1/products?limit=100&outlet_id=${outlet}`],
    ['the contract', () => '/docs-json'],
    ['the events', () => '/asyncapi.json'],
    ['a script of the page of the contract', () => '/docs/swagger-ui-bundle.js'],
  ];

  it.each(PATHS)('goes out packed as its reader takes it: %s', async (_, path) => {
    const plain = await ask(path());
    const gzip = await packed(path(), 'gzip');
    const brotli = await packed(path(), BROWSER);

    expect(plain.headers['content-encoding']).toBeUndefined();
    // Compared by hand: `toEqual` looks at a megabyte byte by byte.
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { status, headers, bytes } of [plain, gzip, brotli]) {
      expect(status).toBe(200);
      expect(headers['content-length']).toBe(String(bytes.length));
      expect(headers['content-type']).toBe(plain.headers['content-type']);
      expect(headers.vary).toMatch(/\bAccept-Encoding\b/);
    }
  });

  it.each(PATHS)('answers a HEAD, and 304 to whoever has it in an encoding that they take: %s', async (_, path) => {
    const answers = [await ask(path()), await packed(path(), 'gzip'), await packed(path(), BROWSER)];
    const tags = answers.map(({ headers }) => headers.etag ?? '');
    for (const [i, accepts] of ['identity', 'gzip', BROWSER].entries()) {
      const head = await ask(path(), { 'accept-encoding': accepts }, 'HEAD');
      expect([head.status, head.bytes.length]).toEqual([200, 0]);
      expect([head.headers.etag, head.headers['content-length']]).toEqual([tags[i], String(answers[i]?.bytes.length)]);
      const known = tags[i] ?? '';
      for (const match of [known, `W/${known}`, `"other", ${known}`, '*']) {
        const same = await ask(path(), { 'accept-encoding': accepts, 'if-none-match': match });
        expect([same.status, same.headers.etag, same.bytes.length]).toEqual([304, known, 0]);
        expect(same.headers.vary).toMatch(/\bAccept-Encoding\b/);
        expect(same.headers['content-encoding']).toBeUndefined();
      }
    }
    // A browser keeps what it has, though it would be sent brotli today; who takes no gzip any more is sent the bytes.
    const [, gzipTag = ''] = tags;
    const kept = await ask(path(), { 'accept-encoding': BROWSER, 'if-none-match': gzipTag });
    expect([kept.status, kept.headers.etag]).toEqual([304, gzipTag]);
    expect((await ask(path(), { 'if-none-match': gzipTag })).status).toBe(200);
  });

  it.each([
    ['br;q=0, gzip;q=0', undefined],
    ['identity', undefined],
    ['*;q=0', undefined],
    ['deflate', undefined],
    ['gzip;q=0.1, identity;q=0.9', undefined],
    ['*, br;q=0', 'gzip'],
    ['identity;q=0', undefined],
    ['identity;q=0, gzip', 'gzip'],
  ])('reads Accept-Encoding as it is meant: %s', async (accepts, encoding) => {
    const answer = await ask(menu, { 'accept-encoding': accepts });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
    expect((JSON.parse(unpacked(answer)) as { outlet: { id: string } }).outlet.id).toBe(outlet);
  });

  it('is another one in every encoding once the menu is', async () => {
    const before = [await ask(menu), await packed(menu, 'gzip'), await packed(menu, BROWSER)];
    await rename('Warung Baru');
    for (const [i, accepts] of ['identity', 'gzip', BROWSER].entries()) {
      const { headers } = before[i] ?? {};
      const after = await eventually(async () => {
        const answer = await ask(menu, { 'accept-encoding': accepts, 'if-none-match': headers?.etag ?? '' });
        expect(answer.status).toBe(200);
        return answer;
      });
      expect(unpacked(after)).toContain('Warung Baru');
    }
  });

  it('goes out packed to the first who asks, and whole to all who ask together', async () => {
    await rename('Warung Lagi');
    const all = await Promise.all(Array.from({ length: 8 }, () => ask(menu, { 'accept-encoding': BROWSER })));
    expect(all.map(({ headers }) => headers['content-encoding'])).not.toContain(undefined);
    for (const answer of all) {
      expect((JSON.parse(unpacked(answer)) as { outlet: { id: string } }).outlet.id).toBe(outlet);
    }
  });
});
