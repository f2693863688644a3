import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';

import { Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { rewriteOlderPaths, traceRequests } from './request.middleware.js';

const rewritten = (url: string, method = 'GET'): string => {
  const request = { url, method } as Request;
  rewriteOlderPaths(request, {} as Response, () => undefined);
  return request.url;
};

describe('the paths of older clients', () => {
  it.each([
    ['/api/orders/1?x=2', '/api/v1/orders/1?x=2'],
    ['/api/v1/orders', '/api/v1/orders'],
    ['/api/v1x/orders', '/api/v1/v1x/orders'],
    ['/api', '/api/v1'],
    ['/api/menu/items/7', '/api/v1/products/7'],
    ['/api/v1/menu/items?limit=1', '/api/v1/products?limit=1'],
    ['/api/v1/menu?outlet_id=1', '/api/v1/menu?outlet_id=1'],
    ['/api/v1/menu/itemsx', '/api/v1/menu/itemsx'],
    ['/api/guest/sessions', '/api/v1/table-sessions'],
    ['/api/guest/menu', '/api/v1/menu'],
    ['/api/guest/orders/5', '/api/v1/orders/5'],
    ['/api/transactions/5/receipt?format=txt', '/api/v1/orders/5/receipt?format=txt'],
    ['/api/v1/transactions/5/receipt', '/api/v1/orders/5/receipt'],
    ['/api/v1/transactions?limit=1', '/api/v1/transactions?limit=1'],
    ['/api/v1/transactions/5', '/api/v1/transactions/5'],
    ['/health', '/health'],
    ['/docs', '/docs'],
  ])('%s is %s', (given, canonical) => {
    expect(rewritten(given)).toBe(canonical);
  });

  it.each(['/auth/login', '/shifts/open', '/orders', '/orders/5/pay', '/table-sessions?x=1'])(
    '%s without a prefix is written to, as older guides do, and read as a page',
    (path) => {
      expect(rewritten(path, 'POST')).toBe(`/api/v1${path}`);
      expect(rewritten(path, 'GET')).toBe(path);
    },
  );

  it('a sale is made under its own name', () => {
    expect(rewritten('/api/transactions', 'POST')).toBe('/api/v1/transactions');
  });
});

describe('the requests in hand', () => {
  it('are counted until they are answered, or until who asked is gone', async () => {
    const metrics = new Metrics();
    const trace = traceRequests(new Logger('silent'), metrics);
    const server = createServer((request, response) =>
      trace(request as Request, response as Response, () => {
        if (request.url === '/answered') response.end();
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const unanswered = get(`${url}/never`).on('error', () => undefined);
    const [, response] = (await once(server, 'request')) as [Request, Response];
    expect(await (await fetch(`${url}/answered`)).text()).toBe('');
    expect(await metrics.registry.getSingleMetricAsString('comanda_http_requests_in_hand')).toMatch(/ 1$/);
    unanswered.destroy();
    await once(response, 'close');
    await new Promise((closed) => server.close(closed));

    expect(metrics.requestsInHand).toBe(0);
  });
});
