import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

import { sortRoutes } from './sorted-routes.js';

/** The same application with its routes sorted and as Express has them: whoever asks cannot tell them apart. */
describe.each([
  { how: 'sorted', prepare: sortRoutes },
  { how: 'as Express has them', prepare: () => undefined },
])('routes, $how', ({ prepare }) => {
  const servers: http.Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const tells = (name: string) => (request: Request, response: Response) => {
    response.json({ name, params: request.params, route: (request.route as { path: string }).path });
  };

  async function serve(build: (app: Express) => void) {
    const app = express();
    prepare(app);
    build(app);
    const server = http.createServer(app);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return async (path: string, method = 'GET') => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      return isJson ? ((await answer.json()) as unknown) : answer.status;
    };
  }

  const shop = (app: Express): void => {
    app.get('/api/v1/orders/open', tells('open'));
    app.get('/api/v1/orders/:id', tells('one'));
    app.post('/api/v1/orders', tells('place'));
    app.put('/api/v1/orders/:id', tells('replace'));
    app.patch('/api/v1/orders/:id', tells('change'));
    app.delete('/api/v1/orders/:id', tells('remove'));
    app.get('/api/v1/orders/:id/:late', tells('two'));
    app.get('/api/v1/products', tells('products'));
    app.get('/health', tells('health'));
    app.get('/:any/v1/orders', tells('any'));
  };

  it('answers by path and method, the first that fits', async () => {
    const ask = await serve(shop);

    expect(await ask('/api/v1/orders/open')).toEqual({ name: 'open', params: {}, route: '/api/v1/orders/open' });
    expect(await ask('/api/v1/orders/a%20b?x=1')).toEqual({
      name: 'one',
      params: { id: 'a b' },
      route: '/api/v1/orders/:id',
    });
    expect(await ask('/api/v1/orders/7/8')).toMatchObject({ name: 'two', params: { id: '7', late: '8' } });
    expect(await ask('/api/v1/orders', 'POST')).toMatchObject({ name: 'place' });
    expect(await ask('/api/v1/orders/7', 'PUT')).toMatchObject({ name: 'replace' });
    expect(await ask('/api/v1/orders/7', 'PATCH')).toMatchObject({ name: 'change' });
    expect(await ask('/api/v1/orders/7', 'DELETE')).toMatchObject({ name: 'remove' });
    expect(await ask('/health')).toMatchObject({ name: 'health' });
  });

  it('takes capitals and a slash at the end', async () => {
    const ask = await serve(shop);

    expect(await ask('/API/v1/Orders/open/')).toMatchObject({ name: 'open' });
    expect(await ask('/api/v1/PRODUCTS')).toMatchObject({ name: 'products' });
  });

  it('passes on what no route of the folder answers', async () => {
    const ask = await serve(shop);

    expect(await ask('/api/v1/orders')).toMatchObject({ name: 'any', params: { any: 'api' } });
    expect(await ask('/api/v1/orderss/7')).toBe(404);
    expect(await ask('/api/v1')).toBe(404);
    expect(await ask('/api')).toBe(404);
    expect(await ask('//api/v1/orders/7')).toBe(404);
    expect(await ask('/api/v1/orders/%zz')).toBe(400);
  });

  it('comes after what the application used before, and before what it uses later', async () => {
    const seen: string[] = [];
    const note = (name: string) => (_request: Request, _response: Response, next: NextFunction) => {
      seen.push(name);
      next();
    };
    const ask = await serve((app) => {
      app.use(note('before'));
      app.get('/api/v1/orders', note('route'), tells('orders'));
      app.use(note('after'));
      app.get('/api/v1/orders/:id', tells('one'));
    });

    await ask('/api/v1/orders');
    expect(seen).toEqual(['before', 'route']);
  });

  it('hands an error to whoever the application has for errors', async () => {
    const ask = await serve((app) => {
      app.get('/api/v1/orders', () => {
        throw new Error('broken');
      });
      app.use((error: Error, _request: Request, response: Response, next: NextFunction) => {
        if (response.headersSent) next(error);
        else response.status(500).json({ error: error.message });
      });
    });

    expect(await ask('/api/v1/orders')).toEqual({ error: 'broken' });
  });

  it('leaves settings alone', () => {
    const app = express();
    prepare(app);
    app.set('trust proxy', 'loopback');

    expect(app.get('trust proxy')).toBe('loopback');
  });
});
