import { createServer } from 'node:http';

import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

import { onCleanup } from '../../support/cleanup.js';
import {
  client,
  connectSocket,
  connectWebSocket,
  createTestDatabase,
  describeWithRedis,
  eventually,
  launch,
  startApi,
  startRedis,
  startWorker,
} from '../../support/index.js';

describe('createTestDatabase', () => {
  it('gives every caller a migrated database of its own', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);

    await one.query('CREATE TABLE mine (id int)');

    expect(one.name).toMatch(/^comanda_[0-9a-f]{12}_test$/);
    expect(await other.query("SELECT to_regclass('mine') AS name")).toEqual([{ name: null }]);
    expect((await other.query('SELECT 1 FROM migrations')).length).toBeGreaterThan(0);
    await one.drop();
    expect(await other.query('SELECT 1 FROM pg_database WHERE datname = $1', [one.name])).toEqual([]);
  });
});

describe('launch', () => {
  it('gives a process that is killed at once, and then has nothing left to stop', async () => {
    const args = ['-e', 'setInterval(() => undefined, 1_000)'];
    const running = await launch({
      name: 'idle',
      command: process.execPath,
      args,
      env: {},
      isReady: () => Promise.resolve(true),
    });

    await running.kill();

    expect(await running.ended).toBe('SIGKILL');
    await running.stop();
  });
});

describe('startApi', () => {
  it('starts the built API, ready, and stops it by SIGTERM with exit code 0', async () => {
    const api = await startApi({ database: await createTestDatabase() });

    const answer = await client(api).get<{ message: string }>('/ping', { 'x-request-id': 'harness' });

    expect(answer).toMatchObject({ status: 200, body: { message: 'pong' } });
    expect(answer.headers.get('x-request-id')).toBe('harness');
    await api.stop();
    expect(await api.ended).toBe(0);
    // Lines gather for a moment, and those of the end may come after it.
    await eventually(() => expect(api.logs.join('\n')).toContain('Starting server on 0.0.0.0:'));
  });

  it('tells at once why a process did not start', async () => {
    const database = await createTestDatabase();

    await expect(startApi({ database, env: { JWT_SECRET: 'short' } })).rejects.toThrow(
      /api ended with 78 before it was ready:[^]*JWT_SECRET/,
    );
  });
});

describeWithRedis('with Redis', () => {
  it('the worker starts and drains', async () => {
    const worker = await startWorker({ database: await createTestDatabase(), redis: await startRedis() });

    await worker.stop();

    expect(await worker.ended).toBe(0);
  });

  it('Redis keeps what it was given over kill -9', async () => {
    const server = await startRedis();
    const redis = new Redis(server.url, { retryStrategy: () => 50 });
    redis.on('error', () => undefined);
    await redis.set('kept', 'yes');

    await server.kill();
    await server.restart();

    expect(await redis.get('kept')).toBe('yes');
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    await redis.quit();
  });
});

describe('client', () => {
  it('sends JSON as the caller it is told to be, and reads JSON, text and nothing', async () => {
    const server = createServer((request, response) => {
      if (request.method === 'DELETE') return void response.writeHead(204).end();
      response.setHeader('content-type', 'application/problem+json');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url, headers } = request;
        response.end(
          JSON.stringify({
            url,
            auth: headers.authorization,
            key: headers['idempotency-key'],
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
    });
    const url = await listen(server);

    const waiter = client({ url }).as('token-1');

    expect((await waiter.post('/echo', { note: 'é' }, { 'idempotency-key': 'k' })).body).toEqual({
      url: '/api/v1/echo',
      auth: 'Bearer token-1',
      key: 'k',
      body: '{"note":"é"}',
    });
    expect((await client({ url }).get<{ auth?: string }>('/echo')).body.auth).toBeUndefined();
    expect(await waiter.delete('/echo/1')).toMatchObject({ status: 204, body: undefined });
  });
});

describe('connectSocket and connectWebSocket', () => {
  const message = (seq: number) => ({
    id: `e${seq}`,
    seq,
    type: 'NEW_ORDER',
    occurred_at: '',
    outlet_id: 'o',
    payload: {},
  });

  it('collect messages, and wait for those still to come', async () => {
    const server = createServer();
    const io = new Server(server, { destroyUpgrade: false });
    io.use((socket, next) => next(socket.handshake.auth['token'] === 'good' ? undefined : new Error('unauthorized')));
    io.on('connection', (socket) => {
      socket.emit('NEW_ORDER', message(Number(socket.handshake.auth['since']) + 1));
      socket.on('next', () => socket.emit('NEW_ORDER', message(9)));
    });
    onCleanup(() => io.close());
    const plain = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (!request.url?.startsWith('/api/v1/ws')) return;
      if (!request.url.includes('access_token=good')) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      plain.handleUpgrade(request, socket, head, (ws) => ws.send(JSON.stringify(message(3))));
    });
    const url = await listen(server);

    const tablet = await connectSocket({ url }, { token: 'good', since: 4, station: 'bar' });
    expect((await tablet.waitFor(({ seq }) => seq === 5)).type).toBe('NEW_ORDER');
    const next = tablet.waitFor(({ seq }) => seq === 9);
    tablet.socket.emit('next');
    await next;
    expect(tablet.messages.map(({ seq }) => seq)).toEqual([5, 9]);
    await expect(tablet.waitFor(({ seq }) => seq === 10, 30)).rejects.toThrow('received: NEW_ORDER#5, NEW_ORDER#9');
    await expect(connectSocket({ url }, { token: 'bad' })).rejects.toThrow('unauthorized');

    const display = await connectWebSocket({ url }, { token: 'good' });
    await display.waitFor(({ seq }) => seq === 3);
    await expect(connectWebSocket({ url }, { token: 'bad' })).rejects.toThrow('401');
  });
});

describe('eventually', () => {
  it('repeats until the check holds, and fails with its last fault', async () => {
    let calls = 0;
    expect(await eventually(() => (++calls < 3 ? Promise.reject(new Error('not yet')) : calls))).toBe(3);

    await expect(eventually(() => Promise.reject(new Error('never')), { timeoutMs: 50 })).rejects.toThrow('never');
  });
});

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  onCleanup(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as { port: number }).port}`));
  });
}
