import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { type Env, Metrics, withRequest } from '#libs/platform';
import { CircuitBreakers, OutboundHttp } from '#libs/platform/outbound';

const env = {
  CIRCUIT_BREAKER_THRESHOLD: 100,
  CIRCUIT_BREAKER_TIMEOUT: 60_000,
  CIRCUIT_BREAKER_COOLDOWN: 30_000,
} as Env;
const metrics = new Metrics();
const http = new OutboundHttp(new CircuitBreakers(env, metrics), metrics);

describe('calls to providers', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => stop?.());

  async function provider(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const get = (url: string, timeoutMs = 2_000) =>
    http.send({ provider: 'acme', method: 'GET', url, timeoutMs }, (answer) => answer.json());

  it('passes the request id on and answers what the provider said, a refusal of it included', async () => {
    const url = await provider((request, response) => {
      response.writeHead(422, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ saw: request.headers['x-request-id'] }));
    });
    const read = withRequest({ requestId: 'till-7' }, () =>
      http.send({ provider: 'acme', method: 'POST', url, body: '{}' }, (answer) => [answer.status, answer.json()]),
    );
    await expect(read).resolves.toEqual([422, { saw: 'till-7' }]);
  });

  it.each<[string, RequestListener, object]>([
    ['a page of HTML', (_, r) => r.end('<html>maintenance</html>'), { reason: 'unreadable', mayHaveArrived: true }],
    ['half a document', (_, r) => r.end('{"id": "ch_1", "stat'), { reason: 'unreadable', mayHaveArrived: true }],
    [
      'a redirect',
      (_, r) => r.writeHead(302, { Location: '/x' }).end(),
      { reason: 'unreadable', mayHaveArrived: true },
    ],
    ['a 500', (_, r) => r.writeHead(500).end('{}'), { reason: 'failing', mayHaveArrived: true, status: 500 }],
    ['a 429', (_, r) => r.writeHead(429).end('{}'), { reason: 'busy', mayHaveArrived: false, status: 429 }],
    ['silence', () => undefined, { reason: 'timed_out', mayHaveArrived: true }],
    ['a reset', (q) => q.socket.destroy(), { reason: 'cut_off', mayHaveArrived: true }],
    [
      'a body that breaks off',
      (q, r) => {
        r.writeHead(200, { 'Content-Length': '100' });
        r.write('{"id":', () => q.socket.destroy());
      },
      { reason: 'cut_off', mayHaveArrived: true },
    ],
  ])('tells %s apart from an answer', async (what, listener, failure) => {
    const url = await provider(listener);
    const timeoutMs = what === 'silence' ? 300 : 20_000;
    await expect(get(url, timeoutMs)).rejects.toMatchObject({ name: 'OutboundFailure', ...failure });
  });

  it('knows that nothing arrived where nobody listens', async () => {
    const url = await provider((_, response) => response.end());
    await stop?.();
    stop = undefined;
    await expect(get(url)).rejects.toMatchObject({ reason: 'unreachable', mayHaveArrived: false });
  });
});
