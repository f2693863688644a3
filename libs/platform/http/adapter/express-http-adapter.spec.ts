import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import type { Express, Request, Response } from 'express';

import { ExpressHttpAdapter } from './express-http-adapter.js';

describe.each([
  { how: 'with the fast path', fastPath: true },
  { how: 'without it', fastPath: false },
])('the HTTP adapter, $how', ({ fastPath }) => {
  const servers: http.Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  function signal(): [Promise<void>, () => void] {
    let give!: () => void;
    return [new Promise<void>((resolve) => (give = resolve)), () => give()];
  }

  async function serve(handler: (request: Request, response: Response, adapter: ExpressHttpAdapter) => void) {
    const adapter = new ExpressHttpAdapter({ fastPath });
    adapter.initHttpServer({});
    adapter.getInstance<Express>().use((request, response) => handler(request, response, adapter));
    const server = adapter.getHttpServer() as http.Server;
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { adapter, server, port };
  }

  async function get(port: number, headers: http.OutgoingHttpHeaders = {}, method = 'GET') {
    const request = http.request({ port, headers, method, agent: new http.Agent({ keepAlive: true }) });
    request.end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const part of answer) body += String(part);
    return { status: answer.statusCode, headers: answer.headers, body };
  }

  it('answers an object as JSON, with the ETag of its version', async () => {
    const { port } = await serve((_, response, adapter) =>
      adapter.reply(response, { id: 'a', version: 7, name: 'Água' }, 201),
    );

    const { status, headers, body } = await get(port);

    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', etag: '"7"' });
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
    expect(JSON.parse(body)).toEqual({ id: 'a', version: 7, name: 'Água' });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('gives Express its requests and responses', async () => {
    const { port } = await serve((request, response) =>
      response
        .status(202)
        .json({ query: request.query, path: request.path, isFresh: request.fresh, is: request.is('json') }),
    );

    expect(await get(port)).toMatchObject({ status: 202, body: '{"query":{},"path":"/","isFresh":false,"is":null}' });
  });

  it('upgrades WebSockets alone, and answers other offers as if there were none', async () => {
    const { server, port } = await serve((_, response, adapter) => adapter.reply(response, { answered: true }, 200));
    const upgrades: (string | undefined)[] = [];
    server.on('upgrade', (request: IncomingMessage, socket) => {
      upgrades.push(request.headers.upgrade);
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });

    expect(await get(port, { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' })).toMatchObject({ status: 200 });
    const socket = http.request({ port, headers: { connection: 'Upgrade', upgrade: 'websocket' } });
    socket.end();
    await once(socket, 'upgrade');

    expect(upgrades).toEqual(['websocket']);
  });

  it('ends connections once it drains, also for requests that came before', async () => {
    const [opened, open] = signal();
    const [arrived, arrive] = signal();
    const { adapter, port } = await serve((request, response, self) => {
      if (request.path !== '/slow') self.reply(response, {}, 200);
      else {
        arrive();
        void opened.then(() => self.reply(response, {}, 200));
      }
    });
    expect((await get(port)).headers.connection).toBe('keep-alive');
    const slow = http.request({ port, path: '/slow', agent: new http.Agent({ keepAlive: true }) });
    slow.end();
    await arrived;

    adapter.drain();
    open();

    const [answer] = (await once(slow, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.headers.connection).toBe('close');
    expect((await get(port)).headers.connection).toBe('close');
  });

  it(`${fastPath ? 'makes' : 'leaves it to Express to make'} requests and responses with Express' prototypes`, async () => {
    const { adapter, server, port } = await serve((_, response) => response.end());
    const app = adapter.getInstance<Express>();
    const born: boolean[] = [];
    server.prependListener('request', (request, response) => {
      born.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
    });

    await get(port);

    expect(born).toEqual([fastPath, fastPath]);
  });
});
