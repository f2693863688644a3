import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';

import { rewriteOlderPaths } from './request.middleware.js';

const rewritten = (url: string): string => {
  const request = { url } as Request;
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
    ['/health', '/health'],
    ['/docs', '/docs'],
  ])('%s is %s', (given, canonical) => {
    expect(rewritten(given)).toBe(canonical);
  });
});
