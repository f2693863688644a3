import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { type Api, createTestDatabase, ROOT, startApi } from '../support/index.js';

const BUILT = join(ROOT, 'dist', 'apps', 'web');
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const script = readdirSync(join(BUILT, 'web')).find((name) => /^kitchen-[\w-]+\.js$/.test(name) && sizeOf(name) > 500);

function sizeOf(name: string): number {
  return readFileSync(join(BUILT, 'web', name)).length;
}

/** `fetch` would unpack an answer, hide how it was sent, and tidy the path. */
function get(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const [, host, port, path] = /^http:\/\/([^:]+):(\d+)(.*)$/.exec(url) ?? [];
  return new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    const asked = request({ host, port, path: path || '/', method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject).end();
  });
}

describe('the pages', () => {
  let api: Api;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'debug', FRONTEND_URL: 'https://cafe.example' } });
  });

  it.each([
    ['/kitchen/', 'kitchen/index.html'],
    ['/kitchen/anything?station=bar', 'kitchen/index.html'],
    ['/till/', 'till/index.html'],
    ['/admin/', 'admin/index.html'],
    ['/admin/menu', 'admin/index.html'],
    ['/t/6f0f9a52-6d0b-5f3e-9a36-8f0c6c1d7e21?s=secret', 'guest/index.html'],
    ['/tracking/JKT-1', 'links/index.html'],
    ['/reset-password?token=secret', 'links/index.html'],
    ['/orders/6f0f9a52-6d0b-5f3e-9a36-8f0c6c1d7e21', 'links/index.html'],
    ['/', 'home/en.html'],
  ])('at %s is %s, asked about each time', async (path, file) => {
    const answer = await get(api.url + path, HTML);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(readFileSync(join(BUILT, file)));
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-length': String(answer.body.length),
    });
    const again = await get(api.url + path, { ...HTML, 'if-none-match': answer.headers['etag'] ?? '' });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, answer.headers['etag']]);
  });

  it.each([
    ['id-ID,id;q=0.9', 'home/id.html'],
    ['pt-PT', 'home/pt-BR.html'],
    ['de', 'home/en.html'],
  ])('have a root that speaks %s', async (language, file) => {
    const answer = await get(api.url, { ...HTML, 'accept-language': language });
    expect(answer.body).toEqual(readFileSync(join(BUILT, file)));
    expect(answer.headers['vary']).toMatch(/Accept-Language/);
  });

  it('have a policy that runs nothing but our own, and asks nobody to come by https', async () => {
    const { headers } = await get(`${api.url}/kitchen/`, HTML);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), screen-wake-lock=(self), fullscreen=(self)',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['cross-origin-opener-policy']).toBeUndefined();
  });

  it('are told over https to stay there', async () => {
    const behind = await startApi({ database, env: { TRUST_PROXY: 'loopback' } });
    const { headers } = await get(`${behind.url}/kitchen/`, { ...HTML, 'x-forwarded-proto': 'https' });
    expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    await behind.stop();
  });

  it('have files that are kept for ever, packed as the reader takes them', async () => {
    const url = `${api.url}/web/${script}`;
    const plain = await get(url);
    expect(plain.body).toEqual(readFileSync(join(BUILT, 'web', script ?? '')));
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(plain.headers['vary']).toMatch(/Accept-Encoding/);
    const head = await get(url, {}, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(plain.body.length),
    ]);

    const worker = readFileSync(join(BUILT, 'kitchen', 'sw.js'));
    const [br, gzip, neither] = await Promise.all(
      ['gzip, br', 'gzip', 'br;q=0, zstd'].map((accepted) =>
        get(`${api.url}/kitchen/sw.js`, { 'accept-encoding': accepted }),
      ),
    );
    expect(br?.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br?.body ?? '')).toEqual(worker);
    expect(gzip?.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip?.body ?? '')).toEqual(worker);
    expect([neither?.headers['content-encoding'], neither?.body]).toEqual([undefined, worker]);
    expect(new Set([br, gzip, neither].map((one) => one?.headers['etag'])).size).toBe(3);
    expect(br?.headers['cache-control']).toBe('no-cache');
  });

  it.each(['/web/kitchen-00000000.js', '/web/', '/web', '/web/../pages.json', '/web/%2e%2e/pages.json', '/web/x.html'])(
    'have no %s: a problem document, never a page',
    async (path) => {
      for (const headers of [{}, HTML]) {
        const answer = await get(api.url + path, headers);
        expect([answer.status, answer.headers['content-type']]).toEqual([
          404,
          'application/problem+json; charset=utf-8',
        ]);
        expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'NOT_FOUND', status: 404 });
      }
    },
  );

  it('are reached without their slash, with what was asked', async () => {
    const answer = await get(`${api.url}/kitchen?station=bar`, HTML);
    expect([answer.status, answer.headers['location']]).toEqual([308, '/kitchen/?station=bar']);
  });

  it.each(['/kitchen/', '/till/?station=bar', '/t/'])('are given at %s to who takes anything', async (path) => {
    const answer = await get(api.url + path, { accept: '*/*' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it.each([
    ['GET', '/', { accept: 'application/json' }, 200, /"api":"\/api\/v1"/],
    ['GET', '/', { accept: '*/*' }, 200, /"api":"\/api\/v1"/],
    ['GET', '/kitchen/', { accept: 'application/json' }, 404, /NOT_FOUND/],
    ['GET', '/orders/5', {}, 404, /NOT_FOUND/],
    ['POST', '/kitchen/', HTML, 404, /NOT_FOUND/],
    ['GET', '/api/v1/ping', HTML, 200, /pong/],
    ['GET', '/health', HTML, 200, /ok/],
    ['GET', '/docs', HTML, 200, /swagger/],
    ['GET', '/kitchenette/', HTML, 404, /<h1>/],
    ['GET', '/pages.json', HTML, 404, /<h1>/],
  ])('leave %s %s to others', async (method, path, headers, status, body) => {
    const answer = await get(api.url + path, headers, method);
    expect([answer.status, answer.body.toString()]).toEqual([status, expect.stringMatching(body)]);
  });

  it('tell neither the log nor the metrics where a guest sits', async () => {
    await get(`${api.url}/t/some-table?s=a-very-secret-word`, HTML);
    await get(`${api.url}/web/${script}`);
    const metrics = (await get(`${api.url}/metrics`)).body.toString();
    expect(metrics).toMatch(/route="page"/);
    expect(metrics).toMatch(/route="asset"/);
    const told = [...api.logs, metrics].join('\n');
    expect(told).not.toMatch(/a-very-secret-word|some-table/);
    const lines = api.logs.filter((line) => line.includes('"route":"page"'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes('debug'))).toEqual([]);
  });

  it('can be turned off', async () => {
    const without = await startApi({ database, env: { WEB_ENABLED: 'false' } });
    const [kitchen, root] = await Promise.all([get(`${without.url}/kitchen/`, HTML), get(without.url, HTML)]);
    expect([kitchen.status, root.status]).toEqual([404, 200]);
    expect(root.body.toString()).toMatch(/href="\/docs"/);
    await without.stop();
  });
});
